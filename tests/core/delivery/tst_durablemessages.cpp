// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/deliveryledger.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/memoryoutbox.h>
#include <tests/support/testmain.h>

#include <memory>

using namespace std::chrono_literals;
using namespace Breakwater;

//! A ledger with an outbox, as a session drives it.
class DurableMessagesTest : public QObject, private OutboxClient
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingIsAcceptedBeforeItIsCommitted();
    void nothingIsWrittenBeforeItIsCommitted();
    void aFailedCommitIsTheRejectionStoreFailed();
    void afterAFailedCommitTheSameIdIsNoDuplicate();
    void whatWaitsIsMarkedBeforeItIsWritten();
    void withTheLinkUpOneCommitIsEnough();
    void aFailedMarkIsAskedForAgainAndNothingIsWritten();
    void whatEndsLeavesTheOutbox();
    void afterACrashEverythingAcceptedIsRecoveredInOrder();
    void whatMayHaveBeenWrittenComesBackInDoubt();
    void whatIsGivenBackInDoubtIsStillMarkedBeforeItIsWritten();
    void reportedInsteadOfReplayedWhenSoConfigured();
    void ttlGoesOnAcrossTheCrash();
    void dedupComesBackWithTheMessages();
    void refusalsAreRememberedAcrossTheCrash();
    void atTheEndStoredMessagesAreKeptAndNotDropped();
    void whatWasNeverCommittedIsRejectedAtTheEnd();
    void bestEffortMessagesNeedNoOutbox();
    void aMessageExpiresOnlyOnceItIsAccepted();
    void whatIsBeingStoredMakesRoomForNobody();
    void aRepetitionOfWhatIsBeingStoredIsNoMoreAcceptedThanThat();
    void keysOfSessionsAreNeverUsedTwice();
    void whatNeverLeftIsNotInDoubtAfterReopening();
    void theEndOfARecoveredTwinForgetsNotTheOther();

private:
    void outboxStored(const std::vector<OutboxKey> &keys,
                      const std::optional<Error> &failure) override;
    void outboxMarked(const std::vector<OutboxKey> &keys,
                      const std::optional<Error> &failure) override;

    SendOutcome accept(const QByteArray &text, std::optional<std::string> id = {},
                       bool linkUp = false);
    void open();
    void crashAndStart();
    int writeAll();

    StabilityConfig m_config;
    MetricSet m_metrics;
    ByteBudget m_budget{1 << 30};
    Test::FixedRandom m_random;
    MessageJournal m_journal{100};
    const SessionId m_session{QStringLiteral("link")};
    std::unique_ptr<Test::MemoryOutbox> m_outbox;
    std::unique_ptr<DeliveryLedger> m_ledger;
    std::vector<DeliveryLedger::Settled> m_settled;
    MonotonicTime m_now{1h};
};

void DurableMessagesTest::init()
{
    m_config = {};
    m_outbox = std::make_unique<Test::MemoryOutbox>();
    m_settled.clear();
    m_now = MonotonicTime(1h);
    open();
}

void DurableMessagesTest::cleanup()
{
    QVERIFY(m_ledger->isConserved());
    m_ledger.reset();
    QCOMPARE(m_budget.used(), 0);
}

void DurableMessagesTest::open()
{
    m_ledger.reset();
    m_metrics = {};
    m_ledger = std::make_unique<DeliveryLedger>(
        m_session, m_config, m_metrics,
        DeliveryWorld{m_budget, m_random, m_journal, m_outbox.get(), this}, m_now);
}

void DurableMessagesTest::crashAndStart()
{
    m_outbox->restart();
    open();
}

void DurableMessagesTest::outboxStored(const std::vector<OutboxKey> &keys,
                                       const std::optional<Error> &failure)
{
    for (const auto &settled : m_ledger->stored(keys, failure.has_value()))
        m_settled.push_back(settled);
}

void DurableMessagesTest::outboxMarked(const std::vector<OutboxKey> &keys,
                                       const std::optional<Error> &failure)
{
    m_ledger->marked(m_now, keys, failure.has_value());
}

SendOutcome DurableMessagesTest::accept(const QByteArray &text, std::optional<std::string> id,
                                        bool linkUp)
{
    return m_ledger->accept(m_now, {.payload = text, .explicitId = std::move(id)}, linkUp);
}

int DurableMessagesTest::writeAll()
{
    int count = 0;
    for (; m_ledger->nextToWrite(m_now); ++count)
        m_ledger->written(m_now);
    return count;
}

void DurableMessagesTest::nothingIsAcceptedBeforeItIsCommitted()
{
    const SendOutcome outcome = accept("x");

    QCOMPARE(toString(outcome.verdict), toString(SendVerdict::Pending));
    QCOMPARE(m_metrics.messages.accepted, 0u);
    QCOMPARE(m_ledger->storing(), 1);
    m_outbox->commit();
    QCOMPARE(m_metrics.messages.accepted, 1u);
    QCOMPARE(m_ledger->storing(), 0);
    QCOMPARE(m_settled.size(), 1u);
    QCOMPARE(m_settled[0].id, *outcome.id);
    QCOMPARE(toString(m_settled[0].verdict), toString(SendVerdict::Accepted));
}

void DurableMessagesTest::nothingIsWrittenBeforeItIsCommitted()
{
    accept("x", {}, true);

    QCOMPARE(writeAll(), 0);
    m_outbox->commit();
    QCOMPARE(writeAll(), 1);
}

void DurableMessagesTest::aFailedCommitIsTheRejectionStoreFailed()
{
    accept("x");

    m_outbox->failCommit();

    QCOMPARE(m_settled.size(), 1u);
    QCOMPARE(toString(m_settled[0].verdict), toString(SendVerdict::StoreFailed));
    QCOMPARE(m_metrics.messages.accepted, 0u);
    QCOMPARE(m_metrics.messages.rejected, 1u);
    QCOMPARE(m_metrics.messages.storeFailed, 1u);
    QVERIFY(m_ledger->isEmpty());
}

void DurableMessagesTest::afterAFailedCommitTheSameIdIsNoDuplicate()
{
    accept("x", "id");
    m_outbox->failCommit();

    QCOMPARE(toString(accept("x", "id").verdict), toString(SendVerdict::Pending));
}

void DurableMessagesTest::whatWaitsIsMarkedBeforeItIsWritten()
{
    accept("1");
    accept("2");
    m_outbox->commit();

    QCOMPARE(writeAll(), 0); // the link is up now: the marks are asked for
    QVERIFY(!m_outbox->disk()[0].row.mayBeWritten);
    m_outbox->commit();

    QVERIFY(m_outbox->disk()[0].row.mayBeWritten);
    QVERIFY(m_outbox->disk()[1].row.mayBeWritten);
    QCOMPARE(writeAll(), 2);
}

void DurableMessagesTest::withTheLinkUpOneCommitIsEnough()
{
    accept("1", {}, true);
    m_outbox->commit();

    QVERIFY(m_outbox->disk()[0].row.mayBeWritten);
    QCOMPARE(writeAll(), 1);
}

void DurableMessagesTest::aFailedMarkIsAskedForAgainAndNothingIsWritten()
{
    accept("1");
    m_outbox->commit();
    QCOMPARE(writeAll(), 0);
    m_outbox->failCommit();

    QCOMPARE(writeAll(), 0);
    QVERIFY(!m_outbox->hasWishes());
    m_now = *m_ledger->nextWake();
    m_ledger->expire(m_now);
    QCOMPARE(writeAll(), 0);
    QVERIFY(m_outbox->hasWishes());
    m_outbox->commit();
    QCOMPARE(writeAll(), 1);
}

void DurableMessagesTest::whatEndsLeavesTheOutbox()
{
    accept("1", {}, true);
    m_outbox->commit();
    writeAll();
    QCOMPARE(m_outbox->disk().size(), 1u);

    m_ledger->confirmUpTo(m_now, *m_ledger->barrier());
    m_outbox->commit();

    QCOMPARE(m_outbox->disk().size(), 0u);
}

void DurableMessagesTest::afterACrashEverythingAcceptedIsRecoveredInOrder()
{
    for (const char *text : {"1", "2", "3"})
        accept(text);
    m_outbox->commit();
    accept("never committed");

    crashAndStart();

    QCOMPARE(m_metrics.messages.recovered, 3u);
    QCOMPARE(m_ledger->gauges().queued, 3);
    writeAll();
    m_outbox->commit();
    QByteArrayList written;
    while (const Message *next = m_ledger->nextToWrite(m_now)) {
        written += next->payload;
        m_ledger->written(m_now);
    }
    QCOMPARE(written, QByteArrayList({"1", "2", "3"}));
}

void DurableMessagesTest::whatMayHaveBeenWrittenComesBackInDoubt()
{
    accept("1", {}, true);
    accept("2", {}, true);
    m_outbox->commit();
    accept("3");
    m_outbox->commit();

    crashAndStart();

    QCOMPARE(m_ledger->gauges().inDoubt, 2);
    QCOMPARE(m_ledger->gauges().queued, 1);
}

void DurableMessagesTest::whatIsGivenBackInDoubtIsStillMarkedBeforeItIsWritten()
{
    accept("1");
    accept("2");
    m_outbox->commit();
    m_outbox->changeOnDisk(1, [](OutboxRow &row) { row.mayBeWritten = true; });
    crashAndStart(); // "1" is in doubt only because it stands before "2"
    QCOMPARE(m_ledger->gauges().inDoubt, 2);
    m_ledger->abandonAll(m_now, QStringLiteral("closed"));

    open(); // in the same run

    QCOMPARE(writeAll(), 0);
    m_outbox->commit();
    QVERIFY(m_outbox->disk()[0].row.mayBeWritten);
    QCOMPARE(writeAll(), 2);
}

void DurableMessagesTest::reportedInsteadOfReplayedWhenSoConfigured()
{
    accept("1", {}, true);
    m_outbox->commit();
    accept("2");
    m_outbox->commit();
    m_config.delivery.inDoubt = InDoubtPolicy::Report;

    crashAndStart();

    QCOMPARE(m_metrics.messages.recovered, 2u);
    QCOMPARE(m_metrics.messages.abandoned, 1u);
    QCOMPARE(m_ledger->gauges().messages(), 1);
}

void DurableMessagesTest::ttlGoesOnAcrossTheCrash()
{
    m_config.queue.messageTtl = 10s;
    open();
    accept("1");
    m_outbox->commit();
    QCOMPARE(m_outbox->disk()[0].row.ttl, Duration(10s));
    m_outbox->changeOnDisk(0, [](OutboxRow &row) { row.ttl = 4s; }); // as a real one has counted

    crashAndStart();
    m_now += 4s;

    QCOMPARE(m_ledger->expire(m_now), 1);
    QCOMPARE(m_metrics.messages.expired, 1u);
}

void DurableMessagesTest::dedupComesBackWithTheMessages()
{
    accept("x", "id");
    m_outbox->commit();

    crashAndStart();

    QCOMPARE(toString(accept("x", "id").verdict), toString(SendVerdict::Duplicate));
}

void DurableMessagesTest::refusalsAreRememberedAcrossTheCrash()
{
    accept("poison", {}, true);
    m_outbox->commit();
    for (int i = 0; i < 2; ++i) {
        writeAll();
        m_ledger->linkLost(m_now);
        QVERIFY(!m_ledger->contentRefused(m_now, QStringLiteral("closed with 1007")));
        m_now += 2min; // past the retry's backoff, within the TTL
        m_ledger->expire(m_now);
    }
    m_outbox->commit();

    crashAndStart();
    writeAll();
    m_ledger->linkLost(m_now);

    QVERIFY(m_ledger->contentRefused(m_now, QStringLiteral("closed with 1007")));
    QCOMPARE(m_metrics.messages.deadLettered, 1u);
}

void DurableMessagesTest::atTheEndStoredMessagesAreKeptAndNotDropped()
{
    accept("1", {}, true);
    accept("2", {}, true);
    m_outbox->commit();
    QVERIFY(m_ledger->nextToWrite(m_now));
    m_ledger->written(m_now);
    m_ledger->linkLost(m_now);

    m_ledger->abandonAll(m_now, QStringLiteral("closed"));

    QCOMPARE(m_metrics.messages.kept, 2u);
    QCOMPARE(m_metrics.messages.dropped + m_metrics.messages.abandoned, 0u);
    m_outbox->commit();
    QCOMPARE(m_outbox->disk().size(), 2u);
    open(); // the same program opens the session again
    QCOMPARE(m_metrics.messages.recovered, 2u);
}

void DurableMessagesTest::whatWasNeverCommittedIsRejectedAtTheEnd()
{
    accept("1");

    const auto settled = m_ledger->abandonAll(m_now, QStringLiteral("closed"));

    QCOMPARE(settled.size(), 1u);
    QCOMPARE(toString(settled[0].verdict), toString(SendVerdict::StoreFailed));
    m_outbox->commit();
    QCOMPARE(m_outbox->disk().size(), 0u); // and does not come back
}

void DurableMessagesTest::bestEffortMessagesNeedNoOutbox()
{
    const SendOutcome outcome
        = m_ledger->accept(m_now, {.payload = "x", .priority = Priority::BestEffort}, true);

    QVERIFY(outcome.isAccepted());
    QVERIFY(!m_outbox->hasWishes());
}

void DurableMessagesTest::aMessageExpiresOnlyOnceItIsAccepted()
{
    accept("x");
    m_now += m_config.queue.messageTtl;

    QCOMPARE(m_ledger->expire(m_now), 0);
    m_outbox->commit();
    QCOMPARE(m_ledger->expire(m_now), 1);

    QCOMPARE(m_metrics.messages.accepted, 1u);
    QCOMPARE(m_metrics.messages.expired, 1u);
    QCOMPARE(m_settled.size(), 1u);
    QCOMPARE(toString(m_settled[0].verdict), toString(SendVerdict::Accepted));
    m_outbox->commit();
    QCOMPARE(m_outbox->disk().size(), 0u);
}

void DurableMessagesTest::whatIsBeingStoredMakesRoomForNobody()
{
    m_config.queue.maxMessages = 2;
    m_config.queue.overflow = OverflowPolicy::DropOldest;
    open();
    accept("1");
    accept("2");

    QCOMPARE(toString(accept("3").verdict), toString(SendVerdict::QueueFull));
    m_outbox->commit();
    QCOMPARE(toString(accept("3").verdict), toString(SendVerdict::Pending));

    QCOMPARE(m_metrics.messages.dropped, 1u);
}

void DurableMessagesTest::aRepetitionOfWhatIsBeingStoredIsNoMoreAcceptedThanThat()
{
    const SendOutcome first = accept("x", "id");

    const SendOutcome second = accept("x", "id");

    QCOMPARE(toString(second.verdict), toString(SendVerdict::Pending));
    QCOMPARE(*second.id, *first.id);
    m_outbox->commit();
    QCOMPARE(m_metrics.messages.accepted, 1u);
    QCOMPARE(toString(accept("x", "id").verdict), toString(SendVerdict::Duplicate));
}

void DurableMessagesTest::keysOfSessionsAreNeverUsedTwice()
{
    accept("kept");
    m_outbox->commit();
    accept("being stored");
    m_ledger->abandonAll(m_now, QStringLiteral("closed"));

    open(); // in the same run, with the store and its removal still under way
    accept("new");
    m_outbox->commit(); // asserts that no key comes twice

    QCOMPARE(m_outbox->disk().size(), 2u);
    QCOMPARE(m_outbox->disk()[1].row.payload, QByteArray("new"));
    crashAndStart();
    QCOMPARE(m_metrics.messages.recovered, 2u);
}

void DurableMessagesTest::whatNeverLeftIsNotInDoubtAfterReopening()
{
    m_config.delivery.inDoubt = InDoubtPolicy::Report;
    accept("1", {}, true); // marked with the commit, but never written
    m_outbox->commit();
    m_ledger->abandonAll(m_now, QStringLiteral("closed"));

    open();

    QCOMPARE(m_metrics.messages.recovered, 1u);
    QCOMPARE(m_metrics.messages.abandoned, 0u);
    QCOMPARE(m_ledger->gauges().queued, 1);
}

void DurableMessagesTest::theEndOfARecoveredTwinForgetsNotTheOther()
{
    m_config.deduplication.ttl = 1s;
    open();
    accept("x", "id");
    m_now += 2s; // past the dedup TTL: no duplicate any more
    accept("x", "id");
    m_outbox->commit();
    m_outbox->changeOnDisk(1, [](OutboxRow &row) { row.ttl = 0s; });
    crashAndStart();

    m_ledger->expire(m_now);

    QCOMPARE(m_metrics.messages.expired, 1u);
    QCOMPARE(toString(accept("x", "id").verdict), toString(SendVerdict::Duplicate));
}

BREAKWATER_TEST(DurableMessagesTest)

#include "tst_durablemessages.moc"
