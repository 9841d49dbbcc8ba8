// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/deliveryledger.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

#include <memory>

using namespace std::chrono_literals;
using namespace Breakwater;

class DeliveryLedgerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyAcceptedMessageEndsInExactlyOneCount();
    void aFullQueueTellsTheSenderAndCounts();
    void dropOldestMakesRoomAndCountsTheDrop();
    void dropOldestNeverDropsWhatIsUnderWay();
    void nothingIsDroppedInVain();
    void bestEffortIsNotDroppedInVain();
    void whatTheGuardWouldCutTheLinkForIsTooLarge();
    void dropLowestPrioritySparesCriticalMessages();
    void bytesAreBoundedAcrossAllStates();
    void allSessionsShareOneBudget();
    void ttlAndAttemptsSurviveRequeueing();
    void ttlZeroExpiresAtOnceAndIsNotUnset();
    void anExpiredMessageEndsQuietlyAtItsTime();
    void whatExpiresUnderWayIsExpiredInDoubt();
    void theCallersRetryAfterAFailureIsNotSwallowed();
    void anOldMessagesEndDoesNotForgetItsSuccessor();
    void aDuplicateIsAnsweredAndNotQueued();
    void sameIdOtherContentIsSentAndCounted();
    void identicalMessagesWithoutIdsAreAllSent();
    void withGuaranteeNoneMessagesEndAsSent();
    void aLateBarrierConfirmsNothingNewer();
    void reportInsteadOfReplayAbandons();
    void bestEffortEndsWithTheLink();
    void afterAContentCloseMessagesGoOneAtATime();
    void aBlamedHeadIsRetriedAtItsDueTime();
    void invalidTextIsRejected();
    void anEndlessIdIsRejected();
    void theNextInLineIsNotBlamedForWhatEndedWithTheLink();
    void reportAlsoEndsWhatWasInDoubtBefore();

private:
    DeliveryLedger &ledger();
    SendOutcome accept(const QByteArray &text, std::optional<std::string> id = {},
                       Priority priority = Priority::Critical);
    void writeAll();

    StabilityConfig m_config;
    MetricSet m_metrics;
    std::unique_ptr<ByteBudget> m_budget;
    Test::FixedRandom m_random;
    MessageJournal m_journal{100};
    const SessionId m_session{QStringLiteral("link")};
    std::unique_ptr<DeliveryLedger> m_ledger;
    MonotonicTime m_now{1h};
};

void DeliveryLedgerTest::init()
{
    m_config = {};
    m_metrics = {};
    m_budget = std::make_unique<ByteBudget>(1 << 30);
    m_now = MonotonicTime(1h);
}

void DeliveryLedgerTest::cleanup()
{
    QVERIFY(!m_ledger || m_ledger->isConserved());
    m_ledger.reset();
    QCOMPARE(m_budget->used(), 0);
}

DeliveryLedger &DeliveryLedgerTest::ledger()
{
    if (!m_ledger)
        m_ledger = std::make_unique<DeliveryLedger>(
            m_session, m_config, m_metrics, DeliveryWorld{*m_budget, m_random, m_journal}, m_now);
    return *m_ledger;
}

SendOutcome DeliveryLedgerTest::accept(const QByteArray &text, std::optional<std::string> id,
                                       Priority priority)
{
    return ledger().accept(
        m_now, {.payload = text, .priority = priority, .explicitId = std::move(id)}, true);
}

void DeliveryLedgerTest::writeAll()
{
    while (ledger().nextToWrite(m_now))
        ledger().written(m_now);
}

void DeliveryLedgerTest::everyAcceptedMessageEndsInExactlyOneCount()
{
    for (int i = 0; i < 4; ++i)
        accept("x");
    ledger().written(m_now);
    ledger().confirmUpTo(m_now, *ledger().barrier());
    ledger().written(m_now);
    ledger().linkLost(m_now);

    ledger().abandonAll(m_now, QStringLiteral("closed"));

    QCOMPARE(m_metrics.messages.accepted, 4u);
    QCOMPARE(m_metrics.messages.confirmed, 1u);
    QCOMPARE(m_metrics.messages.abandoned, 1u);
    QCOMPARE(m_metrics.messages.dropped, 2u);
}

void DeliveryLedgerTest::aFullQueueTellsTheSenderAndCounts()
{
    m_config.queue.maxMessages = 2;
    accept("a");
    accept("b");

    QCOMPARE(toString(accept("c").verdict), toString(SendVerdict::QueueFull));
    QCOMPARE(m_metrics.queue.overflows, 1u);
    QCOMPARE(m_metrics.messages.rejected, 1u);
    QCOMPARE(m_metrics.messages.accepted, 2u);
}

void DeliveryLedgerTest::dropOldestMakesRoomAndCountsTheDrop()
{
    m_config.queue.maxMessages = 2;
    m_config.queue.overflow = OverflowPolicy::DropOldest;
    accept("a");
    accept("b");

    QVERIFY(accept("c").isAccepted());

    QCOMPARE(m_metrics.messages.dropped, 1u);
    QCOMPARE(ledger().nextToWrite(m_now)->payload, QByteArray("b"));
}

void DeliveryLedgerTest::dropOldestNeverDropsWhatIsUnderWay()
{
    m_config.queue.maxMessages = 2;
    m_config.queue.overflow = OverflowPolicy::DropOldest;
    accept("a");
    accept("b");
    writeAll();

    QCOMPARE(toString(accept("c").verdict), toString(SendVerdict::QueueFull));
    QCOMPARE(m_metrics.messages.dropped, 0u);
}

void DeliveryLedgerTest::nothingIsDroppedInVain()
{
    m_config.queue.overflow = OverflowPolicy::DropOldest;
    m_budget->setLimit(10);
    m_budget->take(6); // held by other sessions
    accept("ab");

    QCOMPARE(toString(accept(QByteArray(8, 'x')).verdict), toString(SendVerdict::QueueFull));

    QCOMPARE(m_metrics.messages.dropped, 0u);
    m_budget->giveBack(6);
}

void DeliveryLedgerTest::bestEffortIsNotDroppedInVain()
{
    m_config.queue.overflow = OverflowPolicy::DropLowestPriority;
    m_config.queue.maxBytes = 10;
    accept("critical");
    accept("x", {}, Priority::BestEffort);

    QCOMPARE(toString(accept("yyy").verdict), toString(SendVerdict::QueueFull));
    QCOMPARE(m_metrics.messages.dropped, 0u);

    QVERIFY(accept("yy").isAccepted()); // this much the cheap one makes room for
    QCOMPARE(m_metrics.messages.dropped, 1u);
}

void DeliveryLedgerTest::whatTheGuardWouldCutTheLinkForIsTooLarge()
{
    m_config.queue.maxBytes = 64 << 20;

    QCOMPARE(toString(accept(QByteArray(8 << 20, 'x')).verdict), toString(SendVerdict::TooLarge));
    QVERIFY(accept(QByteArray(7 << 20, 'x')).isAccepted());
}

void DeliveryLedgerTest::dropLowestPrioritySparesCriticalMessages()
{
    m_config.queue.maxMessages = 2;
    m_config.queue.overflow = OverflowPolicy::DropLowestPriority;
    accept("critical");
    accept("cheap", {}, Priority::BestEffort);

    QVERIFY(accept("critical too").isAccepted());
    QCOMPARE(m_metrics.messages.dropped, 1u);
    QCOMPARE(toString(accept("no room").verdict), toString(SendVerdict::QueueFull));
}

void DeliveryLedgerTest::bytesAreBoundedAcrossAllStates()
{
    m_config.queue.maxBytes = 10;
    accept(QByteArray(6, 'a'));
    writeAll();

    QCOMPARE(toString(accept(QByteArray(5, 'b')).verdict), toString(SendVerdict::QueueFull));
    QVERIFY(accept(QByteArray(4, 'c')).isAccepted());
    QCOMPARE(toString(accept(QByteArray(11, 'd')).verdict), toString(SendVerdict::TooLarge));
    QCOMPARE(ledger().gauges().bytes, 10);
    QVERIFY(ledger().isAboveHighWater());
}

void DeliveryLedgerTest::allSessionsShareOneBudget()
{
    m_budget->setLimit(10);
    MetricSet otherMetrics;
    {
        DeliveryLedger other(m_session, m_config, otherMetrics,
                             DeliveryWorld{*m_budget, m_random, m_journal}, m_now);
        QVERIFY(other.accept(m_now, {.payload = QByteArray(8, 'x')}, true).isAccepted());
        QCOMPARE(toString(accept("abc").verdict), toString(SendVerdict::QueueFull));
    }

    QVERIFY(accept("abc").isAccepted());
}

void DeliveryLedgerTest::ttlAndAttemptsSurviveRequeueing()
{
    m_config.queue.messageTtl = 10s;
    accept("a");
    for (int i = 0; i < 3; ++i) {
        writeAll();
        m_now += 3s;
        ledger().linkLost(m_now);
    }
    QCOMPARE(ledger().nextToWrite(m_now)->writings, 3u);

    m_now += 1s;

    QCOMPARE(ledger().expire(m_now), 1);
    QCOMPARE(m_metrics.messages.expiredInDoubt, 1u);
    QCOMPARE(m_metrics.retry.attempts, 2u);
    QCOMPARE(m_metrics.retry.failures, 1u);
}

void DeliveryLedgerTest::ttlZeroExpiresAtOnceAndIsNotUnset()
{
    ledger().accept(m_now, {.payload = "a", .ttl = Duration::zero()}, true);

    QCOMPARE(ledger().nextWake(), std::optional(m_now));
    QCOMPARE(ledger().expire(m_now), 1);
}

void DeliveryLedgerTest::anExpiredMessageEndsQuietlyAtItsTime()
{
    m_config.queue.messageTtl = 10s;
    accept("a");
    QCOMPARE(ledger().nextWake(), std::optional(m_now + 10s));

    m_now += 10s;

    QCOMPARE(ledger().expire(m_now), 1);
    QVERIFY(!ledger().nextToWrite(m_now));
    QCOMPARE(m_metrics.messages.expired, 1u);
}

void DeliveryLedgerTest::whatExpiresUnderWayIsExpiredInDoubt()
{
    m_config.queue.messageTtl = 10s;
    accept("a");
    accept("b");
    ledger().written(m_now);

    m_now += 10s;
    ledger().expire(m_now);

    QCOMPARE(m_metrics.messages.expiredInDoubt, 1u);
    QCOMPARE(m_metrics.messages.expired, 1u);
}

void DeliveryLedgerTest::theCallersRetryAfterAFailureIsNotSwallowed()
{
    m_config.queue.messageTtl = 10s;
    accept("a", "id-1");
    m_now += 10s;
    ledger().expire(m_now);

    QVERIFY(accept("a", "id-1").isAccepted());
}

void DeliveryLedgerTest::anOldMessagesEndDoesNotForgetItsSuccessor()
{
    m_config.deduplication.ttl = 1s;
    m_config.queue.messageTtl = 10s;
    accept("x", "id");
    m_now += 9s;
    accept("x", "id"); // the first is no longer remembered
    m_now += 1500ms;
    m_config.deduplication.ttl = 5s;
    ledger().configure(m_config);

    QCOMPARE(ledger().expire(m_now), 1);

    QCOMPARE(toString(accept("x", "id").verdict), toString(SendVerdict::Duplicate));
}

void DeliveryLedgerTest::aDuplicateIsAnsweredAndNotQueued()
{
    accept("a", "id-1");
    writeAll();
    ledger().confirmUpTo(m_now, *ledger().barrier());

    QCOMPARE(toString(accept("a", "id-1").verdict), toString(SendVerdict::Duplicate));
    QCOMPARE(m_metrics.messages.deduplicated, 1u);
    QCOMPARE(m_metrics.messages.accepted, 1u);
}

void DeliveryLedgerTest::sameIdOtherContentIsSentAndCounted()
{
    accept("a", "id-1");

    QVERIFY(accept("b", "id-1").isAccepted());
    QCOMPARE(m_metrics.messages.idConflicts, 1u);
}

void DeliveryLedgerTest::identicalMessagesWithoutIdsAreAllSent()
{
    for (int i = 0; i < 3; ++i)
        QVERIFY(accept("heartbeat").isAccepted());

    QCOMPARE(m_metrics.messages.deduplicated, 0u);
}

void DeliveryLedgerTest::withGuaranteeNoneMessagesEndAsSent()
{
    accept("a");
    writeAll();
    ledger().setGuarantee(m_now, Guarantee::None);
    accept("b");
    writeAll();

    QCOMPARE(m_metrics.messages.sentUnconfirmed, 2u);
    QCOMPARE(m_metrics.messages.confirmed, 0u);
    QVERIFY(ledger().isEmpty());
}

void DeliveryLedgerTest::aLateBarrierConfirmsNothingNewer()
{
    accept("a");
    writeAll();
    const MessageId barrier = *ledger().barrier();
    accept("b");
    writeAll();

    ledger().confirmUpTo(m_now, barrier);

    QCOMPARE(m_metrics.messages.confirmed, 1u);
    QCOMPARE(ledger().gauges().written, 1);
}

void DeliveryLedgerTest::reportInsteadOfReplayAbandons()
{
    m_config.delivery.inDoubt = InDoubtPolicy::Report;
    accept("a");
    accept("b");
    ledger().written(m_now);

    QCOMPARE(ledger().linkLost(m_now), 1);

    QCOMPARE(m_metrics.messages.abandoned, 1u);
    QCOMPARE(ledger().nextToWrite(m_now)->payload, QByteArray("b"));
}

void DeliveryLedgerTest::bestEffortEndsWithTheLink()
{
    accept("under way", {}, Priority::BestEffort);
    ledger().written(m_now);
    accept("waiting", {}, Priority::BestEffort);
    accept("critical");

    ledger().linkLost(m_now);

    QCOMPARE(m_metrics.messages.abandoned, 1u);
    QCOMPARE(m_metrics.messages.dropped, 1u);
    QCOMPARE(ledger().gauges().messages(), 1);
}

void DeliveryLedgerTest::afterAContentCloseMessagesGoOneAtATime()
{
    accept("a");
    accept("b");
    writeAll();
    ledger().linkLost(m_now);
    QVERIFY(!ledger().contentRefused(m_now, QStringLiteral("closed with 1009")));
    m_now += 1min;

    ledger().written(m_now);
    QVERIFY(!ledger().nextToWrite(m_now));
    ledger().confirmUpTo(m_now, *ledger().barrier());
    QCOMPARE(ledger().nextToWrite(m_now)->payload, QByteArray("b"));
    ledger().written(m_now);
    ledger().confirmUpTo(m_now, *ledger().barrier());
    accept("c");
    accept("d");
    writeAll();

    QCOMPARE(ledger().gauges().written, 2);
}

void DeliveryLedgerTest::aBlamedHeadIsRetriedAtItsDueTime()
{
    m_config.retry.baseDelay = 2s;
    m_random.set(0.5);
    accept("poison");
    writeAll();
    ledger().linkLost(m_now);

    ledger().contentRefused(m_now, QStringLiteral("closed with 1009"));

    QVERIFY(!ledger().nextToWrite(m_now));
    QCOMPARE(*ledger().nextWake(), m_now + 1s);
    m_now += 1s;
    QVERIFY(ledger().nextToWrite(m_now));
}

void DeliveryLedgerTest::invalidTextIsRejected()
{
    QCOMPARE(toString(accept("\xc3\x28").verdict), toString(SendVerdict::Invalid));
    QVERIFY(ledger()
                .accept(m_now, {.payload = "\xc3\x28", .kind = PayloadKind::Binary}, true)
                .isAccepted());
}

void DeliveryLedgerTest::anEndlessIdIsRejected()
{
    QVERIFY(accept("x", std::string(1024, 'i')).isAccepted());
    QCOMPARE(toString(accept("x", std::string(1025, 'i')).verdict), toString(SendVerdict::Invalid));
}

void DeliveryLedgerTest::theNextInLineIsNotBlamedForWhatEndedWithTheLink()
{
    m_config.retry.maxAttempts = 1;
    accept("poison", {}, Priority::BestEffort);
    accept("innocent");
    accept("innocent too");
    writeAll();
    ledger().linkLost(m_now);

    QVERIFY(!ledger().contentRefused(m_now, QStringLiteral("closed with 1007")));

    QCOMPARE(m_metrics.messages.deadLettered, 0u);
    QCOMPARE(ledger().queue().oldest()->refusals, 0u);
    writeAll();
    QCOMPARE(ledger().gauges().written, 1); // but one at a time
}

void DeliveryLedgerTest::reportAlsoEndsWhatWasInDoubtBefore()
{
    accept("x");
    writeAll();
    ledger().linkLost(m_now);
    m_config.delivery.inDoubt = InDoubtPolicy::Report;
    ledger().configure(m_config);

    ledger().linkLost(m_now); // an attempt that did not come to be

    QCOMPARE(m_metrics.messages.abandoned, 1u);
}

BREAKWATER_TEST(DeliveryLedgerTest)
#include "tst_deliveryledger.moc"
