// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/lampstate.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/format/scalelabel.h>
#include <ui/format/words.h>
#include <ui/models/snapshotfeed.h>

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::LampState)
};

QString joined(const QString &a, const QString &b)
{
    return a.isEmpty() || b.isEmpty() ? a + b : a + u" · "_s + b;
}

LampState unknownLamp(const SnapshotFeed &feed)
{
    LampState lamp;
    if (!feed.latest()) {
        lamp.reason = Words::tr("no data yet");
        lamp.now = Words::tr("waiting for %1").arg(Format::duration(feed.silentFor()));
    } else if (feed.isUnknown()) {
        lamp.reason = Words::tr("no data since %1").arg(Format::timeOfDay(feed.lastFrameAt()));
        lamp.now = Words::tr("last update %1 ago").arg(Format::duration(feed.silentFor()));
    } else {
        lamp.reason = Words::tr("no connection here");
    }
    return lamp;
}

QString failures(const BreakerSnapshot &breaker)
{
    if (!breaker.failureRate)
        return {};
    return Words::tr("%1 failed in the last %2")
        .arg(Format::percent(breaker.failureRate), Format::duration(breaker.window));
}

QString reasonOf(const BreakerSnapshot &breaker)
{
    if (breaker.override_ != BreakerOverride::None) {
        return breaker.overrideReason.isEmpty() ? Words::tr("set by hand")
                                                : sanitised(breaker.overrideReason);
    }
    if (breaker.state == BreakerState::Closed) {
        if (breaker.consecutiveFailures > 1) {
            return Words::tr("%1 consecutive failures")
                .arg(Format::integer(static_cast<std::int64_t>(breaker.consecutiveFailures)));
        }
        return failures(breaker).isEmpty() ? Format::breakerMeaning(breaker.state)
                                           : failures(breaker);
    }
    return sanitised(breaker.detail);
}

QString nowOf(const BreakerSnapshot &breaker, Duration age)
{
    const QString length = Words::tr("for %1").arg(Format::duration(breaker.inState + age));
    if (breaker.override_ != BreakerOverride::None)
        return Words::tr("would be %1").arg(Format::breakerState(breaker.state));
    if (breaker.state == BreakerState::HalfOpen) {
        return joined(
            length,
            Words::tr("probes %1 of %2 ok").arg(breaker.probeSuccesses).arg(breaker.probesNeeded));
    }
    return length;
}

QString thresholds(const BreakerSnapshot &breaker)
{
    if (breaker.failureThreshold <= 0)
        return {};
    const QString consecutive = Format::integer(breaker.failureThreshold);
    if (breaker.failureRateThreshold <= 0 || breaker.failureRateThreshold > 1)
        return Words::tr("opens at %1 failures in a row").arg(consecutive);
    return Words::tr("opens at %1 in a row or %2")
        .arg(consecutive,
             Format::scaleLabel(breaker.failureRateThreshold, 0.01, 1, Format::Unit::Share));
}

QString nextOf(const BreakerSnapshot &breaker, Duration age)
{
    if (breaker.override_ == BreakerOverride::ForcedOpen)
        return Words::tr("no probes until this ends");
    if (breaker.override_ == BreakerOverride::ForcedClosed)
        return Words::tr("failures do not open it");
    switch (breaker.state) {
    case BreakerState::Closed: return thresholds(breaker);
    case BreakerState::Open:
        if (!breaker.retryAfter)
            return Words::tr("probes when the link returns");
        return Words::tr("next probe in %1")
            .arg(Format::countdown(std::max(Duration::zero(), *breaker.retryAfter - age)));
    case BreakerState::HalfOpen:
        return breaker.probeSuccesses >= breaker.probesNeeded
            ? Words::tr("recovering: closes when the flow is whole")
            : Words::tr("closes at %1, a failure reopens").arg(breaker.probesNeeded);
    }
    return {};
}

//! The session whose breaker the sum shows: the worst, the first of equals.
const SessionSnapshot *worst(const Snapshot &frame)
{
    const auto found = std::max_element(
        frame.sessions.begin(), frame.sessions.end(), [](const auto &a, const auto &b) {
            return badness(a.breaker.effectiveState()) < badness(b.breaker.effectiveState());
        });
    return found == frame.sessions.end() ? nullptr : &*found;
}

} // namespace

QString LampState::word() const
{
    if (state && !isEnabled && override_ == BreakerOverride::None)
        return Words::tr("DISABLED");
    return Format::breakerState(state, state ? override_ : BreakerOverride::None);
}

LampState lampState(const SnapshotFeed &feed)
{
    const SnapshotPtr frame = feed.latest();
    const bool isSum = feed.selected() == SessionId{};
    const SessionSnapshot *session = !frame ? nullptr : isSum ? worst(*frame) : feed.current();
    if (!session || feed.isUnknown())
        return unknownLamp(feed);

    const BreakerSnapshot &breaker = session->breaker;
    LampState lamp{breaker.effectiveState(), breaker.override_, breaker.enabled, {}, {}, {}};
    if (!breaker.enabled && breaker.override_ == BreakerOverride::None) {
        lamp.reason = Words::tr("the breaker is off; every call goes out");
    } else {
        lamp.reason = reasonOf(breaker);
        lamp.now = nowOf(breaker, feed.silentFor());
        lamp.next = nextOf(breaker, feed.silentFor());
    }
    if (isSum && frame->sessions.size() > 1 && lamp.state != BreakerState::Closed)
        lamp.reason = sanitised(session->name) + u": "_s + lamp.reason;
    if (feed.isStale())
        lamp.now = Words::tr("no data for %1").arg(Format::duration(feed.silentFor()));
    return lamp;
}

} // namespace Breakwater::Ui
