// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/servinghost.h>

#include <core/base/realtimesystem.h>

#include <tests/support/numberedmessages.h>

#include <QtTest/QTest>

#include <algorithm>

namespace Breakwater::Test {

namespace {

constexpr int patience = 10'000; // ms; only bounds a failing test

} // namespace

ServingHost::ServingHost(const StabilityConfig &config, const GatewayBehaviour &behaviour)
    : m_behaviour(behaviour), m_host(config)
{
    QObject::connect(&m_host, &EngineHost::servingAnswered, &m_host,
                     [this](const ServingAnswer &answer) {
                         m_url = answer.url;
                         m_isAnswered = true;
                     });
    QObject::connect(&m_host, &EngineHost::clientMessage, &m_host,
                     [this](const SessionId &client, const QByteArray &payload, PayloadKind) {
                         ++m_messageCount;
                         m_messages[client].append(payload);
                     });
    QObject::connect(&m_host, &EngineHost::clientCame, &m_host,
                     [this](const SessionId &client, bool) { m_came.push_back(client); });
    QObject::connect(&m_host, &EngineHost::clientLeft, &m_host,
                     [this](const SessionId &client) { m_left.push_back(client); });
}

bool ServingHost::start()
{
    StartServing command{.acceptor = {}, .behaviour = m_behaviour, .wantsMessages = true};
    command.acceptor.port = static_cast<quint16>(m_url.port(0));
    m_isAnswered = false;
    m_host.post(command);
    return QTest::qWaitFor([this] { return m_isAnswered; }, patience) && !m_url.isEmpty();
}

ServingSnapshot ServingHost::serving() const
{
    return latest() ? latest()->serving : ServingSnapshot();
}

SnapshotPtr ServingHost::fresh()
{
    // Frames that nobody took are merged: the first one's table may be older than its other
    // numbers, the second one's cannot.
    const MonotonicTime asked = RealTimeSystem().now();
    int frames = 0;
    SnapshotPtr newest;
    QObject context;
    QObject::connect(&m_host, &EngineHost::snapshotReady, &context, [&](const SnapshotPtr &frame) {
        if (frame->at.monotonic > asked && frame->tiers.has(Tier::Aggregate) && ++frames == 2)
            newest = frame;
    });
    return QTest::qWaitFor([&] { return newest != nullptr; }, patience) ? newest : nullptr;
}

const SessionSnapshot *ServingHost::client(const Snapshot &frame, const SessionId &id)
{
    if (!frame.serving.table)
        return nullptr;
    const auto found = std::ranges::find(*frame.serving.table, id, &SessionSnapshot::id);
    return found == frame.serving.table->end() ? nullptr : &*found;
}

void ServingHost::forget()
{
    m_messages = {};
    m_messageCount = 0;
    m_came = {};
    m_left = {};
}

SessionId ServingHost::clientOf(const QString &sender) const
{
    for (const auto &[client, messages] : m_messages) {
        if (senderOf(messages.front()) == sender)
            return client;
    }
    return {};
}

} // namespace Breakwater::Test
