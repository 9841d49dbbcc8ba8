// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/http/healthverdict.h>
#include <core/http/httpanswer.h>

#include <QtCore/QTimeZone>

namespace Breakwater {

//! What `/health/websocket` is made from.
struct HealthView
{
    const Snapshot *snapshot = nullptr; //!< null: the core has not spoken yet
    HealthVerdict verdict;
    WallTime now{};
    QTimeZone zone = QTimeZone::utc();
    bool isVerbose = false;    //!< tell which rules spoke
    bool isStatusOnly = false; //!< for those who showed no token: nothing about links
};

//! 200 when healthy, 503 otherwise, also before the first snapshot. The body never passes
//! `mostHealthBytes`, whatever the number of sessions and the length of their texts.
HttpAnswer healthAnswer(const HealthView &view);
inline constexpr qsizetype mostHealthBytes = 4096;

} // namespace Breakwater
