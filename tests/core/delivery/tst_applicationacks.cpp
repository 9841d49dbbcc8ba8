// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/deliveryledger.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

#include <memory>

using namespace std::chrono_literals;
using namespace Breakwater;

//! A ledger where the server's own program confirms (guarantee `app`).
class ApplicationAcksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void onlyWhatIsNamedIsConfirmed();
    void acknowledgementsComeInAnyOrder();
    void anUnknownIdIsCountedAndConfirmsNothing();
    void whatWasNeverWrittenCannotBeAcknowledged();
    void aSecondAcknowledgementConfirmsNothingMore();
    void theSameIdWaitingTwiceIsAcknowledgedOldestFirst();
    void whatIsUnacknowledgedIsReplayedAfterALostLink();
    void aLateAcknowledgementOfWhatIsInDoubtCounts();
    void aMessageWithoutAnIdEndsAsSent();
    void turningTheModeOnFindsWhatWaits();

private:
    void accept(const QByteArray &text, std::optional<std::string> id);
    void writeAll();

    StabilityConfig m_config;
    MetricSet m_metrics;
    ByteBudget m_budget{1 << 30};
    Test::FixedRandom m_random;
    MessageJournal m_journal{100};
    std::unique_ptr<DeliveryLedger> m_ledger;
    MonotonicTime m_now{1h};
};

void ApplicationAcksTest::init()
{
    m_config = {};
    m_config.delivery.confirm = ConfirmMode::App;
    m_config.delivery.ackPointer = QStringLiteral("/ack");
    m_metrics = {};
    m_ledger
        = std::make_unique<DeliveryLedger>(SessionId{QStringLiteral("link")}, m_config, m_metrics,
                                           DeliveryWorld{m_budget, m_random, m_journal}, m_now);
    m_ledger->setGuarantee(m_now, Guarantee::App);
}

void ApplicationAcksTest::cleanup()
{
    QVERIFY(m_ledger->isConserved());
    m_ledger.reset();
    QCOMPARE(m_budget.used(), 0);
}

void ApplicationAcksTest::accept(const QByteArray &text, std::optional<std::string> id)
{
    m_ledger->accept(m_now, {.payload = text, .explicitId = std::move(id)}, true);
}

void ApplicationAcksTest::writeAll()
{
    while (m_ledger->nextToWrite(m_now))
        m_ledger->written(m_now);
}

void ApplicationAcksTest::onlyWhatIsNamedIsConfirmed()
{
    accept("1", "a");
    accept("2", "b");
    writeAll();

    QVERIFY(m_ledger->acknowledged(m_now, "a"));

    QCOMPARE(m_metrics.messages.confirmed, 1u);
    QCOMPARE(m_ledger->gauges().written, 1);
}

void ApplicationAcksTest::acknowledgementsComeInAnyOrder()
{
    for (const char *id : {"a", "b", "c"})
        accept(id, id);
    writeAll();

    for (const char *id : {"c", "a", "b"})
        QVERIFY(m_ledger->acknowledged(m_now, id));

    QCOMPARE(m_metrics.messages.confirmed, 3u);
    QVERIFY(m_ledger->isEmpty());
}

void ApplicationAcksTest::anUnknownIdIsCountedAndConfirmsNothing()
{
    accept("1", "a");
    writeAll();

    QVERIFY(!m_ledger->acknowledged(m_now, "A"));

    QCOMPARE(m_metrics.messages.confirmed, 0u);
    QCOMPARE(m_metrics.messages.unknownAcks, 1u);
}

void ApplicationAcksTest::whatWasNeverWrittenCannotBeAcknowledged()
{
    accept("1", "a");

    QVERIFY(!m_ledger->acknowledged(m_now, "a"));

    QCOMPARE(m_ledger->gauges().queued, 1);
}

void ApplicationAcksTest::aSecondAcknowledgementConfirmsNothingMore()
{
    accept("1", "a");
    writeAll();

    QVERIFY(m_ledger->acknowledged(m_now, "a"));
    QVERIFY(!m_ledger->acknowledged(m_now, "a"));

    QCOMPARE(m_metrics.messages.confirmed, 1u);
}

void ApplicationAcksTest::theSameIdWaitingTwiceIsAcknowledgedOldestFirst()
{
    accept("1", "a");
    accept("2", "a"); // other content: an id conflict, sent all the same
    writeAll();

    QVERIFY(m_ledger->acknowledged(m_now, "a"));

    QCOMPARE(m_ledger->queue().oldest()->payload, QByteArray("2"));
    QVERIFY(m_ledger->acknowledged(m_now, "a"));
}

void ApplicationAcksTest::whatIsUnacknowledgedIsReplayedAfterALostLink()
{
    accept("1", "a");
    accept("2", "b");
    accept("3", "c");
    writeAll();
    m_ledger->acknowledged(m_now, "b");

    m_ledger->linkLost(m_now);
    m_ledger->setGuarantee(m_now, Guarantee::App);

    QByteArrayList replayed;
    while (const Message *next = m_ledger->nextToWrite(m_now)) {
        replayed += next->payload;
        m_ledger->written(m_now);
    }
    QCOMPARE(replayed, QByteArrayList({"1", "3"}));
}

void ApplicationAcksTest::aLateAcknowledgementOfWhatIsInDoubtCounts()
{
    accept("1", "a");
    writeAll();
    m_ledger->linkLost(m_now);

    QVERIFY(m_ledger->acknowledged(m_now, "a"));

    QCOMPARE(m_metrics.messages.confirmed, 1u);
    QVERIFY(!m_ledger->nextToWrite(m_now));
}

void ApplicationAcksTest::aMessageWithoutAnIdEndsAsSent()
{
    accept("1", {});
    writeAll();

    QCOMPARE(m_metrics.messages.sentUnconfirmed, 1u);
    QVERIFY(m_ledger->isEmpty());
}

void ApplicationAcksTest::turningTheModeOnFindsWhatWaits()
{
    m_config.delivery.confirm = ConfirmMode::Hop;
    m_ledger->configure(m_config);
    accept("1", "a");
    m_config.delivery.confirm = ConfirmMode::App;
    m_ledger->configure(m_config);
    writeAll();

    QVERIFY(m_ledger->acknowledged(m_now, "a"));
}

BREAKWATER_TEST(ApplicationAcksTest)

#include "tst_applicationacks.moc"
