// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/base/time.h>

#include <QtCore/QJsonValue>
#include <QtCore/QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace Breakwater {

// What monitoring servers tell of their services, in whichever of the spellings that
// docs/protocol.md lists. Text is sanitised and cut. What is not told is none, never 0; a number
// that cannot be (negative, not finite, above 2^53) makes the whole piece unreadable.

//! Where one service stands. Counters since the server's start.
struct ServiceStats
{
    QString service;
    std::optional<std::uint64_t> events = {};
    std::optional<std::uint64_t> errors = {};
    std::optional<std::uint64_t> bytes = {};
    std::optional<Duration> meanResponse = {};
    std::optional<WallTime> at = {};
};

//! One thing that happened, or `count` alike.
struct ServiceHappening
{
    QString service;
    std::optional<WallTime> at = {};
    QString what; //!< may be empty
    std::uint64_t count = 1;
    std::uint64_t errors = 0; //!< of them
    QString detail;           //!< may be empty
    std::optional<Duration> responseTime = {};
    std::optional<std::uint64_t> bytes = {};
    //! Its `total_…` counters, which say where the service stands.
    std::optional<std::uint64_t> totalEvents = {};
    std::optional<std::uint64_t> totalErrors = {};
    std::optional<std::uint64_t> totalBytes = {};
};

//! `data` of an `initial_stats` or `stats` frame. Empty: there are no services yet. A sentence when
//! nothing in it is of any service.
Expected<std::vector<ServiceStats>> readServiceStats(const QJsonValue &data);
//! `data` of an `event` frame.
Expected<ServiceHappening> readServiceEvent(const QJsonValue &data);

} // namespace Breakwater
