// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/handshakedoor.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>

#include <QtNetwork/QTcpSocket>
#include <QtTest/QSignalSpy>

using namespace Breakwater;
using namespace std::chrono_literals;

class HandshakeDoorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoSaysNothingEndsWithItsTime();
    void whoWasReleasedStaysAndMakesRoom();
    void whoLeavesMakesRoom();

private:
    static constexpr int patience = 10'000;

    static std::unique_ptr<QTcpSocket> knock(const HandshakeDoor &door)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), door.serverPort());
        return socket;
    }
};

void HandshakeDoorTest::whoSaysNothingEndsWithItsTime()
{
    Test::ManualTimeSystem time;
    HandshakeDoor door(time);
    door.setLimits({.time = 5s});
    QSignalSpy entered(&door, &HandshakeDoor::entered);
    QVERIFY(door.listen(QHostAddress::LocalHost));
    const auto first = knock(door);
    QTRY_COMPARE_WITH_TIMEOUT(entered.size(), 1, patience);
    time.advance(3s);
    const auto second = knock(door);
    QTRY_COMPARE_WITH_TIMEOUT(entered.size(), 2, patience);

    time.advance(2s);

    QTRY_COMPARE_WITH_TIMEOUT(first->state(), QAbstractSocket::UnconnectedState, patience);
    QCOMPARE(second->state(), QAbstractSocket::ConnectedState);
    time.advance(3s);
    QTRY_COMPARE_WITH_TIMEOUT(second->state(), QAbstractSocket::UnconnectedState, patience);
}

void HandshakeDoorTest::whoWasReleasedStaysAndMakesRoom()
{
    Test::ManualTimeSystem time;
    HandshakeDoor door(time);
    door.setLimits({.most = 1});
    QSignalSpy entered(&door, &HandshakeDoor::entered);
    QSignalSpy refused(&door, &HandshakeDoor::refused);
    QVERIFY(door.listen(QHostAddress::LocalHost));
    const auto first = knock(door);
    QTRY_COMPARE_WITH_TIMEOUT(entered.size(), 1, patience);
    const auto tooMany = knock(door);
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, patience);

    const QHostAddress address(QHostAddress::LocalHost);
    QVERIFY(door.release(address, first->localPort()));
    QVERIFY(!door.release(address, first->localPort()));
    time.advance(1h);
    const auto next = knock(door);

    QTRY_COMPARE_WITH_TIMEOUT(entered.size(), 2, patience);
    QCOMPARE(first->state(), QAbstractSocket::ConnectedState);
    QCOMPARE(refused.size(), 1);
}

void HandshakeDoorTest::whoLeavesMakesRoom()
{
    Test::ManualTimeSystem time;
    HandshakeDoor door(time);
    door.setLimits({.most = 1});
    QSignalSpy entered(&door, &HandshakeDoor::entered);
    QVERIFY(door.listen(QHostAddress::LocalHost));
    const auto first = knock(door);
    QTRY_COMPARE_WITH_TIMEOUT(entered.size(), 1, patience);

    first->abort();
    std::unique_ptr<QTcpSocket> next;
    const bool cameIn = QTest::qWaitFor(
        [&] {
            if (!next || next->state() == QAbstractSocket::UnconnectedState)
                next = knock(door);
            return entered.size() == 2;
        },
        patience);

    QVERIFY(cameIn);
}

BREAKWATER_TEST(HandshakeDoorTest)
#include "tst_handshakedoor.moc"
