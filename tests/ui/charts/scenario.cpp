// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/ui/charts/scenario.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace Breakwater::Test {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Duration milliseconds(double value)
{
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double, std::milli>(value));
}

} // namespace

Scenario::Scenario(WallTime start, std::vector<Outage> outages)
    : m_start(start), m_outages(std::move(outages))
{
    m_frame.periods = {1s, 5s, 30s};
    m_frame.source = u"local"_s;
    m_frame.events = std::make_shared<std::vector<Event>>();
    m_frame.transitions = std::make_shared<std::vector<TransitionRecord>>();
    m_session.id = {u"prod-eu"_s};
    m_session.name = u"prod-eu"_s;
    m_session.connection = ConnectionState::Connected;
    m_session.breaker.failureRateThreshold = 0.5;
    m_session.queue.maxMessages = 1000;
    m_session.queue.highWater = 0.9;
}

double Scenario::noise(double spread)
{
    return std::uniform_real_distribution<double>(-spread, spread)(m_random);
}

SnapshotPtr Scenario::next()
{
    const auto now = static_cast<double>(m_second);
    m_frame.sequence = static_cast<std::uint64_t>(m_second) + 1;
    m_frame.at.wall = m_start + std::chrono::seconds(m_second);
    m_frame.at.monotonic = MonotonicTime(std::chrono::seconds(m_second) + 1h);
    m_frame.tiers = {};
    m_frame.tiers.add(Tier::Realtime);
    if (m_second % 5 == 0)
        m_frame.tiers.add(Tier::Performance);
    if (m_second % 30 == 0)
        m_frame.tiers.add(Tier::Aggregate);
    const auto outage = std::find_if(m_outages.begin(), m_outages.end(), [now](const Outage &o) {
        return now >= o.from && now < o.to;
    });
    if (outage != m_outages.end())
        fail(m_session, *outage);
    else
        live(m_session);
    m_frame.sessions = {m_session};
    m_frame.engine = m_session;
    m_frame.engine.id = {};
    m_frame.active = m_session.connection == ConnectionState::Connected ? 1 : 0;
    ++m_second;
    return std::make_shared<const Snapshot>(m_frame);
}

void Scenario::live(SessionSnapshot &session)
{
    const double spike = m_random() % 90 == 0 ? 180 : 0;
    changeTo(BreakerState::Closed, session);
    session.connection = ConnectionState::Connected;
    session.nextAttemptIn.reset();
    session.attempt = 0;
    session.receivedTotal += static_cast<std::uint64_t>(600 + noise(60));
    session.sentTotal += static_cast<std::uint64_t>(570 + noise(60));
    session.queue.unconfirmed
        = static_cast<std::int64_t>(150 + 40 * std::sin(m_second / 70.0) + noise(8));
    session.queue.queued = std::max<std::int64_t>(8, session.queue.queued * 9 / 10);
    session.rates.errorRate = 0.01 + std::abs(noise(0.012));
    session.rates.retries = std::abs(noise(1.5));
    session.period.total.count = 2900;
    session.period.total.p50 = milliseconds(18 + noise(2));
    session.period.total.p95 = milliseconds(48 + noise(6));
    session.period.total.p99 = milliseconds(105 + noise(18) + spike);
    session.period.total.max = milliseconds(240 + noise(30) + spike);
}

void Scenario::fail(SessionSnapshot &session, const Outage &outage)
{
    const double into = static_cast<double>(m_second) - outage.from;
    const double share = into / (outage.to - outage.from);
    if (share < 0.15) { // degrades
        session.sentTotal += static_cast<std::uint64_t>(300 + noise(40));
        session.receivedTotal += static_cast<std::uint64_t>(320 + noise(40));
        session.rates.errorRate = std::min(0.9, 0.05 + 4 * share + std::abs(noise(0.05)));
        session.rates.retries = 12 + noise(4);
        session.period.total.p50 = milliseconds(18 + 300 * share);
        session.period.total.p95 = milliseconds(60 + 1400 * share);
        session.period.total.p99 = milliseconds(120 + 3000 * share + noise(20));
        return;
    }
    const bool isProbing = share > 0.9 || (share > 0.5 && share < 0.53);
    changeTo(isProbing ? BreakerState::HalfOpen : BreakerState::Open, session);
    session.connection = isProbing ? ConnectionState::Connected : ConnectionState::BreakerOpen;
    session.attempt = 1 + static_cast<int>(into / 30);
    session.nextAttemptIn = isProbing
        ? std::optional<Duration>()
        : std::optional<Duration>(milliseconds(250 * std::pow(2, std::min(session.attempt, 7))));
    session.queue.queued = std::min<std::int64_t>(1000, session.queue.queued + 9);
    session.queue.unconfirmed = 0;
    session.rates.errorRate = isProbing ? std::optional(0.35 + noise(0.1)) : std::nullopt;
    session.rates.retries = isProbing ? 15.7 + noise(3) : 0;
    session.period.total = {};
    if (isProbing) {
        session.period.total.count = 12;
        session.period.total.p50 = milliseconds(48);
        session.period.total.p95 = milliseconds(188);
        session.period.total.p99 = milliseconds(460);
        session.sentTotal += 40;
        session.receivedTotal += 42;
    }
}

void Scenario::changeTo(BreakerState state, SessionSnapshot &session)
{
    if (session.breaker.state == state)
        return;
    auto all = std::make_shared<std::vector<TransitionRecord>>(*m_frame.transitions);
    TransitionRecord &record = all->emplace_back();
    record.sequence = all->size();
    record.session = session.id;
    record.from = std::exchange(session.breaker.state, state);
    record.to = state;
    record.at = m_frame.at.wall;
    m_frame.transitions = all;
}

} // namespace Breakwater::Test
