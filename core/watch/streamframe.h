// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QString>

#include <optional>
#include <variant>

namespace Breakwater {

// What a metrics stream may send, as values. All texts are sanitised, except those within `data`.

//! A core's numbers.
struct CoreStats
{
    //! The first frame, or the answer to get_stats: every tier is fresh, whatever `tiers` says.
    bool isWhole = false;
    //! `at.monotonic` is not set: whoever received it knows when.
    Snapshot snapshot;
    std::optional<WallTime> sentAt; //!< by the sender's clock
};

//! A frame of a monitoring server that publishes services: `type` is initial_stats, stats or event.
struct ServiceFrame
{
    QString type;
    QJsonObject data;               //!< as it came: nothing in it is checked or sanitised
    std::optional<WallTime> sentAt; //!< none: it did not say, or not in a way known here
};

//! What a command asked for.
struct StreamAnswer
{
    QString command;
    QJsonValue data; //!< as it came
};

struct StreamPong
{ };

//! The server says what is wrong.
struct RemoteError
{
    QString sentence;
};

//! A type nobody here knows: to be counted and shown, not fatal.
struct UnknownFrame
{
    QString type;
};

//! A core's numbers in a version that is not read here: shown instead of them.
struct IncompatibleFrame
{
    QString sentence;
};

using StreamFrame = std::variant<CoreStats, TransitionRecord, Event, ServiceFrame, StreamAnswer,
                                 StreamPong, RemoteError, UnknownFrame, IncompatibleFrame>;

} // namespace Breakwater
