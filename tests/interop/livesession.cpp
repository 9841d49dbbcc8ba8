// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/livesession.h>

#include <QtTest/QTest>

namespace Breakwater::Test {

using namespace std::chrono_literals;

namespace {

constexpr int limit = 30000;

} // namespace

LiveSession::LiveSession(const QString &url, const StabilityConfig &config) : m_host(config)
{
    const auto endpoint = Endpoint::fromUrl(url);
    if (!endpoint)
        qFatal("%s", qPrintable(endpoint.error().message));
    QObject::connect(&m_host, &EngineHost::sendAnswered, &m_host, [this](const SendAnswer &answer) {
        m_accepted += answer.outcome.isAccepted();
    });
    m_host.post(OpenSession{m_id, m_id.value, *endpoint});
}

StabilityConfig LiveSession::hurriedConfig()
{
    StabilityConfig config;
    config.circuitBreaker.failureThreshold = 2;
    config.circuitBreaker.successThreshold = 1;
    config.circuitBreaker.timeout = 500ms;
    config.circuitBreaker.timeoutMax = 1s;
    config.connection.heartbeatInterval = 300ms;
    config.connection.handshakeTimeout = 1s;
    config.connection.closeTimeout = 1s;
    config.reconnect.baseDelay = 50ms;
    config.reconnect.maxDelay = 200ms;
    config.reconnect.spread = 0ms;
    config.refresh.realtime = 100ms;
    config.refresh.performance = 500ms;
    config.refresh.aggregate = 1s;
    return config;
}

void LiveSession::sendCritical(const QString &text)
{
    m_host.post(SendMessage{.id = m_id,
                            .message = {.payload = text.toUtf8(),
                                        .kind = PayloadKind::Text,
                                        .priority = Priority::Critical,
                                        .explicitId = {},
                                        .ttl = {}},
                            .requestId = 1});
}

bool LiveSession::waitUntil(const std::function<bool(const SessionSnapshot &)> &condition) const
{
    return QTest::qWaitFor(
        [&] {
            const auto frame = m_host.latest();
            const auto *session = frame ? frame->session(m_id) : nullptr;
            return session && condition(*session);
        },
        limit);
}

bool LiveSession::waitUntilConnected() const
{
    return waitUntil([](const SessionSnapshot &session) {
        return session.connection == ConnectionState::Connected
            && session.guarantee == Guarantee::Hop;
    });
}

const SessionSnapshot &LiveSession::seen() const
{
    return *m_host.latest()->session(m_id);
}

QStringList LiveSession::breakerTransitions() const
{
    QStringList result;
    for (const auto &record : *m_host.latest()->transitions)
        result.append(toString(record.from) + QStringLiteral(" → ") + toString(record.to));
    return result;
}

QStringList LiveSession::eventTitles() const
{
    QStringList result;
    for (const auto &event : *m_host.latest()->events)
        result.append(event.title);
    return result;
}

} // namespace Breakwater::Test
