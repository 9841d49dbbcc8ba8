// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/lampstate.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/format/scalelabel.h>
#include <ui/format/words.h>
#include <ui/models/links.h>
#include <ui/models/snapshotfeed.h>
#include <ui/models/watchedrows.h>
#include <ui/models/watchwords.h>

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

//! Something comes, and it is not the numbers of a core.
QString noNumbers(const WatchedSource &source)
{
    return source.services ? Words::tr("it tells of services only")
                           : Words::tr("it tells its status only");
}

//! Of a watched source, or of one of its links.
LampState unknownLamp(const SnapshotFeed &feed, const WatchedSource &source)
{
    LampState lamp;
    if (!feed.isUnknown()) {
        lamp.reason = Words::tr("this link is gone");
        return lamp;
    }
    lamp.reason = !source.age ? Words::tr("no data yet")
        : feed.isStale() ? Words::tr("no data since %1").arg(Format::timeOfDay(feed.lastFrameAt()))
                         : noNumbers(source);
    lamp.now = watchState(feed, source);
    return lamp;
}

LampState unknownLamp(const SnapshotFeed &feed)
{
    if (const WatchedSource *source = feed.watched())
        return unknownLamp(feed, *source);
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

//! What a breaker counted before it closed is forgotten.
bool isYoungerThanItsWindow(const SessionSnapshot &session)
{
    const Duration age = session.breaker.inState;
    const bool isTold = !session.isPartial || age > Duration::zero();
    return isTold && age < session.breaker.window;
}

QString failures(const SessionSnapshot &session)
{
    const BreakerSnapshot &breaker = session.breaker;
    if (!breaker.failureRate)
        return {};
    const QString many = *breaker.failureRate > 0
        ? Words::tr("%1 failed").arg(Format::percent(breaker.failureRate))
        : Words::tr("no failure");
    if (breaker.window <= Duration::zero()) // not told
        return Words::tr("%1 lately").arg(many);
    if (isYoungerThanItsWindow(session))
        return (breaker.lastTransitionAt ? Words::tr("%1 since it closed") : Words::tr("%1 so far"))
            .arg(many);
    return Words::tr("%1 in the last %2").arg(many, Format::duration(breaker.window));
}

//! Nothing when it is connected.
QString missingLink(const SessionSnapshot &session)
{
    if (session.connection == ConnectionState::Connected)
        return {};
    if (session.connection == ConnectionState::Refused)
        return Words::tr("refused by the server");
    return session.connections.opened == 0 ? Words::tr("not connected yet")
                                           : Words::tr("not connected");
}

QString reasonOfClosed(const SessionSnapshot &session)
{
    const BreakerSnapshot &breaker = session.breaker;
    const QString link = missingLink(session);
    if (!link.isEmpty())
        return Words::tr("breaker closed; %1").arg(link);
    const QString inARow = Format::integer(static_cast<std::int64_t>(breaker.consecutiveFailures));
    if (breaker.consecutiveFailures > 1)
        return Words::tr("%1 consecutive failures").arg(inARow);
    if (breaker.failureRate)
        return failures(session);
    if (session.rates.sent > 0)
        return Words::tr("messages flow");
    if (session.isPartial)
        return Words::tr("what it counts is not told");
    return breaker.failureThreshold > 0
        ? Words::tr("%1 of %2 failures in a row")
              .arg(inARow, Format::integer(breaker.failureThreshold))
        : Words::tr("nothing was sent lately");
}

QString reasonOf(const SessionSnapshot &session)
{
    const BreakerSnapshot &breaker = session.breaker;
    if (breaker.override_ != BreakerOverride::None) {
        return breaker.overrideReason.isEmpty() ? Words::tr("set by hand")
                                                : sanitised(breaker.overrideReason);
    }
    if (breaker.state == BreakerState::Closed)
        return reasonOfClosed(session);
    return sanitised(breaker.detail);
}

QString progressOf(const BreakerSnapshot &breaker)
{
    if (!isRecovering(breaker) && breaker.probesNeeded <= 0) // not told
        return {};
    return isRecovering(breaker)
        ? Words::tr("%1 of the window")
              .arg(Format::scaleLabel(breaker.recoveryShare, 0.01, 1, Format::Unit::Share))
        : Words::tr("probes %1 of %2 ok").arg(breaker.probeSuccesses).arg(breaker.probesNeeded);
}

//! "closed for 12 s": whatever stands above it, this length is the state's.
QString inState(const BreakerSnapshot &breaker, Duration age)
{
    const QString length = Format::duration(breaker.inState + age);
    switch (breaker.state) {
    case BreakerState::Closed: return Words::tr("closed for %1").arg(length);
    case BreakerState::Open: return Words::tr("open for %1").arg(length);
    case BreakerState::HalfOpen:
        return (breaker.isRecovering ? Words::tr("recovering for %1")
                                     : Words::tr("half-open for %1"))
            .arg(length);
    }
    return {};
}

QString nowOf(const SessionSnapshot &session, Duration age)
{
    const BreakerSnapshot &breaker = session.breaker;
    const bool isTold = !session.isPartial || breaker.inState > Duration::zero();
    const QString length = isTold ? inState(breaker, age) : QString();
    if (breaker.override_ != BreakerOverride::None) {
        return Words::tr("would be %1")
            .arg(Format::breakerState(breaker.state, BreakerOverride::None, breaker.isRecovering));
    }
    return breaker.state == BreakerState::HalfOpen ? joined(length, progressOf(breaker)) : length;
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
        if (!isRecovering(breaker) && breaker.probesNeeded <= 0)
            return Words::tr("a failure reopens");
        return isRecovering(breaker)
            ? Words::tr("closes when the flow is whole, a failure reopens")
            : Words::tr("closes at %1, a failure reopens").arg(breaker.probesNeeded);
    }
    return {};
}

} // namespace

QString LampState::word() const
{
    if (state && !isEnabled && override_ == BreakerOverride::None)
        return Words::tr("DISABLED");
    return Format::breakerState(state, state ? override_ : BreakerOverride::None, isRecovering);
}

std::optional<BreakerState> LampState::shape() const
{
    return shownShape(state, isConnected);
}

std::optional<BreakerState> shownShape(std::optional<BreakerState> state, bool isConnected)
{
    return state == BreakerState::Closed && !isConnected ? std::nullopt : state;
}

const SessionSnapshot *worstSession(const Snapshot &frame)
{
    const auto rank = [](const SessionSnapshot &session) {
        return 2 * badness(session.breaker.effectiveState())
            + (session.connection == ConnectionState::Connected ? 1 : 0);
    };
    const SessionSnapshot *worst = nullptr;
    for (const SessionSnapshot &session : frame.sessions) {
        if (isLink(session) && (!worst || rank(session) > rank(*worst)))
            worst = &session;
    }
    return worst;
}

bool isRecovering(const BreakerSnapshot &breaker)
{
    return breaker.isRecovering && breaker.override_ == BreakerOverride::None
        && breaker.state == BreakerState::HalfOpen;
}

namespace {

bool isSumSelected(const SnapshotFeed &feed)
{
    const WatchedSource *source = feed.watched();
    return feed.selected() == (source ? source->id : SessionId{});
}

//! Whose breaker is shown. A remote that has no links speaks for itself.
const SessionSnapshot *shownSession(const SnapshotFeed &feed)
{
    const Snapshot *frame = feed.shownFrame();
    if (!frame || !isSumSelected(feed))
        return frame ? feed.current() : nullptr;
    const SessionSnapshot *worst = worstSession(*frame);
    return !worst && feed.watched() ? feed.current() : worst;
}

} // namespace

LampState lampOf(const SessionSnapshot &session, Duration age)
{
    const BreakerSnapshot &breaker = session.breaker;
    LampState lamp;
    lamp.state = breaker.effectiveState();
    lamp.override_ = breaker.override_;
    lamp.isEnabled = breaker.enabled;
    lamp.isRecovering = isRecovering(breaker);
    lamp.isConnected = session.connection == ConnectionState::Connected;
    if (!breaker.enabled && breaker.override_ == BreakerOverride::None) {
        lamp.reason = Words::tr("the breaker is off; every call goes out");
    } else {
        lamp.reason = reasonOf(session);
        lamp.now = nowOf(session, age);
        lamp.next = nextOf(breaker, age);
    }
    return lamp;
}

LampState lampState(const SnapshotFeed &feed)
{
    const Snapshot *frame = feed.shownFrame();
    const bool isSum = isSumSelected(feed);
    const SessionSnapshot *session = shownSession(feed);
    if (!session || feed.isUnknown())
        return unknownLamp(feed);

    LampState lamp = lampOf(*session, feed.silentFor());
    const LinkCount links = countLinks(*frame);
    const bool isPartly = links.connected > 0 && links.connected < links.all;
    if (isSum && isPartly && lamp.state == BreakerState::Closed)
        lamp.reason = Words::tr("%1 of %2 connected").arg(links.connected).arg(links.all);
    const WatchedSource *source = feed.watched();
    if (isSum && source && hasNothingUp(*source)) {
        lamp.isConnected = false;
        if (source->connection != ConnectionState::Connected)
            lamp.now = watchState(feed, *source);
        else if (links.all == 0 && lamp.state == BreakerState::Closed)
            lamp.reason = Words::tr("breaker closed; nothing is connected there");
    }
    if (isSum && links.all > 1 && lamp.state != BreakerState::Closed)
        lamp.reason = sanitised(session->name) + u": "_s + lamp.reason;
    if (feed.isStale())
        lamp.now = Words::tr("no data for %1").arg(Format::duration(feed.silentFor()));
    return lamp;
}

} // namespace Breakwater::Ui
