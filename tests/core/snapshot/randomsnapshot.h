// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <tests/core/snapshot/visitsnapshot.h>

namespace Breakwater::Test {

//! Fills a snapshot with anything that one may hold; the same seed, the same snapshot.
class RandomFill final
{
public:
    explicit RandomFill(std::uint64_t seed) : m_random(seed) { }

    bool chance(int percent) { return m_random.next() % 100 < static_cast<unsigned>(percent); }
    std::uint64_t below(std::uint64_t end) { return m_random.next() % end; }
    template <class Enum> void name(Enum &target, Enum last)
    {
        target = static_cast<Enum>(below(static_cast<std::uint64_t>(last) + 1));
    }

    template <std::integral Number> void fill(Number &number)
    {
        number = static_cast<Number>(m_random.next()
                                     >> (sizeof(Number) < 8 ? 33 + below(31) : 11 + below(50)));
    }
    void fill(double &number) { number = static_cast<double>(below(1 << 30)) / 977.0; }
    void fill(Duration &duration) { duration = Duration(m_random.next() >> (14 + below(45))); }
    template <class Value> void fill(std::optional<Value> &value)
    {
        value.reset();
        if (chance(70))
            fill(value.emplace());
    }
    template <class... Values> void all(Values &...values) { (fill(values), ...); }
    template <class... Shares> void shares(Shares &...shares) { (share(shares), ...); }
    template <class... Texts> void texts(Texts &...texts) { ((texts = text()), ...); }
    template <class... Flags> void flags(Flags &...flags) { ((flags = chance(50)), ...); }
    template <class... Times> void times(Times &...times) { (time(times), ...); }

    SparseBuckets buckets(LatencySummary &summary);
    QString text();

private:
    void share(double &target) { target = static_cast<double>(below(1001)) / 1000; }
    void share(std::optional<double> &target)
    {
        target.reset();
        if (chance(70))
            share(target.emplace());
    }
    void time(WallTime &target) { target = WallTime(std::chrono::milliseconds(below(1ULL << 42))); }
    void time(std::optional<WallTime> &target)
    {
        target.reset();
        if (chance(70))
            time(target.emplace());
    }

    SeededRandom m_random;
};

inline QString RandomFill::text()
{
    static const QString letters = QStringLiteral("aZ 0\"\\/<>&\u00e4\u4e2d\u2026=;[]{}");
    QString text;
    for (auto length = below(20); length > 0; --length)
        text += letters[static_cast<qsizetype>(below(static_cast<std::uint64_t>(letters.size())))];
    return text;
}

//! As a histogram would have made them, summary included.
inline SparseBuckets RandomFill::buckets(LatencySummary &summary)
{
    SparseBuckets buckets;
    for (auto count = below(30); count > 0; --count) {
        Duration value;
        fill(value);
        if (!buckets.record(value % std::chrono::hours(2), 1 + static_cast<unsigned>(below(9))))
            break;
    }
    summary = buckets.summary();
    summary.sum.reset(); // told by the buckets
    return buckets;
}

inline void randomCommon(RandomFill &fill, SessionSnapshot &session)
{
    visitCommon(fill, session);
    BreakerSnapshot &breaker = session.breaker;
    fill.name(breaker.state, BreakerState::HalfOpen);
    fill.name(breaker.override_, BreakerOverride::ForcedClosed);
    fill.flags(breaker.isRecovering);
    breaker.recoveryShare = breaker.isRecovering ? 0.4 : 0;
    if (!fill.chance(50))
        return;
    LatencyBuckets buckets{.queue = fill.buckets(session.period.queue),
                           .confirm = fill.buckets(session.period.confirm),
                           .total = fill.buckets(session.period.total),
                           .rtt = fill.buckets(session.period.rtt)};
    session.period.buckets = std::make_shared<const LatencyBuckets>(std::move(buckets));
}

inline SessionSnapshot randomSession(RandomFill &fill, int number)
{
    SessionSnapshot session;
    visitLink(fill, session);
    randomCommon(fill, session);
    fill.all(session.dedupHorizon);
    if (session.dedupHorizon)
        fill.all(session.dedupEntries);
    session.id.value = QStringLiteral("%1 ").arg(number, 3, 10, QLatin1Char('0')) + fill.text();
    fill.name(session.connection, ConnectionState::Away);
    fill.name(session.guarantee, Guarantee::App);
    return session;
}

template <class Record> std::shared_ptr<const std::vector<Record>> randomRecords(RandomFill &fill)
{
    std::vector<Record> records(fill.below(5));
    for (Record &record : records)
        visit(fill, record);
    return std::make_shared<const std::vector<Record>>(records);
}

inline WatchedSource randomSource(RandomFill &fill, int number)
{
    WatchedSource source;
    visit(fill, source);
    source.id.value = QString::fromUtf16(WatchedSource::prefix) + QString::number(number);
    fill.name(source.kind, WatchKind::Poll);
    fill.name(source.connection, ConnectionState::Away);
    if (fill.chance(50)) {
        ServiceBoard board;
        board.services.resize(fill.below(4));
        board.events.resize(fill.below(4));
        visit(fill, board);
        source.services = std::make_shared<const ServiceBoard>(board);
    }
    return source;
}

inline Snapshot randomSnapshot(RandomFill &fill, bool withWatched = true)
{
    Snapshot snapshot;
    fill.times(snapshot.at.wall);
    visit(fill, snapshot);
    randomCommon(fill, snapshot.engine);
    snapshot.tiers.bits = static_cast<std::uint8_t>(fill.below(8));
    for (int i = static_cast<int>(fill.below(4)); i > 0; --i)
        snapshot.sessions.insert(snapshot.sessions.begin(), randomSession(fill, i));
    if (fill.chance(50))
        snapshot.serving.cycles = randomRecords<CleanupCycle>(fill);
    snapshot.events = randomRecords<Event>(fill);
    snapshot.transitions = randomRecords<TransitionRecord>(fill);
    for (int i = 0; withWatched && i < 3; ++i) {
        snapshot.watched.push_back(randomSource(fill, i));
        if (fill.chance(50))
            snapshot.watched.back().frame
                = std::make_shared<const Snapshot>(randomSnapshot(fill, false));
    }
    return snapshot;
}

} // namespace Breakwater::Test
