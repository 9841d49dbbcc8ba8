// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/peerfleet.h>

#include <tests/support/numberedmessages.h>

#include <QtTest/QTest>

#include <algorithm>

namespace Breakwater::Test {

PeerFleet::PeerFleet(const QString &name, int count, const StabilityConfig &config,
                     PeerClient::Manner manner)
    : m_config(config)
{
    for (int i = 0; i < count; ++i)
        m_clients.push_back(
            std::make_unique<PeerClient>(name + QString::number(i), manner, m_config, m_time));
}

bool PeerFleet::come(const QUrl &server)
{
    const auto isHere = [](const auto &client) { return client->isHere(); };
    for (auto first = m_clients.begin(); first != m_clients.end();) {
        const auto last = first + std::min<std::ptrdiff_t>(atOnce, m_clients.end() - first);
        std::for_each(first, last, [&](const auto &client) { client->come(server); });
        if (!QTest::qWaitFor([&] { return std::all_of(first, last, isHere); }, patience))
            return false;
        first = last;
    }
    return true;
}

void PeerFleet::leave()
{
    for (const auto &client : m_clients)
        client->leave();
}

void PeerFleet::vanish()
{
    for (const auto &client : m_clients)
        client->vanish();
}

bool PeerFleet::send(int from, int to)
{
    bool taken = true;
    for (int number = from; number <= to; ++number) {
        for (const auto &client : m_clients)
            taken = client->send(numberedMessage(client->name(), number)) && taken;
    }
    return taken;
}

bool PeerFleet::hears(int count) const
{
    const auto has = [count](const auto &client) { return client->heard().size() >= count; };
    return QTest::qWaitFor([&] { return std::ranges::all_of(m_clients, has); }, patience);
}

bool PeerFleet::ends() const
{
    const auto hasEnded = [](const auto &client) { return client->end().has_value(); };
    return QTest::qWaitFor([&] { return std::ranges::all_of(m_clients, hasEnded); }, patience);
}

} // namespace Breakwater::Test
