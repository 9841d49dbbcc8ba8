// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/networkwatch.h>

#include <tests/support/testmain.h>

#include <QtTest/QSignalSpy>

using namespace Breakwater::App;
using Reachability = NetworkWatch::Reachability;
using Medium = NetworkWatch::Medium;

class NetworkWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsKnownAtFirstIsNoChange();
    void saysWhenTheNetworkIsBack();
    void losingTheNetworkIsNoReasonToLookAtLinks();
    void notKnowingForAWhileIsNoChange();
    void saysWhenTheMediumIsAnother();
    void startsWithoutAWordWhereverItRuns();
};

void NetworkWatchTest::whatIsKnownAtFirstIsNoChange()
{
    NetworkWatch watch;
    const QSignalSpy changed(&watch, &NetworkWatch::changed);

    watch.onReachability(Reachability::Online);
    watch.onMedium(Medium::Ethernet);
    watch.onReachability(Reachability::Online);
    watch.onMedium(Medium::Ethernet);

    QCOMPARE(changed.count(), 0);
}

void NetworkWatchTest::saysWhenTheNetworkIsBack()
{
    NetworkWatch watch;
    const QSignalSpy changed(&watch, &NetworkWatch::changed);
    watch.onReachability(Reachability::Disconnected);
    watch.onReachability(Reachability::Local);
    QCOMPARE(changed.count(), 0);

    watch.onReachability(Reachability::Online);

    QCOMPARE(changed.count(), 1);
    QVERIFY(!changed.front().front().toString().isEmpty());
}

void NetworkWatchTest::losingTheNetworkIsNoReasonToLookAtLinks()
{
    NetworkWatch watch;
    const QSignalSpy changed(&watch, &NetworkWatch::changed);
    watch.onReachability(Reachability::Online);

    watch.onReachability(Reachability::Disconnected);

    QCOMPARE(changed.count(), 0);
}

void NetworkWatchTest::notKnowingForAWhileIsNoChange()
{
    NetworkWatch watch;
    const QSignalSpy changed(&watch, &NetworkWatch::changed);
    watch.onReachability(Reachability::Online);
    watch.onMedium(Medium::WiFi);

    watch.onReachability(Reachability::Unknown);
    watch.onMedium(Medium::Unknown);
    watch.onReachability(Reachability::Online);
    watch.onMedium(Medium::WiFi);

    QCOMPARE(changed.count(), 0);
}

void NetworkWatchTest::saysWhenTheMediumIsAnother()
{
    NetworkWatch watch;
    const QSignalSpy changed(&watch, &NetworkWatch::changed);
    watch.onMedium(Medium::Ethernet);
    watch.onMedium(Medium::Unknown); // between the two

    watch.onMedium(Medium::WiFi);

    QCOMPARE(changed.count(), 1);
}

void NetworkWatchTest::startsWithoutAWordWhereverItRuns()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    NetworkWatch watch;

    watch.start();
}

BREAKWATER_TEST(NetworkWatchTest)
#include "tst_networkwatch.moc"
