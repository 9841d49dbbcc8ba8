// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/waitingmessages.h>

#include <tests/core/store/outboxfixture.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::message;
using Breakwater::Test::storeDay;

namespace {

using Keys = std::vector<std::uint64_t>;

StoredMessage lasting(std::uint64_t key, Duration ttl, const QString &session = u"orders"_qs)
{
    StoredMessage stored = message(key, "x", session);
    stored.row.ttl = ttl;
    return stored;
}

Keys values(const std::vector<OutboxKey> &keys)
{
    Keys result;
    for (const OutboxKey key : keys)
        result.push_back(key.value);
    return result;
}

} // namespace

class WaitingMessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLeavesOnce();
    void expiresToTheMillisecond();
    void aClockSetBackNeitherEndsNorProlongs();
    void aTtlOfZeroIsOverWhateverTheClockSays();
    void countsTheSessionsThatSomethingEndedIn();
    void findsAShortOneBetweenLongOnes();
    void countsWhatIsWithinItsTime();
};

void WaitingMessagesTest::eachLeavesOnce()
{
    WaitingMessages waiting;
    for (std::uint64_t key : {1, 2, 3})
        waiting.add(lasting(key, key == 2 ? 1s : 100s));

    QCOMPARE(values(waiting.takeExpired(storeDay + 1s).keys), Keys{2});
    QVERIFY(waiting.takeExpired(storeDay + 1s).keys.empty());
    const auto rows = waiting.take({u"orders"_qs}, storeDay + 40s);

    QCOMPARE(rows.size(), 2u);
    QCOMPARE(rows[0].key.value, 1u);
    QVERIFY(rows[0].ttl == 60s);
    QVERIFY(waiting.isEmpty());
    QVERIFY(waiting.take({u"orders"_qs}, storeDay).empty());
    QVERIFY(waiting.takeExpired(storeDay + 1h).keys.empty());
}

void WaitingMessagesTest::expiresToTheMillisecond()
{
    WaitingMessages waiting;
    waiting.add(lasting(1, 10s));

    QVERIFY(waiting.takeExpired(storeDay + 9999ms).keys.empty());
    QVERIFY(!waiting.isEmpty());
    QCOMPARE(values(waiting.takeExpired(storeDay + 10s).keys), Keys{1});
    QVERIFY(waiting.isEmpty());
}

void WaitingMessagesTest::aClockSetBackNeitherEndsNorProlongs()
{
    WaitingMessages waiting;
    waiting.add(lasting(1, 10s));

    QVERIFY(waiting.takeExpired(storeDay - 24h).keys.empty());
    QVERIFY(waiting.take({u"orders"_qs}, storeDay - 24h).at(0).ttl == 10s);
}

void WaitingMessagesTest::aTtlOfZeroIsOverWhateverTheClockSays()
{
    WaitingMessages waiting;
    waiting.add(lasting(1, 0s));

    QCOMPARE(values(waiting.takeExpired(storeDay - 24h).keys), Keys{1});
}

void WaitingMessagesTest::countsTheSessionsThatSomethingEndedIn()
{
    WaitingMessages waiting;
    waiting.add(lasting(1, 1s, u"a"_qs));
    waiting.add(lasting(2, 1s, u"b"_qs));
    waiting.add(lasting(3, 1s, u"b"_qs));
    waiting.add(lasting(4, 1h, u"c"_qs));

    const auto expired = waiting.takeExpired(storeDay + 1min);

    QCOMPARE(values(expired.keys), (Keys{1, 2, 3}));
    QCOMPARE(expired.sessions, 2u);
    QCOMPARE(waiting.take({u"c"_qs}, storeDay).size(), 1u);
}

void WaitingMessagesTest::findsAShortOneBetweenLongOnes()
{
    WaitingMessages waiting;
    waiting.add(lasting(1, 1h));
    waiting.add(lasting(2, 20s));
    waiting.add(lasting(3, 10s));
    waiting.add(lasting(4, 1h));

    QCOMPARE(values(waiting.takeExpired(storeDay + 15s).keys), Keys{3});
    QCOMPARE(values(waiting.takeExpired(storeDay + 25s).keys), Keys{2});
    QCOMPARE(values(waiting.takeExpired(storeDay + 1h).keys), (Keys{1, 4}));
}

void WaitingMessagesTest::countsWhatIsWithinItsTime()
{
    WaitingMessages waiting;
    waiting.add(lasting(1, 10s));
    waiting.add(lasting(2, 20s));
    waiting.add(lasting(3, 10s, u"short"_qs));
    waiting.add(lasting(4, 20s, u"taken"_qs));
    QCOMPARE(waiting.countLiving(storeDay).messages, 4u);
    QCOMPARE(waiting.countLiving(storeDay).sessions, 3u);

    waiting.take({u"taken"_qs}, storeDay);
    const auto count = waiting.countLiving(storeDay + 10s);

    QCOMPARE(count.messages, 1u);
    QCOMPARE(count.sessions, 1u);
}

BREAKWATER_TEST(WaitingMessagesTest)
#include "tst_waitingmessages.moc"
