// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/servicehistory.h>

#include <tests/support/testmain.h>

#include <cmath>

using namespace Breakwater;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t start = 1'800'000'000;
const SessionId server{u"watch:a"_s};

ServiceCard card(const QString &name, double events, double errors)
{
    ServiceCard card;
    card.name = name;
    card.eventsPerSecond = events;
    card.bytesPerSecond = events * 100;
    if (events > 0)
        card.errorRate = errors;
    return card;
}

ServiceCard withPercentiles(ServiceCard card)
{
    card.periodResponseTime.count = 40;
    card.periodResponseTime.mean = 15ms;
    card.periodResponseTime.p50 = 10ms;
    card.periodResponseTime.p95 = 30ms;
    return card;
}

WatchedSource source(const SessionId &id, std::vector<ServiceCard> cards)
{
    WatchedSource source;
    source.id = id;
    source.connection = ConnectionState::Connected;
    source.age = 0s;
    source.period = 1s;
    auto board = std::make_shared<ServiceBoard>();
    board->services = std::move(cards);
    source.services = board;
    return source;
}

Snapshot frame(std::int64_t second, std::vector<WatchedSource> watched)
{
    Snapshot frame;
    frame.at.wall = WallTime(std::chrono::seconds(start + second));
    frame.periods = {1s, 5s, 30s};
    frame.tiers.add(Tier::Performance);
    frame.watched = std::move(watched);
    return frame;
}

} // namespace

class ServiceHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPeriodIsAStepAndNotFourGaps();
    void onlyTheEndOfAPeriodBringsValues();
    void whatIsNotKnownTakesNoRoom();
    void theMeanIsKeptWhereThereAreNoPercentiles();
    void aSilentServiceFallsToZeroAndHasNoErrorShare();
    void aLostServerLeavesAGapAndNoFrozenValues_data();
    void aLostServerLeavesAGapAndNoFrozenValues();
    void theShareOfErrorsIsWeightedByEvents();
    void servicesOfTheSameNameStayApart();
    void staysBoundedAndForgetsWhoLeftFirst();
};

void ServiceHistoryTest::aPeriodIsAStepAndNotFourGaps()
{
    ServiceHistory history(600);
    history.record(frame(5, {source(server, {card(u"redis"_s, 4, 0)})}));
    history.record(frame(10, {source(server, {card(u"redis"_s, 8, 0)})}));

    const Series &rate = history.series(server, u"redis"_s, ServiceMetric::EventRate);

    const std::vector<float> expected{4, 4, 4, 4, 4, 8, 8, 8, 8, 8};
    QCOMPARE(rate.values(start + 1, start + 11), expected);
    QCOMPARE(history.series(server, u"redis"_s, ServiceMetric::ByteRate).at(start + 7),
             std::optional(800.F));
}

void ServiceHistoryTest::onlyTheEndOfAPeriodBringsValues()
{
    ServiceHistory history(600);
    Snapshot between = frame(5, {source(server, {card(u"redis"_s, 4, 0)})});
    between.tiers = {};
    between.tiers.add(Tier::Realtime);

    history.record(between);

    QCOMPARE(history.serviceCount(), 0);
}

void ServiceHistoryTest::whatIsNotKnownTakesNoRoom()
{
    ServiceHistory history;
    ServiceCard fresh;
    fresh.name = u"redis"_s;
    history.record(frame(5, {source(server, {fresh})}));
    QCOMPARE(history.bytes(), 0);
    QVERIFY(!history.series(server, u"redis"_s, ServiceMetric::EventRate).isKnown());

    history.record(frame(10, {source(server, {card(u"redis"_s, 4, 0.5)})}));

    QVERIFY(history.bytes() > 3 * 86'400 * 4); // events, bytes and errors
    QVERIFY(history.bytes() < 3 * 600'000);
    QVERIFY(!history.series(server, u"redis"_s, ServiceMetric::ResponseP50).isKnown());
}

void ServiceHistoryTest::theMeanIsKeptWhereThereAreNoPercentiles()
{
    ServiceHistory history(600);
    ServiceCard meanOnly = card(u"glm"_s, 1, 0);
    meanOnly.responseTime.mean = 25ms;
    history.record(frame(5, {source(server, {meanOnly, withPercentiles(card(u"redis"_s, 1, 0))})}));

    QCOMPARE(history.series(server, u"glm"_s, ServiceMetric::ResponseMean).at(start + 5),
             std::optional(25.F));
    QVERIFY(!history.series(server, u"redis"_s, ServiceMetric::ResponseMean).isKnown());
    QCOMPARE(history.series(server, u"redis"_s, ServiceMetric::ResponseP95).at(start + 5),
             std::optional(30.F));
    QCOMPARE(history.series(server, u"redis"_s, ServiceMetric::ResponseCount).at(start + 5),
             std::optional(40.F));
}

void ServiceHistoryTest::aSilentServiceFallsToZeroAndHasNoErrorShare()
{
    ServiceHistory history(600);
    history.record(frame(5, {source(server, {card(u"redis"_s, 4, 0.5)})}));
    history.record(frame(10, {source(server, {card(u"redis"_s, 0, 0)})}));

    QCOMPARE(history.series(server, u"redis"_s, ServiceMetric::EventRate).at(start + 10),
             std::optional(0.F));
    QVERIFY(!history.series(server, u"redis"_s, ServiceMetric::ErrorRate).at(start + 10));
}

void ServiceHistoryTest::aLostServerLeavesAGapAndNoFrozenValues_data()
{
    QTest::addColumn<int>("connection");
    QTest::addColumn<int>("age");
    QTest::newRow("not connected") << static_cast<int>(ConnectionState::BackingOff) << 0;
    QTest::newRow("stale") << static_cast<int>(ConnectionState::Connected) << 30;
}

void ServiceHistoryTest::aLostServerLeavesAGapAndNoFrozenValues()
{
    QFETCH(int, connection);
    QFETCH(int, age);
    ServiceHistory history(600);
    WatchedSource watched = source(server, {card(u"redis"_s, 4, 0)});
    history.record(frame(5, {watched}));
    watched.connection = static_cast<ConnectionState>(connection);
    watched.age = std::chrono::seconds(age);
    for (int second = 10; second <= 30; second += 5)
        history.record(frame(second, {watched}));

    const Series &rate = history.series(server, u"redis"_s, ServiceMetric::EventRate);
    QVERIFY(!rate.at(start + 30));
    watched.connection = ConnectionState::Connected;
    watched.age = 0s;
    history.record(frame(35, {watched}));

    QCOMPARE(rate.at(start + 35), std::optional(4.F));
    QVERIFY(!rate.at(start + 25));
}

void ServiceHistoryTest::theShareOfErrorsIsWeightedByEvents()
{
    ServiceHistory history(600);
    history.record(frame(5, {source(server, {card(u"redis"_s, 90, 0)})}));
    history.record(frame(10, {source(server, {card(u"redis"_s, 10, 1)})}));
    const auto share = [&](std::int64_t from, std::int64_t to) {
        return history.errorShare(server, u"redis"_s, start + from, start + to);
    };

    QVERIFY(std::abs(share(1, 11).value() - 0.1) < 1e-6);
    QCOMPARE(share(6, 11), std::optional(1.0));
    QVERIFY(!share(20, 30));
    QVERIFY(!history.errorShare(server, u"nobody"_s, start, start + 10));
}

void ServiceHistoryTest::servicesOfTheSameNameStayApart()
{
    ServiceHistory history(600);
    const SessionId other{u"watch:b"_s};
    history.record(frame(
        5, {source(server, {card(u"redis"_s, 4, 0)}), source(other, {card(u"redis"_s, 7, 0)})}));

    QCOMPARE(history.series(server, u"redis"_s, ServiceMetric::EventRate).at(start + 5),
             std::optional(4.F));
    QCOMPARE(history.series(other, u"redis"_s, ServiceMetric::EventRate).at(start + 5),
             std::optional(7.F));
}

void ServiceHistoryTest::staysBoundedAndForgetsWhoLeftFirst()
{
    ServiceHistory history(600);
    const auto cards = [](const QString &prefix, int count) {
        std::vector<ServiceCard> made;
        for (int i = 0; i < count; ++i)
            made.push_back(card(prefix + QString::number(i), 1, 0));
        return made;
    };
    history.record(frame(5, {source(server, cards(u"old"_s, 64))}));
    QCOMPARE(history.serviceCount(), ServiceHistory::maxServices);

    // All there at once: no room for more, and nobody is thrown out.
    history.record(frame(
        10, {source(server, cards(u"old"_s, 64)), source({u"watch:b"_s}, cards(u"new"_s, 3))}));
    QCOMPARE(history.serviceCount(), ServiceHistory::maxServices);
    QVERIFY(!history.series({u"watch:b"_s}, u"new0"_s, ServiceMetric::EventRate).isKnown());
    QVERIFY(history.series(server, u"old63"_s, ServiceMetric::EventRate).isKnown());

    // Some left: they make room.
    history.record(frame(
        15, {source(server, cards(u"old"_s, 61)), source({u"watch:b"_s}, cards(u"new"_s, 3))}));

    QCOMPARE(history.serviceCount(), ServiceHistory::maxServices);
    QVERIFY(history.series({u"watch:b"_s}, u"new2"_s, ServiceMetric::EventRate).isKnown());
    QVERIFY(!history.series(server, u"old63"_s, ServiceMetric::EventRate).isKnown());
    QVERIFY(history.series(server, u"old0"_s, ServiceMetric::EventRate).isKnown());
}

BREAKWATER_TEST(ServiceHistoryTest)
#include "tst_servicehistory.moc"
