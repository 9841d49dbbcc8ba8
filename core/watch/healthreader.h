// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QByteArray>

#include <optional>

namespace Breakwater {

//! What a health answer tells.
struct HealthReport
{
    QString status;       //!< `healthy`, `degraded`, `unhealthy`, `unknown`; sanitised
    bool isReady = false; //!< the answer was 200, not 503
    WallTime at{};        //!< by the server's clock

    struct Connections
    {
        std::int64_t total = 0;
        std::int64_t connected = 0;
        std::int64_t queuedMessages = 0;
    };
    std::optional<Connections> connections;
    //! The engine's numbers alone: no sessions, no events; `isPartial` is set, `at.wall` is `at`.
    //! None: the server told its status only.
    std::optional<Snapshot> snapshot;
    //! Why there is no snapshot, for people; empty when there is one.
    QString whyStatusOnly;
};

//! An answer to GET /health/websocket. 503 with such a body is data: the server lives and says that
//! something is wrong. Other statuses are errors, and so is what breaks the promise of its keys.
Expected<HealthReport> readHealth(int httpStatus, const QByteArray &body);
inline constexpr qsizetype mostHealthBodyBytes = 64 * 1024;

} // namespace Breakwater
