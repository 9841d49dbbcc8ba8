// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/servicestate.h>

#include <tests/support/testmain.h>
#include <tests/ui/models/serviceboards.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const WallTime now{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};

QString plain(QString text)
{
    return text.replace(u'\u202f', u' ');
}

QString value(const ServiceState &state, ServiceState::Place place)
{
    return plain(state.figures[static_cast<std::size_t>(place)].value);
}

} // namespace

class TestServiceState final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthGoesByTheShareOfErrors_data();
    void healthGoesByTheShareOfErrors();
    void halfOfAllFailingIsNeverHealthy();
    void theLastMinuteSpeaksBeforeTheTotal();
    void noEventsForAWhileIsQuiet();
    void aServiceThatFailedAndFellSilentStaysFailing();
    void showsAllFigures();
    void aMeanIsNoPercentile();
    void aFewSamplesAreFaint();
    void whatIsNotKnownIsADash();
    void whatTheServerDoesNotTellIsNoZero();
    void staleShowsNoOldValue();
    void aClockThatIsAheadIsNotTheFuture();
    void namesAreMadeSafe();
    void saysWhatIsOddOnlyWhenThereIsSome();
};

void TestServiceState::healthGoesByTheShareOfErrors_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<QString>("word");
    QTest::newRow("none") << 0.0 << u"Healthy"_s;
    QTest::newRow("below") << 0.009 << u"Healthy"_s;
    QTest::newRow("some") << 0.01 << u"Errors · 1.0 %"_s;
    QTest::newRow("just not many") << 0.099 << u"Errors · 9.9 %"_s;
    QTest::newRow("many") << 0.1 << u"Failing · 10.0 %"_s;
    QTest::newRow("all") << 1.0 << u"Failing · 100.0 %"_s;
}

void TestServiceState::healthGoesByTheShareOfErrors()
{
    QFETCH(double, share);
    QFETCH(QString, word);

    const ServiceState state
        = serviceState(service(u"redis"_s, 5), {.now = now, .recentErrors = share});

    QCOMPARE(plain(state.word), word);
    QVERIFY(state.reason.contains(u"last minute"_s));
}

// The total alone, before any period has ended.
void TestServiceState::halfOfAllFailingIsNeverHealthy()
{
    ServiceCard card;
    card.events = 10;
    card.errors = 5;

    const ServiceState state = serviceState(card, {.now = now});

    QCOMPARE(plain(state.word), u"Failing · 50.0 %"_s);
    QCOMPARE(plain(state.reason), u"50.0 % of all its events were errors"_s);
}

void TestServiceState::theLastMinuteSpeaksBeforeTheTotal()
{
    const ServiceCard bad = service(u"redis"_s, 5, 0.5);
    const ServiceCard good = service(u"redis"_s, 5);

    QVERIFY(lastHealth(bad, {.now = now, .recentErrors = 0.0}) == ServiceHealth::Healthy);
    QVERIFY(lastHealth(good, {.now = now, .recentErrors = 0.5}) == ServiceHealth::Failing);
}

void TestServiceState::noEventsForAWhileIsQuiet()
{
    ServiceCard card = service(u"redis"_s, 0);
    card.events = 100;
    card.lastEventAt = now - 59s;
    QVERIFY(lastHealth(card, {.now = now}) == ServiceHealth::Healthy);
    card.lastEventAt = now - 83s;

    const ServiceState state = serviceState(card, {.now = now});

    QCOMPARE(state.word, u"Quiet"_s);
    QCOMPARE(plain(state.reason), u"no event for 1 m 23 s"_s);
    QCOMPARE(plain(state.lastEvent), u"1 m 23 s ago"_s);
    QCOMPARE(plain(state.rate), u"0 /s"_s);
}

void TestServiceState::aServiceThatFailedAndFellSilentStaysFailing()
{
    ServiceCard card = service(u"redis"_s, 0);
    card.events = 100;
    card.errors = 60;
    card.lastEventAt = now - 300s;

    QVERIFY(lastHealth(card, {.now = now}) == ServiceHealth::Failing);
}

void TestServiceState::showsAllFigures()
{
    ServiceCard card = answering(service(u"redis"_s, 12.4, 0.025), 8ms);
    card.lastEventAt = now - 3s;

    const ServiceState state = serviceState(card, {.now = now, .recentErrors = 0.025});

    QCOMPARE(state.name, u"redis"_s);
    QCOMPARE(value(state, ServiceState::Events), u"12.4 k"_s);
    QCOMPARE(value(state, ServiceState::Errors), u"310"_s);
    QCOMPARE(value(state, ServiceState::Share), u"2.5 %"_s);
    QCOMPARE(value(state, ServiceState::Volume), u"10.2 MB"_s);
    QCOMPARE(value(state, ServiceState::Mean), u"10 ms"_s);
    QCOMPARE(value(state, ServiceState::P50), u"8 ms"_s);
    QCOMPARE(value(state, ServiceState::P95), u"24 ms"_s);
    QCOMPARE(value(state, ServiceState::P99), u"40 ms"_s);
    QCOMPARE(plain(state.rate), u"12.4 /s"_s);
    QCOMPARE(plain(state.lastEvent), u"3 s ago"_s);
    QVERIFY(state.responses.contains(u"62 samples"_s));
    QVERIFY(!state.figures[ServiceState::P95].isFaint);
}

void TestServiceState::aMeanIsNoPercentile()
{
    ServiceCard card = service(u"glm"_s, 5);
    card.responseTime.mean = 640ms;

    const ServiceState state = serviceState(card, {.now = now});

    QCOMPARE(value(state, ServiceState::Mean), u"640 ms"_s);
    QCOMPARE(value(state, ServiceState::P50), u"—"_s);
    QCOMPARE(value(state, ServiceState::P99), u"—"_s);
    QCOMPARE(state.responses, u"the server tells only a mean response time"_s);
}

void TestServiceState::aFewSamplesAreFaint()
{
    ServiceCard card = answering(service(u"redis"_s, 3), 8ms); // 15 a period
    QVERIFY(serviceState(card, {.now = now}).figures[ServiceState::P95].isFaint);
    card = answering(service(u"redis"_s, 30), 8ms);
    QVERIFY(!serviceState(card, {.now = now}).figures[ServiceState::P95].isFaint);

    card.periodResponseTime = {}; // nothing in the last period: of all times, and says so

    const ServiceState state = serviceState(card, {.now = now});
    QVERIFY(state.figures[ServiceState::P95].isFaint);
    QVERIFY(state.responses.contains(u"all its events"_s));
}

void TestServiceState::whatIsNotKnownIsADash()
{
    ServiceCard card;
    card.name = u"new"_s;
    card.events = 0;

    const ServiceState state = serviceState(card, {.now = now});

    QCOMPARE(state.word, u"Unknown"_s);
    QCOMPARE(value(state, ServiceState::Events), u"0"_s); // that is known
    for (const auto place : {ServiceState::Share, ServiceState::Mean, ServiceState::P50,
                             ServiceState::P95, ServiceState::P99})
        QCOMPARE(value(state, place), u"—"_s);
    QCOMPARE(state.rate, u"—"_s);
    QCOMPARE(state.lastEvent, u"—"_s);
}

// A server that told only its errors was shown with no events, no volume and "no event yet".
void TestServiceState::whatTheServerDoesNotTellIsNoZero()
{
    ServiceCard card;
    card.errors = 7;
    const ServiceState errors = serviceState(card, {.now = now});
    QCOMPARE(value(errors, ServiceState::Events), u"—"_s);
    QCOMPARE(value(errors, ServiceState::Errors), u"7"_s);
    QCOMPARE(value(errors, ServiceState::Share), u"—"_s);
    QCOMPARE(value(errors, ServiceState::Volume), u"—"_s);
    QCOMPARE(errors.word, u"Unknown"_s);
    QCOMPARE(errors.reason, u"the server does not tell its events"_s);

    card = {};
    card.events = 100;
    const ServiceState events = serviceState(card, {.now = now});
    QCOMPARE(value(events, ServiceState::Errors), u"—"_s);
    QCOMPARE(value(events, ServiceState::Share), u"—"_s);
    QCOMPARE(events.word, u"Unknown"_s);
    QCOMPARE(events.reason, u"the server does not tell its errors"_s);
}

void TestServiceState::staleShowsNoOldValue()
{
    const ServiceCard card = answering(service(u"redis"_s, 12, 0.5), 8ms);
    const ServiceState::Moment moment{
        .now = now, .recentErrors = 0.5, .isStale = true, .silentFor = 12s};

    const ServiceState state = serviceState(card, moment);

    QVERIFY(state.health == ServiceHealth::Unknown);
    QVERIFY(lastHealth(card, moment) == ServiceHealth::Failing); // where it stands
    QCOMPARE(plain(state.lastEvent), u"stale 12 s"_s);
    QCOMPARE(state.rate, u"—"_s);
    for (const ServiceState::Figure &figure : state.figures)
        QCOMPARE(figure.value, u"—"_s);
}

void TestServiceState::aClockThatIsAheadIsNotTheFuture()
{
    ServiceCard card = service(u"redis"_s, 5);
    card.lastEventAt = now + 90s;

    QCOMPARE(plain(serviceState(card, {.now = now}).lastEvent), u"0 s ago"_s);
}

void TestServiceState::namesAreMadeSafe()
{
    const ServiceCard card = service(QString(u"a\nb"_s) + QChar(0x202e), 5);

    const QString name = serviceState(card, {.now = now}).name;

    QVERIFY(!name.contains(u'\n') && !name.contains(QChar(0x202e)));
}

void TestServiceState::saysWhatIsOddOnlyWhenThereIsSome()
{
    ServiceBoard board;
    QCOMPARE(oddFrames(board), QString());
    QCOMPARE(oddFramesExplained(board), QString());
    QCOMPARE(leftOut(board), QString());
    board.malformed = 3;
    QCOMPARE(oddFrames(board), u"unreadable: 3"_s);
    board.unknown = 12;
    board.lastUnknown = u"foo"_s;
    QCOMPARE(oddFrames(board), u"unknown types: 12 (last: foo) · unreadable: 3"_s);

    QCOMPARE(servicesInWords({ServiceHealth::Healthy}), u"1 service"_s);
    QCOMPARE(servicesInWords({ServiceHealth::Quiet, ServiceHealth::Failing}),
             u"2 services · 1 failing · 1 quiet"_s);
}

BREAKWATER_TEST(TestServiceState)
#include "tst_servicestate.moc"
