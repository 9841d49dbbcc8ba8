// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>
#include <tests/ui/models/clienttable.h>

#include <algorithm>
#include <cmath>

namespace Breakwater::Test {

//! Frames as a serving core sends them, second by second, the same at each run: clients come and
//! go like tides, each ten minutes some of them fail, each minute the left ones are removed.
class ServingScenario final
{
public:
    ServingScenario(WallTime start, int clients) : m_start(start)
    {
        using namespace std::chrono_literals;
        using namespace Qt::StringLiterals;
        frame.periods = {1s, 5s, 30s};
        frame.source = u"local"_s;
        frame.events = std::make_shared<std::vector<Event>>();
        frame.transitions = std::make_shared<std::vector<TransitionRecord>>();
        frame.serving.url = u"wss://broker.example:8443/"_s;
        frame.serving.clients = clients;
        frame.serving.subscribers = 2;
        frame.serving.refused = 17;
        frame.serving.table = clientTable(1, clients);
        for (const SessionSnapshot &client : *frame.serving.table)
            m_away += client.connection == ConnectionState::Away ? 1 : 0;
    }

    //! The frame of the next second.
    SnapshotPtr next()
    {
        frame.sequence = ++m_sequence;
        frame.at.wall = m_start + std::chrono::seconds(m_second);
        frame.at.monotonic = MonotonicTime(std::chrono::seconds(m_second + 3600));
        frame.tiers = {};
        frame.tiers.add(Tier::Realtime);
        if (m_second % 5 == 0)
            frame.tiers.add(Tier::Performance);
        if (m_second % 30 == 0)
            aggregate();
        serve();
        ++m_second;
        return std::make_shared<const Snapshot>(frame);
    }

    //! From now on the table is renewed each half minute.
    void renewTables()
    {
        const int clients = static_cast<int>(frame.serving.clients);
        m_tables = {clientTable(1, clients, 1), frame.serving.table};
    }
    //! Frames are numbered from there on.
    void continueAt(std::uint64_t sequence) { m_sequence = sequence; }

    Snapshot frame; //!< the one that next() goes on from

private:
    void serve()
    {
        ServingSnapshot &serving = frame.serving;
        const double tide = std::sin(static_cast<double>(m_second) / 500);
        serving.connected = serving.clients - m_away
            - static_cast<std::int64_t>(static_cast<double>(serving.clients) * 0.05 * (1 + tide));
        serving.failing = serving.clients / 33;
        serving.queued = serving.clients / 4 + m_second % 40;
        serving.accepted = static_cast<std::uint64_t>(serving.clients + m_second / 3);
        serving.resumed = static_cast<std::uint64_t>(m_second / 4);
        frame.active = static_cast<int>(serving.connected);
    }

    void aggregate()
    {
        frame.tiers.add(Tier::Aggregate);
        const auto minute = m_second / 60;
        if (!m_tables.empty())
            frame.serving.table = m_tables[static_cast<std::size_t>(m_second / 30 % 2)];
        frame.memory.rssBytes
            = 62'000'000 + m_second * 900 + (minute % 8) * 1'500'000 + frame.serving.clients * 9000;
        frame.memory.queueBytes = 3'000'000 + (minute % 5) * 2'200'000;
        BreakerCounters &breakers = frame.engine.breaker.counters;
        if (m_second % 600 == 300)
            breakers.opens += 24;
        if (m_second % 600 == 360)
            breakers.halfOpens += 22;
        if (m_second % 600 == 390)
            breakers.closes += 20;
        if (m_second % 60 == 30)
            clean(minute);
    }

    void clean(std::int64_t minute)
    {
        auto cycles = frame.serving.cycles
            ? std::make_shared<std::vector<CleanupCycle>>(*frame.serving.cycles)
            : std::make_shared<std::vector<CleanupCycle>>();
        CleanupCycle &cycle = cycles->emplace_back();
        cycle.sequence = cycles->size();
        cycle.at = frame.at.wall;
        cycle.clientsRemoved = static_cast<std::uint64_t>(minute * 7919 % 45);
        cycle.bytesFreed = cycle.clientsRemoved * 9000;
        cycle.duration = std::chrono::microseconds(300 + cycle.clientsRemoved * 60);
        frame.serving.cycles = cycles;
    }

    const WallTime m_start;
    std::int64_t m_second = 0;
    std::uint64_t m_sequence = 0;
    std::vector<std::shared_ptr<const std::vector<SessionSnapshot>>> m_tables;
    std::int64_t m_away = 0;
};

} // namespace Breakwater::Test
