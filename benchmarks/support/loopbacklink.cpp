// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/loopbacklink.h>

#include <benchmarks/support/measurements.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>

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

std::optional<double> LoopbackLink::send(int count, bool withIds)
{
    const QByteArray payload(64, 'x');
    const double before = threadNanoseconds();
    for (int i = 0; i < count; ++i) {
        OutgoingMessage message{.payload = payload, .kind = PayloadKind::Binary};
        if (withIds)
            message.explicitId = std::string("id-").append(std::to_string(m_nextId++));
        m_sent += m_session.send(std::move(message)).isAccepted() ? 1 : 0;
    }
    if (!waitFor([this] { return m_session.ledger().isEmpty(); }))
        return {};
    return (threadNanoseconds() - before) / count;
}

bool LoopbackLink::waitFor(const std::function<bool()> &condition) const
{
    const QDeadlineTimer deadline(longestWaitMs);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    }
    return true;
}

} // namespace Breakwater::Bench
