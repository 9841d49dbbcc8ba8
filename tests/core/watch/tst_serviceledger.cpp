// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/serviceledger.h>

#include <tests/support/testmain.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Qt::StringLiterals;

namespace {

const MonotonicTime start{1000s};
const WallTime arrival{std::chrono::seconds(1'700'000'000)};

QJsonValue json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

ServiceHappening happened(const QString &service, bool failed = false)
{
    return {.service = service, .errors = failed ? 1U : 0U};
}

void tell(ServiceLedger &ledger, std::uint64_t events, std::uint64_t errors = 0,
          std::uint64_t bytes = 0)
{
    ledger.take({{.service = u"redis"_qs, .events = events, .errors = errors, .bytes = bytes}});
}

const ServiceCard &only(const ServiceLedger &ledger)
{
    static ServiceCard none;
    const auto board = ledger.board();
    return board && board->services.size() == 1 ? board->services.front() : none;
}

} // namespace

class ServiceLedgerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aServiceWithHalfItsEventsFailedShowsHalf_data();
    void aServiceWithHalfItsEventsFailedShowsHalf();
    void singleEventsOfWhichHalfFailedShowHalf_data();
    void singleEventsOfWhichHalfFailedShowHalf();
    void whatStatsTellWinsOverWhatWasCounted();
    void lowerCountersAreARestartNotNegativeRates();
    void eventsToldAgainByStatsCountOnce();
    void theFirstStatsAreNoBurst();
    void whatHappenedWhileTheLinkWasDownIsNoBurst();
    void anIdleServiceFallsToZeroAndAnUnseenOneToNothing();
    void whatNothingToldIsNotZero();
    void percentilesComeFromEventsAndAMeanAloneStaysAMean();
    void anEventsOwnTotalsSayWhereItStands();
    void theLastEventsAreKeptInOrder();
    void anEventWithoutTimeHappenedWhenItArrived();
    void namesBeyondTheMostAreCountedAndLeftOut();
    void aServiceLeftOutCountsOnce();
    void unknownAndMalformedAreCounted();
    void nothingIsKnownBeforeTheFirstService();
    void theBoardIsMadeOnceUntilSomethingChanges();
};

void ServiceLedgerTest::aServiceWithHalfItsEventsFailedShowsHalf_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");

    const QByteArrayList events{"event_count", "total_events", "count", "events"};
    const QByteArrayList errors{"error_count", "total_errors", "errors", "failures"};
    for (const QByteArray name : {"connection_type", "service", "service_name", "name"}) {
        for (const QByteArray &event : events) {
            for (const QByteArray &error : errors) {
                const auto stats = [&](int count) {
                    return "{\"" + name + "\": \"redis\", \"" + event
                        + "\": " + QByteArray::number(count) + ", \"" + error
                        + "\": " + QByteArray::number(count / 2) + "}";
                };
                QTest::newRow(name + ", " + event + ", " + error) << stats(10) << stats(30);
            }
        }
    }
    QTest::newRow("error_rate")
        << QByteArray(R"({"redis": {"total_events": 10, "error_rate": 0.5}})")
        << QByteArray(R"({"redis": {"total_events": 30, "error_rate": 0.5}})");
}

void ServiceLedgerTest::aServiceWithHalfItsEventsFailedShowsHalf()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    ServiceLedger ledger(start);

    ledger.take(*readServiceStats(json(before)));
    ledger.endPeriod(start + 5s);
    QCOMPARE(only(ledger).events, 10U);
    QCOMPARE(only(ledger).errors, 5U);
    ledger.take(*readServiceStats(json(after)));
    ledger.endPeriod(start + 10s);

    QCOMPARE(only(ledger).events, 30U);
    QCOMPARE(only(ledger).errors, 15U);
    QCOMPARE(only(ledger).errorRate.value_or(-1), 0.5);
    QCOMPARE(only(ledger).eventsPerSecond.value_or(-1), 4.0);
}

void ServiceLedgerTest::singleEventsOfWhichHalfFailedShowHalf_data()
{
    QTest::addColumn<QByteArray>("failure");
    for (const char *failure :
         {R"("error_count": 1)", R"("errors": 1)", R"("error": "timed out")", R"("error": true)",
          R"("success": false)", R"("status": "error")", R"("is_error": true)"})
        QTest::newRow(failure) << QByteArray(failure);
}

void ServiceLedgerTest::singleEventsOfWhichHalfFailedShowHalf()
{
    QFETCH(QByteArray, failure);
    ServiceLedger ledger(start);

    for (int i = 0; i < 10; ++i) {
        const QByteArray more = i % 2 == 0 ? failure : R"("event_type": "get")";
        ledger.take(*readServiceEvent(json("{\"connection_type\": \"redis\", " + more + "}")),
                    arrival);
    }
    ledger.endPeriod(start + 5s);

    QCOMPARE(only(ledger).events, 10U);
    QCOMPARE(only(ledger).errors, 5U);
    QCOMPARE(only(ledger).errorRate.value_or(-1), 0.5);
    const auto &events = ledger.board()->events;
    QCOMPARE(std::count_if(events.begin(), events.end(), [](const auto &e) { return e.isError; }),
             5);
}

void ServiceLedgerTest::whatStatsTellWinsOverWhatWasCounted()
{
    ServiceLedger ledger(start);
    ledger.take(happened(u"redis"_qs), arrival);
    ledger.take(happened(u"redis"_qs, true), arrival);
    QCOMPARE(only(ledger).events, 2U);

    tell(ledger, 100, 40);
    QCOMPARE(only(ledger).events, 100U);
    QCOMPARE(only(ledger).errors, 40U);

    ledger.take(happened(u"redis"_qs, true), arrival);
    QCOMPARE(only(ledger).events, 101U);
    QCOMPARE(only(ledger).errors, 41U);

    tell(ledger, 101, 41);
    QCOMPARE(only(ledger).events, 101U);
}

void ServiceLedgerTest::lowerCountersAreARestartNotNegativeRates()
{
    ServiceLedger ledger(start);
    tell(ledger, 1000, 500, 5000);
    ledger.endPeriod(start + 5s);

    tell(ledger, 10, 5, 50);
    ledger.endPeriod(start + 10s);

    QCOMPARE(only(ledger).events, 10U);
    QCOMPARE(only(ledger).eventsPerSecond.value_or(-1), 2.0);
    QCOMPARE(only(ledger).bytesPerSecond.value_or(-1), 10.0);
    QCOMPARE(only(ledger).errorRate.value_or(-1), 0.5);
}

void ServiceLedgerTest::eventsToldAgainByStatsCountOnce()
{
    ServiceLedger ledger(start);
    tell(ledger, 100);
    ledger.endPeriod(start + 5s);

    for (int i = 0; i < 10; ++i)
        ledger.take(happened(u"redis"_qs), arrival);
    tell(ledger, 110);
    ledger.endPeriod(start + 10s);
    QCOMPARE(only(ledger).eventsPerSecond.value_or(-1), 2.0);

    // Counted in one period, told in the next.
    for (int i = 0; i < 10; ++i)
        ledger.take(happened(u"redis"_qs), arrival);
    ledger.endPeriod(start + 15s);
    QCOMPARE(only(ledger).eventsPerSecond.value_or(-1), 2.0);
    tell(ledger, 125);
    ledger.endPeriod(start + 20s);
    QCOMPARE(only(ledger).eventsPerSecond.value_or(-1), 1.0);
}

void ServiceLedgerTest::theFirstStatsAreNoBurst()
{
    ServiceLedger ledger(start);

    tell(ledger, 1'000'000);
    ledger.endPeriod(start + 5s);

    QCOMPARE(only(ledger).events, 1'000'000U);
    QCOMPARE(only(ledger).eventsPerSecond.value_or(-1), 0.0);
    QVERIFY(!only(ledger).errorRate);
}

void ServiceLedgerTest::whatHappenedWhileTheLinkWasDownIsNoBurst()
{
    ServiceLedger ledger(start);
    tell(ledger, 100);
    ledger.endPeriod(start + 5s);

    ledger.linkLost();
    ledger.endPeriod(start + 600s);
    QVERIFY(!only(ledger).eventsPerSecond);
    tell(ledger, 90'000);
    ledger.endPeriod(start + 605s);
    QCOMPARE(only(ledger).eventsPerSecond.value_or(-1), 0.0);
    tell(ledger, 90'010);
    ledger.endPeriod(start + 610s);

    QCOMPARE(only(ledger).eventsPerSecond.value_or(-1), 2.0);
}

void ServiceLedgerTest::anIdleServiceFallsToZeroAndAnUnseenOneToNothing()
{
    ServiceLedger ledger(start);
    ledger.take(happened(u"redis"_qs), arrival);
    ledger.endPeriod(start + 5s);
    QCOMPARE(only(ledger).eventsPerSecond.value_or(-1), 0.2);

    ledger.endPeriod(start + 10s);
    QCOMPARE(only(ledger).eventsPerSecond.value_or(-1), 0.0);
    QVERIFY(!only(ledger).errorRate);

    ledger.linkLost();
    QVERIFY(!only(ledger).eventsPerSecond);
    QCOMPARE(only(ledger).events, 1U);
}

void ServiceLedgerTest::whatNothingToldIsNotZero()
{
    ServiceLedger ledger(start);

    ledger.take(*readServiceStats(json(R"({"service": "redis", "errors": 7})")));
    ledger.endPeriod(start + 5s);

    QVERIFY(!only(ledger).events);
    QVERIFY(!only(ledger).bytes);
    QVERIFY(only(ledger).errors == 7U);
    QVERIFY(!only(ledger).eventsPerSecond);
    QVERIFY(!only(ledger).bytesPerSecond);
    QVERIFY(!only(ledger).errorRate);

    ledger.take(*readServiceEvent(json(R"({"service": "redis", "event": "get"})")), arrival);
    ledger.endPeriod(start + 10s);
    QVERIFY(only(ledger).events == 1U);
    QVERIFY(!only(ledger).bytes); // an event of unknown size
    QVERIFY(only(ledger).eventsPerSecond.has_value());

    tell(ledger, 100, 0, 0);
    QVERIFY(only(ledger).bytes == 0U); // told
}

void ServiceLedgerTest::percentilesComeFromEventsAndAMeanAloneStaysAMean()
{
    ServiceLedger told(start);
    told.take({{.service = u"redis"_qs, .events = 5, .meanResponse = 250ms}});
    QCOMPARE(only(told).responseTime.count, 0U);
    QVERIFY(*only(told).responseTime.mean == 250ms);
    QVERIFY(!only(told).responseTime.p95);

    ServiceLedger seen(start);
    for (int i = 1; i <= 100; ++i) {
        ServiceHappening event = happened(u"redis"_qs);
        event.responseTime = std::chrono::milliseconds(i);
        seen.take(event, arrival);
    }
    seen.endPeriod(start + 5s);
    const LatencySummary all = only(seen).responseTime;
    QCOMPARE(all.count, 100U);
    QVERIFY(std::abs(toMilliseconds(*all.mean) - 50.5) < 0.1);
    QVERIFY(std::abs(toMilliseconds(*all.p95) - 95) < 1);
    QCOMPARE(only(seen).periodResponseTime.count, 100U);

    seen.endPeriod(start + 10s);
    QCOMPARE(only(seen).periodResponseTime.count, 0U);
    QCOMPARE(only(seen).responseTime.count, 100U);
}

void ServiceLedgerTest::anEventsOwnTotalsSayWhereItStands()
{
    ServiceLedger ledger(start);
    for (int i = 1; i <= 4; ++i) {
        ledger.take({.service = u"redis"_qs,
                     .totalEvents = 100U + static_cast<unsigned>(i),
                     .totalErrors = 50U + static_cast<unsigned>(i)},
                    arrival);
    }
    ledger.endPeriod(start + 2s);

    QCOMPARE(only(ledger).events, 104U);
    QCOMPARE(only(ledger).errors, 54U);
    QCOMPARE(only(ledger).eventsPerSecond.value_or(-1), 2.0);
}

void ServiceLedgerTest::theLastEventsAreKeptInOrder()
{
    ServiceLedger ledger(start);
    for (int i = 0; i < 1000; ++i)
        ledger.take(happened(i % 2 == 0 ? u"redis"_qs : u"kimi"_qs), arrival);

    const auto board = ledger.board();
    QCOMPARE(board->events.size(), ServiceBoard::keptEvents);
    QCOMPARE(board->events.front().sequence, 801U);
    QCOMPARE(board->events.back().sequence, 1000U);
    QCOMPARE(board->services.front().name, u"kimi"_qs);
    QCOMPARE(board->services.back().events, 500U);
}

void ServiceLedgerTest::anEventWithoutTimeHappenedWhenItArrived()
{
    ServiceLedger ledger(start);
    ServiceHappening dated = happened(u"redis"_qs);
    dated.at = arrival - 1h;

    ledger.take(happened(u"redis"_qs), arrival);
    ledger.take(dated, arrival);

    const auto board = ledger.board();
    QVERIFY(board->events[0].at == arrival);
    QVERIFY(board->events[1].at == arrival - 1h);
    QVERIFY(*board->services.front().lastEventAt == arrival);
}

void ServiceLedgerTest::namesBeyondTheMostAreCountedAndLeftOut()
{
    ServiceLedger ledger(start);
    for (int i = 0; i < 100'000; ++i)
        ledger.take(happened(u"s%1"_qs.arg(i)), arrival);

    const auto board = ledger.board();
    QCOMPARE(board->services.size(), ServiceBoard::mostServices);
    QCOMPARE(board->servicesLeftOut, ServiceLedger::mostLeftOut);
    QVERIFY(board->events.size() <= ServiceBoard::keptEvents);
}

// Each of its events counted as another service.
void ServiceLedgerTest::aServiceLeftOutCountsOnce()
{
    ServiceLedger ledger(start);
    for (std::size_t i = 0; i < ServiceBoard::mostServices; ++i)
        ledger.take(happened(u"s%1"_qs.arg(i)), arrival);

    for (int i = 0; i < 50; ++i) {
        ledger.take(happened(u"more"_qs), arrival);
        ledger.take({ServiceStats{.service = u"still more"_qs, .events = 5}});
    }

    QCOMPARE(ledger.board()->servicesLeftOut, 2U);
}

void ServiceLedgerTest::unknownAndMalformedAreCounted()
{
    ServiceLedger ledger(start);
    tell(ledger, 1);
    ledger.countUnknown(u"heart\nbeat"_qs);
    ledger.countUnknown(u"presence"_qs);
    ledger.countMalformed(u"no JSON"_qs);

    const auto board = ledger.board();
    QCOMPARE(board->unknown, 2U);
    QCOMPARE(board->lastUnknown, u"presence"_qs);
    QCOMPARE(board->malformed, 1U);
    QCOMPARE(board->lastMalformed, u"no JSON"_qs);
}

void ServiceLedgerTest::nothingIsKnownBeforeTheFirstService()
{
    ServiceLedger ledger(start);
    ledger.take(std::vector<ServiceStats>{});
    ledger.countUnknown(u"presence"_qs);
    ledger.endPeriod(start + 5s);

    QVERIFY(!ledger.board());
    QCOMPARE(ledger.unknown(), 1U);
}

void ServiceLedgerTest::theBoardIsMadeOnceUntilSomethingChanges()
{
    ServiceLedger ledger(start);
    tell(ledger, 1);

    const auto board = ledger.board();
    QVERIFY(ledger.board() == board);
    tell(ledger, 2);

    QVERIFY(ledger.board() != board);
    QCOMPARE(board->services.front().events, 1U);
}

BREAKWATER_TEST(ServiceLedgerTest)

#include "tst_serviceledger.moc"
