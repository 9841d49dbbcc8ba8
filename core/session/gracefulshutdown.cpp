// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/gracefulshutdown.h>

#include <algorithm>

namespace Breakwater {

namespace {

constexpr Duration lookInterval = std::chrono::milliseconds(5);
constexpr Duration longestFlush = std::chrono::seconds(20);
constexpr int goingAway = 1001;

std::uint64_t delivered(const MessageCounters &counters)
{
    return counters.confirmed + counters.sentUnconfirmed;
}

std::uint64_t lost(const MessageCounters &counters)
{
    return counters.dropped + counters.abandoned;
}

std::uint64_t kept(const MessageCounters &counters)
{
    return counters.kept;
}

} // namespace

GracefulShutdown::GracefulShutdown(SessionManager &sessions, TimeSystem &time)
    : m_managers{&sessions}, m_time(time), m_timer(time.createTimer([this] { step(); }))
{ }

void GracefulShutdown::begin(Duration timeout, DoneHandler done, ShutdownPlan plan)
{
    if (hasBegun())
        return;
    m_done = std::move(done);
    m_plan = plan;
    m_begunAt = m_time.now();
    m_until = m_begunAt + timeout;
    m_flushUntil = m_begunAt + std::min(longestFlush, timeout * 7 / 10);
    m_report.metricsCleaned = sessions().size();
    m_deliveredBefore = sumOf(delivered);
    m_lostBefore = sumOf(lost);
    m_keptBefore = sumOf(kept);
    for (Session *const session : sessions()) {
        session->stopAccepting();
        if (m_plan.flushPending)
            session->tryOnceMore();
        m_report.connectionsClosed += session->isUp() ? 1 : 0;
    }
    m_stage = Stage::Flushing;
    m_timer->startAt(m_begunAt);
}

void GracefulShutdown::step()
{
    const MonotonicTime now = m_time.now();
    if (m_stage == Stage::Flushing
        && (!m_plan.flushPending || !hasPending() || now >= m_flushUntil)) {
        m_stage = Stage::Closing;
        if (!m_plan.closeConnections)
            return finish(now);
        closeAll(goingAway);
    }
    if (m_stage == Stage::Closing && (!hasOpen() || now >= m_until))
        return finish(now);
    m_timer->startAt(now + lookInterval);
}

bool GracefulShutdown::hasPending() const
{
    // A link that is down may come back within the time; one that cannot is not waited for.
    return std::ranges::any_of(sessions(), [this](const Session *session) {
        return session->mayDeliverUntil(m_flushUntil);
    });
}

bool GracefulShutdown::hasOpen() const
{
    return std::ranges::any_of(sessions(),
                               [](const Session *session) { return !session->isClosed(); });
}

void GracefulShutdown::closeAll(int code)
{
    for (Session *const session : sessions()) {
        if (!session->isClosed())
            session->close(code);
    }
}

void GracefulShutdown::finish(MonotonicTime now)
{
    m_stage = Stage::Done;
    for (Session *const session : sessions())
        session->cut();
    m_report.pendingMessagesFlushed = sumOf(delivered) - m_deliveredBefore;
    m_report.pendingMessagesDropped = sumOf(lost) - m_lostBefore;
    m_report.pendingMessagesKept = sumOf(kept) - m_keptBefore;
    m_report.duration = now - m_begunAt;
    m_done(m_report);
}

std::vector<Session *> GracefulShutdown::sessions() const
{
    std::vector<Session *> all;
    for (const SessionManager *const manager : m_managers) {
        for (const auto &[id, session] : manager->all())
            all.push_back(session.get());
    }
    return all;
}

std::uint64_t GracefulShutdown::sumOf(std::uint64_t (*countOf)(const MessageCounters &)) const
{
    // Sessions that are closed leave while the others still take their time.
    std::uint64_t sum = 0;
    for (const SessionManager *const manager : m_managers)
        sum += countOf(manager->departed().messages);
    for (Session *const session : sessions())
        sum += countOf(session->meter().set().messages);
    return sum;
}

} // namespace Breakwater
