// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/messagequeue.h>

#include <tests/support/testmain.h>

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
    void endedMessagesBehindAnOldHeadTakeNoRoom();
    void holdsItsGaugesUnderRandomTraffic();

private:
    Message message(Duration ttl = 60s, qsizetype bytes = 1) const
    {
        return {.payload = QByteArray(bytes, 'x'), .acceptedAt = m_now, .expiresAt = m_now + ttl};
    }

    const MonotonicTime m_now{1h};
};

void MessageQueueTest::keepsTheOrderOfAcceptance()
{
    MessageQueue queue;
    QCOMPARE(queue.push(message()).value, 1u);
    QCOMPARE(queue.push(message()).value, 2u);

    QCOMPARE(queue.nextToWrite()->id.value, 1u);
    queue.markNextWritten();
    QCOMPARE(queue.nextToWrite()->id.value, 2u);
    queue.markNextWritten();

    QVERIFY(!queue.nextToWrite());
    QCOMPARE(queue.newestWritten(), std::optional(MessageId{2}));
    QCOMPARE(queue.takeWritten({2})->id.value, 1u);
    QCOMPARE(queue.takeWritten({2})->id.value, 2u);
    QVERIFY(!queue.takeWritten({2}).has_value());
    QVERIFY(queue.isEmpty());
}

void MessageQueueTest::whatIsInDoubtComesBeforeWhatIsNew()
{
    MessageQueue queue;
    queue.push(message());
    queue.push(message());
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
        queue.push(message(10s + i * 1s));
    QCOMPARE(queue.nextExpiry(), std::optional(m_now + 10s));

    QVERIFY(!queue.takeExpired(m_now + 9s).has_value());
    QCOMPARE(queue.takeExpired(m_now + 11s)->first.id.value, 1u);
    QCOMPARE(queue.takeExpired(m_now + 11s)->first.id.value, 2u);
    QVERIFY(!queue.takeExpired(m_now + 11s).has_value());
}

void MessageQueueTest::aShorterTtlOfItsOwnIsFoundInTheMiddle()
{
    MessageQueue queue;
    queue.push(message(60s));
    queue.push(message(1s));
    queue.push(message(60s));

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
    queue.push(message(1s));
    queue.push(message(1s));
    queue.markNextWritten();

    QCOMPARE(toString(queue.takeExpired(m_now + 1s)->second), toString(MessageState::Written));
    QCOMPARE(toString(queue.takeExpired(m_now + 1s)->second), toString(MessageState::Queued));
}

void MessageQueueTest::nothingIsLeftToConfirmWhenTheNewestExpiredFirst()
{
    MessageQueue queue;
    queue.push(message(60s));
    queue.push(message(1s));
    queue.markNextWritten();
    queue.markNextWritten();

    queue.takeExpired(m_now + 1s);
    queue.takeWritten({1});

    QVERIFY(!queue.newestWritten().has_value());
}

void MessageQueueTest::endedMessagesBehindAnOldHeadTakeNoRoom()
{
    MessageQueue queue;
    queue.push(message(24h));
    queue.markNextWritten();
    queue.markAllInDoubt();

    for (int i = 0; i < 100'000; ++i) {
        queue.push(message(24h));
        queue.take(queue.oldestQueued()->id);
    }

    QVERIFY(queue.emptySlots() <= 66);
    QCOMPARE(queue.gauges().messages(), 1);
    QCOMPARE(queue.nextToWrite()->id.value, 1u);
    queue.markNextWritten();
    QCOMPARE(queue.push(message()).value, 100'002u);
    QCOMPARE(queue.nextToWrite()->id.value, 100'002u);
}

void MessageQueueTest::holdsItsGaugesUnderRandomTraffic()
{
    std::mt19937 random(1);
    MessageQueue queue;
    MonotonicTime now = m_now;
    for (int step = 0; step < 50'000; ++step) {
        switch (random() % 6) {
        case 0:
        case 1: {
            Message next{.payload = QByteArray(int(random() % 10), 'x')};
            next.expiresAt = now + std::chrono::milliseconds(random() % 500);
            queue.push(std::move(next));
            break;
        }
        case 2:
            if (queue.nextToWrite())
                queue.markNextWritten();
            break;
        case 3:
            if (const auto newest = queue.newestWritten())
                queue.takeWritten(*newest);
            break;
        case 4:
            if (random() % 20 == 0)
                queue.markAllInDoubt();
            break;
        default:
            now += 5ms;
            while (queue.takeExpired(now)) { }
        }
        MessageQueue::Gauges counted;
        std::uint64_t last = 0;
        queue.forEach([&](const Message &held, MessageState state) {
            (state == MessageState::Queued        ? counted.queued
                 : state == MessageState::Written ? counted.written
                                                  : counted.inDoubt)
                += 1;
            counted.bytes += held.bytes();
            QVERIFY(held.id.value > last);
            last = held.id.value;
        });
        QCOMPARE(queue.gauges().queued, counted.queued);
        QCOMPARE(queue.gauges().written, counted.written);
        QCOMPARE(queue.gauges().inDoubt, counted.inDoubt);
        QCOMPARE(queue.gauges().bytes, counted.bytes);
    }
}

BREAKWATER_TEST(MessageQueueTest)
#include "tst_messagequeue.moc"
