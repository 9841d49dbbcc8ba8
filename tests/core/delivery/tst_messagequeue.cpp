// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/messagequeue.h>

#include <tests/support/testmain.h>

#include <deque>
#include <random>

using namespace std::chrono_literals;
using namespace Breakwater;

class MessageQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrderOfAcceptance();
    void whatIsInDoubtComesBeforeWhatIsNew();
    void expiresWithoutLookingAtTheRest();
    void aShorterTtlOfItsOwnIsFoundInTheMiddle();
    void anExpiredWrittenMessageSaysThatItWasUnderWay();
    void nothingIsLeftToConfirmWhenTheNewestExpiredFirst();
    void aWrittenMessageBehindAnExpiredOneIsTakenWithTheOthers();
    void endedMessagesBehindAnOldHeadTakeNoRoom();
    void holdsItsGaugesUnderRandomTraffic();

private:
    Message message(Duration ttl = 60s, qsizetype bytes = 1) const
    {
        return {.payload = QByteArray(bytes, 'x'), .acceptedAt = m_now, .expiresAt = m_now + ttl};
    }

    static QList<quint64> takeWritten(MessageQueue &queue, MessageId last)
    {
        QList<quint64> taken;
        queue.takeWritten(last, [&](Message &&message) { taken << message.id.value; });
        return taken;
    }

    const MonotonicTime m_now{1h};
};

void MessageQueueTest::keepsTheOrderOfAcceptance()
{
    MessageQueue queue;
    QCOMPARE(queue.push([&] { return message(); }).id.value, 1u);
    QCOMPARE(queue.push([&] { return message(); }).id.value, 2u);

    QCOMPARE(queue.nextToWrite()->id.value, 1u);
    queue.markNextWritten();
    QCOMPARE(queue.nextToWrite()->id.value, 2u);
    queue.markNextWritten();

    QVERIFY(!queue.nextToWrite());
    QCOMPARE(queue.newestWritten(), std::optional(MessageId{2}));
    QCOMPARE(takeWritten(queue, {1}), QList<quint64>({1}));
    queue.push([&] { return message(); });
    QCOMPARE(takeWritten(queue, {3}), QList<quint64>({2}));
    QCOMPARE(takeWritten(queue, {3}), QList<quint64>());
    queue.markNextWritten();
    QCOMPARE(takeWritten(queue, {3}), QList<quint64>({3}));
    QVERIFY(queue.isEmpty());
}

void MessageQueueTest::whatIsInDoubtComesBeforeWhatIsNew()
{
    MessageQueue queue;
    queue.push([&] { return message(); });
    queue.push([&] { return message(); });
    queue.markNextWritten();

    queue.markAllInDoubt();

    QCOMPARE(queue.gauges().inDoubt, 1);
    QCOMPARE(queue.gauges().queued, 1);
    QCOMPARE(queue.nextToWrite()->id.value, 1u);
    QVERIFY(!queue.newestWritten().has_value());
    QCOMPARE(queue.oldestQueued()->id.value, 2u);
}

void MessageQueueTest::expiresWithoutLookingAtTheRest()
{
    MessageQueue queue;
    for (int i = 0; i < 1000; ++i)
        queue.push([&] { return message(10s + i * 1s); });
    QCOMPARE(queue.nextExpiry(), std::optional(m_now + 10s));

    QVERIFY(!queue.takeExpired(m_now + 9s).has_value());
    QCOMPARE(queue.takeExpired(m_now + 11s)->first.id.value, 1u);
    QCOMPARE(queue.takeExpired(m_now + 11s)->first.id.value, 2u);
    QVERIFY(!queue.takeExpired(m_now + 11s).has_value());
}

void MessageQueueTest::aShorterTtlOfItsOwnIsFoundInTheMiddle()
{
    MessageQueue queue;
    queue.push([&] { return message(60s); });
    queue.push([&] { return message(1s); });
    queue.push([&] { return message(60s); });

    const auto expired = queue.takeExpired(m_now + 1s);

    QCOMPARE(expired->first.id.value, 2u);
    QVERIFY(!queue.takeExpired(m_now + 1s).has_value());
    queue.markNextWritten();
    QCOMPARE(queue.nextToWrite()->id.value, 3u);
    QCOMPARE(queue.takeExpired(m_now + 60s)->first.id.value, 1u);
    QCOMPARE(queue.takeExpired(m_now + 60s)->first.id.value, 3u);
    QVERIFY(queue.isEmpty());
}

void MessageQueueTest::anExpiredWrittenMessageSaysThatItWasUnderWay()
{
    MessageQueue queue;
    queue.push([&] { return message(1s); });
    queue.push([&] { return message(1s); });
    queue.markNextWritten();

    QCOMPARE(toString(queue.takeExpired(m_now + 1s)->second), toString(MessageState::Written));
    QCOMPARE(toString(queue.takeExpired(m_now + 1s)->second), toString(MessageState::Queued));
}

void MessageQueueTest::nothingIsLeftToConfirmWhenTheNewestExpiredFirst()
{
    MessageQueue queue;
    queue.push([&] { return message(60s); });
    queue.push([&] { return message(1s); });
    queue.markNextWritten();
    queue.markNextWritten();

    queue.takeExpired(m_now + 1s);
    takeWritten(queue, {1});

    QVERIFY(!queue.newestWritten().has_value());
}

void MessageQueueTest::aWrittenMessageBehindAnExpiredOneIsTakenWithTheOthers()
{
    MessageQueue queue;
    for (const Duration ttl : {60s, 1s, 60s}) {
        queue.push([&] { return message(ttl); });
        queue.markNextWritten();
    }
    queue.takeExpired(m_now + 1s);

    QCOMPARE(takeWritten(queue, {3}), QList<quint64>({1, 3}));
}

void MessageQueueTest::endedMessagesBehindAnOldHeadTakeNoRoom()
{
    MessageQueue queue;
    queue.push([&] { return message(24h); });
    queue.markNextWritten();
    queue.markAllInDoubt();

    for (int i = 0; i < 100'000; ++i) {
        queue.push([&] { return message(24h); });
        queue.take(queue.oldestQueued()->id);
    }

    QVERIFY(queue.emptySlots() <= 66);
    QCOMPARE(queue.gauges().messages(), 1);
    QCOMPARE(queue.nextToWrite()->id.value, 1u);
    queue.markNextWritten();
    QCOMPARE(queue.push([&] { return message(); }).id.value, 100'002u);
    QCOMPARE(queue.nextToWrite()->id.value, 100'002u);
}

void MessageQueueTest::holdsItsGaugesUnderRandomTraffic()
{
    std::mt19937 random(1);
    MessageQueue queue;
    MonotonicTime now = m_now;
    std::deque<MessageId> storing;
    for (int step = 0; step < 50'000; ++step) {
        switch (random() % 6) {
        case 0:
        case 1: {
            Message next{.payload = QByteArray(int(random() % 10), 'x')};
            next.expiresAt = now + std::chrono::milliseconds(random() % 500);
            if (random() % 4 == 0)
                next.storage = Storage::Storing;
            const Message &pushed = queue.push([&] { return next; });
            if (pushed.storage == Storage::Storing)
                storing.push_back(pushed.id);
            break;
        }
        case 2:
            if (const Message *next = queue.nextToWrite();
                next && next->storage != Storage::Storing)
                queue.markNextWritten();
            break;
        case 3:
            if (const auto newest = queue.newestWritten())
                takeWritten(queue, *newest);
            break;
        case 4:
            if (random() % 20 == 0)
                queue.markAllInDoubt();
            break;
        default:
            now += 5ms;
            while (!storing.empty() && random() % 2 == 0) {
                queue.markStored(storing.front());
                queue.living(storing.front())->storage = Storage::Stored;
                storing.pop_front();
            }
            while (queue.takeExpired(now)) { }
        }
        MessageQueue::Gauges counted;
        std::uint64_t last = 0;
        std::optional<MonotonicTime> firstEnd;
        queue.forEach([&](const Message &held, MessageState state) {
            (state == MessageState::Queued        ? counted.queued
                 : state == MessageState::Written ? counted.written
                                                  : counted.inDoubt)
                += 1;
            counted.bytes += held.bytes();
            if (held.storage != Storage::Storing)
                firstEnd = std::min(firstEnd.value_or(held.expiresAt), held.expiresAt);
            QVERIFY(held.id.value > last);
            last = held.id.value;
        });
        QCOMPARE(queue.nextExpiry(), firstEnd);
        QCOMPARE(queue.gauges().queued, counted.queued);
        QCOMPARE(queue.gauges().written, counted.written);
        QCOMPARE(queue.gauges().inDoubt, counted.inDoubt);
        QCOMPARE(queue.gauges().bytes, counted.bytes);
    }
}

BREAKWATER_TEST(MessageQueueTest)
#include "tst_messagequeue.moc"
