// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

namespace Breakwater::Test {

//! A client as a gateway would describe it; what it is and does follows from its number: each
//! seventh is away, each fiftieth has an open breaker, each ninetieth a full queue.
inline SessionSnapshot numberedClient(int number, int renewal = 0)
{
    using namespace Qt::StringLiterals;
    using namespace std::chrono_literals;
    const auto n = static_cast<std::uint64_t>(number);
    SessionSnapshot client;
    client.id = {u"client:%1"_s.arg(number, 5, 10, QChar(u'0'))};
    client.name = u"sensor-%1"_s.arg(number);
    client.url = u"10.0.%1.%2:%3"_s.arg(number / 250).arg(number % 250).arg(40'000 + number);
    client.isAdopted = true;
    client.connections.total = client.connections.opened = 1 + n % 4;
    const bool isAway = number % 7 == 0;
    client.connection = isAway ? ConnectionState::Away : ConnectionState::Connected;
    client.guarantee = number % 3 == 0 ? Guarantee::App : Guarantee::Hop;
    if (!isAway) {
        client.connectedFor = std::chrono::seconds(60 + n * 37 % 86'400);
        client.lastRtt = std::chrono::microseconds(800 + n * 7919 % 90'000);
        client.period.total.count = 40;
        client.period.total.p50 = std::chrono::microseconds(2000 + n * 31 % 9000);
        client.period.total.p95 = std::chrono::microseconds(9000 + n * 131 % 70'000);
        client.period.total.p99 = *client.period.total.p95 + 9ms;
        client.period.queue = client.period.confirm = client.period.total;
    }
    client.breaker.inState = 20min;
    client.breaker.failureThreshold = 5;
    client.breaker.probesNeeded = 2;
    if (number % 50 == 0) {
        client.breaker.state = BreakerState::Open;
        client.breaker.retryAfter = 12s;
        client.breaker.detail = u"5 consecutive failures: no pong for 10 s"_s;
    }
    client.queue.maxMessages = 1000;
    client.queue.maxBytes = 1 << 20;
    client.queue.queued = number % 90 == 0 ? 950 : isAway ? number % 40 : (number + renewal) % 3;
    client.queue.bytes = client.queue.queued * 180;
    client.queue.inDoubt = number % 110 == 0 ? 3 : 0;
    client.messages.accepted = n * 13 % 50'000 + static_cast<std::uint64_t>(renewal) * 40;
    client.messages.sent = client.messages.accepted;
    client.messages.confirmed = client.messages.sent - client.messages.sent / 50;
    client.messages.received = n * 17 % 30'000 + static_cast<std::uint64_t>(renewal) * 25;
    client.messages.failed = number % 60 == 0 ? n % 19 : 0;
    client.messages.deduplicated = number % 40 == 0 ? n % 7 : 0;
    client.messages.sentBytes = client.messages.sent * 180;
    client.messages.receivedBytes = client.messages.received * 240;
    return client;
}

//! Clients first … first + count − 1, in order of ids.
inline std::shared_ptr<const std::vector<SessionSnapshot>> clientTable(int first, int count,
                                                                       int renewal = 0)
{
    auto table = std::make_shared<std::vector<SessionSnapshot>>();
    table->reserve(static_cast<std::size_t>(count));
    for (int number = first; number < first + count; ++number)
        table->push_back(numberedClient(number, renewal));
    return table;
}

} // namespace Breakwater::Test
