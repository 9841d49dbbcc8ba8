// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/loopbacklink.h>

#include <benchmarks/support/measurements.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QTimer>

namespace Breakwater::Bench {

namespace {

constexpr int longestWaitMs = 10'000;
constexpr std::int64_t mostWaiting = 100'000;

} // namespace

StabilityConfig LoopbackLink::roomy(StabilityConfig config)
{
    config.queue.maxMessages = mostWaiting;
    config.queue.maxBytes = 1LL << 30;
    config.queue.totalMaxBytes = 1LL << 32;
    return config;
}

LoopbackLink::LoopbackLink(StabilityConfig config)
    : m_transports(config, m_time),
      m_session(SessionId{QStringLiteral("bench")}, QStringLiteral("bench"),
                *Endpoint::fromUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(m_sink.port())),
                roomy(std::move(config)),
                SessionWorld{.time = m_time,
                             .random = m_random,
                             .transports = m_transports,
                             .observer = m_observer,
                             .budget = m_budget,
                             .journal = m_journal})
{ }

bool LoopbackLink::waitUntilUp()
{
    m_session.open();
    return waitFor(
        [this] { return m_session.isUp() && m_session.ledger().guarantee() == Guarantee::Hop; });
}

OutgoingMessage LoopbackLink::MakeMessage::operator()() const
{
    OutgoingMessage message{.payload = link.m_payload, .kind = PayloadKind::Binary};
    if (link.m_withIds)
        message.explicitId = std::string("id-").append(std::to_string(link.m_nextId++));
    return message;
}

std::optional<double> LoopbackLink::send(int count, bool withIds)
{
    m_withIds = withIds;
    const double before = threadNanoseconds();
    for (int i = 0; i < count; ++i)
        m_sent += m_session.send(m_messages.next(m_session)).isAccepted() ? 1 : 0;
    if (!waitFor([this] { return m_session.ledger().isEmpty(); }))
        return {};
    return (threadNanoseconds() - before) / count;
}

bool LoopbackLink::waitFor(const std::function<bool()> &condition) const
{
    // Given a longest time, processEvents() would not wait, but ask again and again.
    QTimer alarm;
    alarm.start(100);
    const QDeadlineTimer deadline(longestWaitMs);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace Breakwater::Bench
