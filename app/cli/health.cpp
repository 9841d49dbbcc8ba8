// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/health.h>

#include <app/cli/words.h>

#include <core/base/text.h>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;

namespace {

//! ": connection refused", or nothing.
QString because(const QString &detail)
{
    return detail.isEmpty() ? QString() : u": "_qs + sanitised(detail);
}

bool isFull(std::int64_t used, std::int64_t most, double share)
{
    return most > 0 && static_cast<double>(used) >= share * static_cast<double>(most);
}

//! From the mark itself on, as the queue's own warnings have it.
bool isAboveHighWater(const QueueSnapshot &queue)
{
    const std::int64_t messages = queue.queued + queue.unconfirmed + queue.inDoubt;
    return isFull(messages, queue.maxMessages, queue.highWater)
        || isFull(queue.bytes, queue.maxBytes, queue.highWater);
}

std::optional<QString> whyUnhealthy(const SessionSnapshot &session)
{
    if (session.breaker.state == BreakerState::Open)
        return tr("the circuit breaker is open") + because(session.breaker.detail);
    if (session.connection != ConnectionState::Connected)
        return tr("the link is down") + because(session.connectionDetail);
    return std::nullopt;
}

std::optional<QString> whyDegraded(const SessionSnapshot &session)
{
    const RetryCounters &retry = session.retry;
    if (session.breaker.state == BreakerState::HalfOpen)
        return tr("the circuit breaker is half-open");
    if (isAboveHighWater(session.queue))
        return tr("the queue is above its high-water mark");
    if (retry.successes < retry.failures)
        return tr("less than half of the retries succeed");
    if (session.messages.rejected > 0)
        return counted(session.messages.rejected, "%1 message was rejected",
                       "%1 messages were rejected");
    return std::nullopt;
}

} // namespace

Diagnosis diagnose(const SessionSnapshot &session)
{
    if (session.connections.opened == 0)
        return {Health::NeverConnected,
                tr("it never connected") + because(session.connectionDetail)};
    if (const auto why = whyUnhealthy(session))
        return {Health::Unhealthy, *why};
    if (const auto why = whyDegraded(session))
        return {Health::Degraded, *why};
    return {Health::Healthy, tr("the link is up")};
}

} // namespace Breakwater::Cli
