// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/watchstatus.h>

#include <tests/core/watch/watchfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

TimeSample at(Duration time)
{
    return {MonotonicTime(time), {}};
}

struct Fixture
{
    WatchTarget target = targetOf(u"https://example.org/health?key=canary-7f3a91"_qs, u"site"_qs);
    WatchNotes notes;
    WatchStatus status{target, notes};
};

} // namespace

class WatchStatusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesItsTarget();
    void tellsChangesOfStateOnly();
    void agesAndWaitsAreNeverNegative_data();
    void agesAndWaitsAreNeverNegative();
    void countsAttemptsSinceSomethingGood();
    void takesSecretsOut();
};

void WatchStatusTest::namesItsTarget()
{
    const Fixture fixture;

    const WatchedSource source = fixture.status.look(at(1s));

    QCOMPARE(source.id.value, fixture.target.id.value);
    QCOMPARE(source.name, u"site"_qs);
    QVERIFY(source.kind == WatchKind::Poll);
    QVERIFY2(source.url.startsWith(u"https://example.org/health"_qs), qPrintable(source.url));
    QVERIFY(!source.url.contains(u"canary"_qs));
    QCOMPARE(toString(source.connection), toString(ConnectionState::Idle));
    QVERIFY(!source.age);
    QVERIFY(!source.nextAttemptIn);
    QVERIFY(source.isStale());
}

void WatchStatusTest::tellsChangesOfStateOnly()
{
    Fixture fixture;

    fixture.status.set(ConnectionState::Connecting, {});
    QCOMPARE(fixture.notes.changes, 1);
    fixture.status.set(ConnectionState::Connecting, u"why"_qs);
    QCOMPARE(fixture.notes.changes, 1);
    QCOMPARE(fixture.status.look(at(1s)).detail, u"why"_qs);
    fixture.status.set(ConnectionState::Connected, u"why"_qs);
    QCOMPARE(fixture.notes.changes, 2);
    fixture.status.tellChanged();
    QCOMPARE(fixture.notes.changes, 3);
    QVERIFY(fixture.notes.events.isEmpty());
}

void WatchStatusTest::agesAndWaitsAreNeverNegative_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("age");
    QTest::addColumn<int>("wait");
    QTest::newRow("before both") << 9 << 0 << 11;
    QTest::newRow("between") << 15 << 5 << 5;
    QTest::newRow("overdue") << 25 << 15 << 0;
}

void WatchStatusTest::agesAndWaitsAreNeverNegative()
{
    QFETCH(int, seconds);
    QFETCH(int, age);
    QFETCH(int, wait);
    Fixture fixture;
    fixture.status.setFresh(MonotonicTime(10s));
    fixture.status.setNextAttempt(MonotonicTime(20s));

    const WatchedSource source = fixture.status.look(at(std::chrono::seconds(seconds)));

    QVERIFY(source.age == std::chrono::seconds(age));
    QVERIFY(source.nextAttemptIn == std::chrono::seconds(wait));
}

void WatchStatusTest::countsAttemptsSinceSomethingGood()
{
    Fixture fixture;
    fixture.status.setNextAttempt(MonotonicTime(20s));

    fixture.status.attemptBegins();
    QVERIFY(!fixture.status.nextAttempt());
    fixture.status.attemptBegins();
    QCOMPARE(fixture.status.look(at(1s)).attempt, 2);

    fixture.status.attemptsEnded();
    QCOMPARE(fixture.status.attempt(), 0);
}

void WatchStatusTest::takesSecretsOut()
{
    Fixture fixture;
    const QString said = u"it said canary-7f3a91"_qs;

    fixture.status.set(ConnectionState::BackingOff, said);
    fixture.status.tell(Severity::Warning, u"Cannot be watched"_qs, said);

    QCOMPARE(fixture.status.look(at(1s)).detail, u"it said \u2026"_qs);
    QCOMPARE(fixture.notes.events,
             QStringList{u"warning Cannot be watched site: it said \u2026"_qs});
}

BREAKWATER_TEST(WatchStatusTest)

#include "tst_watchstatus.moc"
