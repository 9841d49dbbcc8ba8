// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <tests/support/manualtimesystem.h>
#include <ui/models/snapshotfeed.h>

#include <cmath>

namespace Breakwater::Test {

//! A service as a board tells of it: healthy, with percentiles, until told otherwise.
inline ServiceCard service(const QString &name, double perSecond, double errorShare = 0)
{
    ServiceCard card;
    card.name = name;
    card.events = static_cast<std::uint64_t>(perSecond * 1000);
    card.errors = static_cast<std::uint64_t>(perSecond * 1000 * errorShare);
    card.bytes = *card.events * 820;
    card.eventsPerSecond = perSecond;
    card.bytesPerSecond = perSecond * 820;
    if (perSecond > 0)
        card.errorRate = errorShare;
    return card;
}

inline ServiceCard answering(ServiceCard card, std::chrono::milliseconds p50)
{
    LatencySummary &times = card.periodResponseTime;
    times.count = static_cast<std::uint64_t>(card.eventsPerSecond.value_or(0) * 5);
    if (times.count > 0) {
        times.mean = p50 + p50 / 4;
        times.p50 = p50;
        times.p95 = p50 * 3;
        times.p99 = p50 * 5;
    }
    card.responseTime = times;
    return card;
}

inline ServiceEvent serviceEvent(std::uint64_t sequence, const QString &service, WallTime at = {},
                                 bool isError = false)
{
    ServiceEvent event;
    event.sequence = sequence;
    event.at = at;
    event.service = service;
    event.what = QStringLiteral("worker.py · handle_%1").arg(sequence % 7);
    event.isError = isError;
    if (isError)
        event.detail = QStringLiteral("upstream closed the connection");
    event.responseTime = std::chrono::milliseconds(4 + sequence % 90);
    event.bytes = 300 + sequence % 4000;
    return event;
}

//! A monitoring server that is watched: connected and fresh.
inline WatchedSource watchedServer(ServiceBoard board,
                                   const QString &id = QStringLiteral("watch:a"))
{
    WatchedSource source;
    source.id = {id};
    source.name = QStringLiteral("prod-mon");
    source.url = QStringLiteral("wss://mon.eu.example/stream");
    source.connection = ConnectionState::Connected;
    source.age = std::chrono::milliseconds(200);
    source.period = std::chrono::seconds(5);
    source.services = std::make_shared<const ServiceBoard>(std::move(board));
    return source;
}

//! Frames with watched servers for a feed, each some seconds after the last.
class WatchedFrames final
{
public:
    WatchedFrames(ManualTimeSystem &time, Ui::SnapshotFeed &feed) : m_time(time), m_feed(feed) { }

    void show(std::vector<WatchedSource> watched, Duration later = std::chrono::seconds(5))
    {
        m_time.advance(later);
        auto frame = std::make_shared<Snapshot>();
        frame->sequence = ++m_sequence;
        frame->at = m_time.sample();
        frame->tiers = TierSet::all();
        frame->source = QStringLiteral("local");
        frame->periods
            = {std::chrono::seconds(1), std::chrono::seconds(5), std::chrono::seconds(30)};
        frame->events = std::make_shared<const std::vector<Event>>();
        frame->transitions = std::make_shared<const std::vector<TransitionRecord>>();
        frame->watched = std::move(watched);
        m_feed.accept(frame);
    }
    void show(const ServiceBoard &board) { show({watchedServer(board)}); }

private:
    ManualTimeSystem &m_time;
    Ui::SnapshotFeed &m_feed;
    std::uint64_t m_sequence = 0;
};

//! An hour of a busy server's boards, the same at each run: six services, of which one fails from
//! the 45th minute on, one is silent since the 40th, and one tells only means.
class BusyHour final
{
public:
    ServiceBoard board(int second, WallTime now)
    {
        const bool isLate = second > 2700;
        const double wave = 1 + 0.35 * std::sin(second / 300.0) + 0.1 * std::sin(second / 11.0);
        const auto ms = [&](double base) {
            return std::chrono::milliseconds(std::lround(base * (1.5 * wave - 0.4)));
        };
        ServiceBoard board;
        add(board, service(QStringLiteral("glm"), 6 * wave), now).responseTime.mean = ms(640);
        add(board, answering(service(QStringLiteral("kimi"), 4 * wave, 0.025), ms(900)), now);
        add(board, answering(service(QStringLiteral("redis"), 210 * wave), ms(3)), now);
        add(board,
            answering(service(QStringLiteral("supabase"), 38 * wave, isLate ? 0.34 : 0.004),
                      ms(isLate ? 210 : 45)),
            now);
        add(board, answering(service(QStringLiteral("websocket"), 96 * wave, 0.002), ms(18)), now);
        const bool isSilent = second > 2400;
        ServiceCard &mailer = add(
            board, answering(service(QStringLiteral("legacy-mailer"), isSilent ? 0 : 2), ms(60)),
            now);
        mailer.lastEventAt = now - std::chrono::seconds(isSilent ? second - 2400 : 1);
        std::sort(board.services.begin(), board.services.end(),
                  [](const auto &a, const auto &b) { return a.name < b.name; });
        addEvents(board, second, now);
        board.unknown = 12;
        board.lastUnknown = QStringLiteral("heartbeat_v2");
        board.malformed = 3;
        board.lastMalformed = QStringLiteral("events is no number");
        return board;
    }

private:
    //! Counts go on from board to board, as a server's do.
    ServiceCard &add(ServiceBoard &board, ServiceCard card, WallTime now)
    {
        Totals &totals = m_totals[card.name];
        const double events = card.eventsPerSecond.value_or(0) * 5;
        totals.events += events;
        totals.errors += events * card.errorRate.value_or(0);
        card.events = static_cast<std::uint64_t>(totals.events);
        card.errors = static_cast<std::uint64_t>(totals.errors);
        card.bytes = *card.events * 820;
        card.lastEventAt = now - std::chrono::milliseconds(1200);
        return board.services.emplace_back(std::move(card));
    }

    void addEvents(ServiceBoard &board, int second, WallTime now) const
    {
        const QString names[]
            = {QStringLiteral("redis"), QStringLiteral("websocket"), QStringLiteral("redis"),
               QStringLiteral("supabase"), QStringLiteral("kimi")};
        const auto first = static_cast<std::uint64_t>(second) + 1;
        for (std::uint64_t i = first; i < first + 60; ++i) {
            const QString &name = names[i % 5];
            const auto at = now - std::chrono::milliseconds(83 * (first + 60 - i));
            board.events.push_back(
                serviceEvent(i, name, at, name == names[3] && second > 2700 && i % 3 == 0));
        }
    }

    struct Totals
    {
        double events = 0;
        double errors = 0;
    };
    std::map<QString, Totals> m_totals;
};

} // namespace Breakwater::Test
