// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtCore/QString>

#include <optional>

namespace Breakwater::Ui {

class SnapshotFeed;

//! What a lamp says of one breaker: its state as it acts, and the three lines beside it.
struct LampState
{
    std::optional<BreakerState> state; //!< as it acts, an override included; none: unknown
    BreakerOverride override_ = BreakerOverride::None;
    bool isEnabled = true;
    bool isRecovering = false; //!< half-open, and the flow grows step by step
    QString reason;            //!< "52.4 % failed in the last 10 s"
    QString now;               //!< "closed for 45 s", "half-open for 12 s · probes 1 of 2 ok"
    QString next;              //!< "next probe in 12 s"
    bool isConnected = true;

    //! "HALF-OPEN", "RECOVERING", "FORCED-OPEN", "DISABLED", "UNKNOWN".
    QString word() const;
    //! What shape and colour show: a closed breaker without a link is nothing to be green about.
    std::optional<BreakerState> shape() const;

    friend bool operator==(const LampState &, const LampState &) = default;
};

//! Of what is selected in the feed, now: times go on counting between frames, and a silent source
//! is unknown. Of all together: the worst breaker, with its session's name.
LampState lampState(const SnapshotFeed &feed);

//! Of this session, as it was so long ago.
LampState lampOf(const SessionSnapshot &session, Duration age);

//! The link whose breaker the sum shows: the worst, of equals a connected one, then the first.
//! Null when there is none.
const SessionSnapshot *worstSession(const Snapshot &frame);

//! Half-open, not overridden, and the probes are through.
bool isRecovering(const BreakerSnapshot &breaker);

//! `state` as LampState::shape() shows it.
std::optional<BreakerState> shownShape(std::optional<BreakerState> state, bool isConnected);

} // namespace Breakwater::Ui
