// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/snapshotbuilder.h>

#include <algorithm>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

SessionBuilder::SessionBuilder(const QString &id)
{
    m_session.id = SessionId{id};
    m_session.name = id;
    m_session.url = u"ws://127.0.0.1:9000/"_s;
    m_session.connection = ConnectionState::Connected;
    m_session.connectedFor = 1h;
    m_session.guarantee = Guarantee::Hop;
    m_session.lastRtt = 18ms;
    m_session.breaker.inState = 1h;
    m_session.breaker.failureRate = 0;
    m_session.breaker.windowCalls = 40;
    m_session.breaker.probesNeeded = 2;
    m_session.breaker.failureThreshold = 5;
    m_session.breaker.failureRateThreshold = 0.5;
    m_session.breaker.window = 10s;
    m_session.queue.maxMessages = 1000;
    m_session.queue.maxBytes = 4 << 20;
}

SessionBuilder &SessionBuilder::named(const QString &name)
{
    m_session.name = name;
    return *this;
}

SessionBuilder &SessionBuilder::url(const QString &url, bool plaintextToRemote)
{
    m_session.url = url;
    m_session.isPlaintextToRemote = plaintextToRemote;
    return *this;
}

SessionBuilder &SessionBuilder::connection(ConnectionState state, const QString &detail)
{
    m_session.connection = state;
    m_session.connectionDetail = detail;
    if (state != ConnectionState::Connected) {
        m_session.connectedFor.reset();
        m_session.lastRtt.reset();
    }
    return *this;
}

SessionBuilder &SessionBuilder::waiting(int attempt, Duration nextIn, const QString &detail)
{
    m_session.attempt = attempt;
    m_session.nextAttemptIn = nextIn;
    return connection(ConnectionState::BackingOff, detail);
}

SessionBuilder &SessionBuilder::rtt(std::optional<Duration> rtt)
{
    m_session.lastRtt = rtt;
    return *this;
}

SessionBuilder &SessionBuilder::unanswered(Duration since)
{
    m_session.heartbeatUnansweredFor = since;
    return *this;
}

SessionBuilder &SessionBuilder::guarantee(Guarantee guarantee)
{
    m_session.guarantee = guarantee;
    return *this;
}

SessionBuilder &SessionBuilder::open(Duration retryAfter, const QString &detail)
{
    BreakerSnapshot &breaker = m_session.breaker;
    breaker.state = BreakerState::Open;
    breaker.retryAfter = retryAfter;
    breaker.inState = 12s;
    breaker.failureRate = 0.524;
    breaker.consecutiveFailures = 3;
    breaker.cause = u"failure_rate"_s;
    breaker.detail = detail.isEmpty() ? u"52.4 % failed in the last 10 s"_s : detail;
    breaker.counters.opens = 1;
    return connection(ConnectionState::BreakerOpen, u"the breaker is open"_s);
}

SessionBuilder &SessionBuilder::halfOpen(int successes, int needed)
{
    BreakerSnapshot &breaker = m_session.breaker;
    breaker.state = BreakerState::HalfOpen;
    breaker.inState = 45s;
    breaker.failureRate = 0.31;
    breaker.probeSuccesses = successes;
    breaker.probesNeeded = needed;
    breaker.cause = u"timer"_s;
    breaker.detail = u"30 s have passed"_s;
    return *this;
}

SessionBuilder &SessionBuilder::breaker(const BreakerSnapshot &breaker)
{
    m_session.breaker = breaker;
    return *this;
}

SessionBuilder &SessionBuilder::forced(BreakerOverride value, const QString &reason)
{
    m_session.breaker.override_ = value;
    m_session.breaker.overrideReason = reason;
    return *this;
}

SessionBuilder &SessionBuilder::queue(std::int64_t queued, std::int64_t unconfirmed,
                                      std::int64_t most)
{
    m_session.queue.queued = queued;
    m_session.queue.unconfirmed = unconfirmed;
    m_session.queue.maxMessages = most;
    return *this;
}

SessionBuilder &SessionBuilder::rates(double in, double out, std::optional<double> errors)
{
    m_session.rates.received = in;
    m_session.rates.sent = out;
    m_session.rates.errorRate = errors;
    return *this;
}

SessionBuilder &SessionBuilder::latency(std::uint64_t count, Duration p50, Duration p95,
                                        Duration p99)
{
    LatencySummary &total = m_session.period.total;
    total.count = count;
    total.mean = p50;
    total.p50 = p50;
    total.p90 = p95;
    total.p95 = p95;
    total.p99 = p99;
    total.p999 = p99;
    total.max = p99;
    m_session.period.rtt = total;
    return *this;
}

SessionBuilder &SessionBuilder::messages(const MessageCounters &counters)
{
    m_session.messages = counters;
    return *this;
}

SnapshotBuilder::SnapshotBuilder(std::uint64_t sequence)
{
    m_frame.sequence = sequence;
    m_frame.source = u"local"_s;
    m_frame.at
        = {MonotonicTime(1h), WallTime(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1))};
    m_frame.periods = {1s, 5s, 30s};
    m_frame.uptime = 1h;
    tiers({Tier::Realtime, Tier::Performance, Tier::Aggregate});
}

SnapshotBuilder &SnapshotBuilder::at(TimeSample at)
{
    m_frame.at = at;
    return *this;
}

SnapshotBuilder &SnapshotBuilder::tiers(std::initializer_list<Tier> tiers)
{
    m_frame.tiers = {};
    for (const Tier tier : tiers)
        m_frame.tiers.add(tier);
    return *this;
}

SnapshotBuilder &SnapshotBuilder::realtimePeriod(Duration period)
{
    m_frame.periods.realtime = period;
    return *this;
}

SnapshotBuilder &SnapshotBuilder::session(const SessionSnapshot &session)
{
    const auto place = std::find_if(m_frame.sessions.begin(), m_frame.sessions.end(),
                                    [&](const auto &other) { return !(other.id < session.id); });
    m_frame.sessions.insert(place, session);
    return *this;
}

SnapshotBuilder &SnapshotBuilder::watched(const WatchedSource &source)
{
    m_frame.watched.push_back(source);
    return *this;
}

SnapshotBuilder &SnapshotBuilder::transition(const TransitionRecord &record)
{
    m_transitions.push_back(record);
    return *this;
}

SnapshotBuilder &SnapshotBuilder::event(const Event &event)
{
    m_events.push_back(event);
    return *this;
}

SnapshotBuilder &SnapshotBuilder::events(std::uint64_t first, int count)
{
    for (int i = 0; i < count; ++i) {
        const std::uint64_t sequence = first + static_cast<std::uint64_t>(i);
        m_events.push_back(numberedEvent(sequence, m_frame.at.wall));
    }
    return *this;
}

SnapshotPtr SnapshotBuilder::build() const
{
    auto frame = std::make_shared<Snapshot>(m_frame);
    SessionSnapshot &sum = frame->engine;
    sum.queue.maxMessages = 0;
    for (const SessionSnapshot &session : frame->sessions) {
        frame->active += session.connection == ConnectionState::Connected ? 1 : 0;
        if (&session == &frame->sessions.front()
            || badness(session.breaker.state) > badness(sum.breaker.state))
            sum.breaker = session.breaker;
        sum.queue.queued += session.queue.queued;
        sum.queue.unconfirmed += session.queue.unconfirmed;
        sum.queue.maxMessages += session.queue.maxMessages;
        sum.rates.sent += session.rates.sent;
        sum.rates.received += session.rates.received;
        sum.sentTotal += session.sentTotal;
        sum.receivedTotal += session.receivedTotal;
    }
    frame->events = std::make_shared<const std::vector<Event>>(m_events);
    frame->transitions = std::make_shared<const std::vector<TransitionRecord>>(m_transitions);
    return frame;
}

Event numberedEvent(std::uint64_t sequence, WallTime at)
{
    Event event;
    event.sequence = sequence;
    event.at = at;
    event.source = u"breaker"_s;
    event.title = u"Event %1"_s.arg(sequence);
    event.detail = u"detail of event %1"_s.arg(sequence);
    return event;
}

} // namespace Breakwater::Test
