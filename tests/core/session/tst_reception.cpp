// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/reception.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

#include <optional>

using namespace std::chrono_literals;
using namespace Breakwater;

class ReceptionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void countsWhatArrives();
    void anAcknowledgementConfirmsWhatItNames();
    void withoutTheModeNothingIsAnAcknowledgement();
    void aRepetitionIsCountedAndNoNews();
    void aRepeatedAcknowledgementStillReachesTheLedger();
    void bytesAreNeitherAcknowledgementNorRepetition();
    void newSettingsApplyAtOnce();
    void whatIsPastItsTimeIsNewsAgain();
    void whatIsTooManyIsShedAndCounted();
    void anAcknowledgementIsReadEvenWhenItIsOneTooMany();
    void whatWasShedIsNewsWhenItComesAgain();

private:
    Reception::Result take(const QByteArray &payload, PayloadKind kind = PayloadKind::Text)
    {
        return m_reception->take(m_now, payload, kind);
    }
    void write(const std::string &id);

    StabilityConfig m_config;
    MetricSet m_metrics;
    Test::FixedRandom m_random;
    ByteBudget m_budget{1 << 30};
    MessageJournal m_journal{10};
    std::optional<DeliveryLedger> m_ledger;
    std::optional<Reception> m_reception;
    MonotonicTime m_now{1h};
};

void ReceptionTest::init()
{
    m_config = {};
    m_config.delivery.confirm = ConfirmMode::App;
    m_config.delivery.ackPointer = QStringLiteral("/ack");
    m_config.deduplication.incomingId = QStringLiteral("/id");
    m_metrics = {};
    m_ledger.emplace(SessionId{QStringLiteral("link")}, m_config, m_metrics,
                     DeliveryWorld{m_budget, m_random, m_journal}, m_now);
    m_ledger->setGuarantee(m_now, Guarantee::App);
    m_reception.emplace(m_config, *m_ledger, m_metrics, 1);
}

void ReceptionTest::write(const std::string &id)
{
    m_ledger->accept(m_now, {.payload = "x", .explicitId = id}, true);
    m_ledger->written(m_now);
}

void ReceptionTest::countsWhatArrives()
{
    take("12345");
    take("123", PayloadKind::Binary);

    QCOMPARE(m_metrics.messages.received, 2u);
    QCOMPARE(m_metrics.messages.receivedBytes, 8u);
}

void ReceptionTest::anAcknowledgementConfirmsWhatItNames()
{
    write("a");
    write("b");

    const auto result = take(R"({"ack":"b"})");

    QVERIFY(result.acknowledged && result.isNews);
    QCOMPARE(m_metrics.messages.confirmed, 1u);
    QVERIFY(!take(R"({"ack":"c"})").acknowledged);
    QCOMPARE(m_metrics.messages.unknownAcks, 1u);
    QVERIFY(!take("no JSON").acknowledged);
    QCOMPARE(m_metrics.messages.confirmed, 1u);
}

void ReceptionTest::withoutTheModeNothingIsAnAcknowledgement()
{
    m_config.delivery.confirm = ConfirmMode::Hop; // the pointer is still there
    m_reception.emplace(m_config, *m_ledger, m_metrics, 1);
    write("a");

    QVERIFY(!take(R"({"ack":"a"})").acknowledged);
    QCOMPARE(m_metrics.messages.confirmed, 0u);
    QCOMPARE(m_metrics.messages.unknownAcks, 0u);
}

void ReceptionTest::aRepetitionIsCountedAndNoNews()
{
    QVERIFY(take(R"({"id":1,"text":"hello"})").isNews);
    QVERIFY(!take(R"({"id":1,"text":"hello"})").isNews);
    QVERIFY(take(R"({"id":2,"text":"hello"})").isNews);
    QVERIFY(take("without an id").isNews);
    QVERIFY(take("without an id").isNews);

    QCOMPARE(m_metrics.messages.receivedDuplicates, 1u);
    QCOMPARE(m_metrics.messages.received, 5u);
}

void ReceptionTest::aRepeatedAcknowledgementStillReachesTheLedger()
{
    // The message was sent again, and the server says the same about it again.
    const QByteArray ack = R"({"id":1,"ack":"a"})";
    write("a");
    QVERIFY(take(ack).acknowledged);
    m_now += m_config.deduplication.ttl / 2;
    m_ledger->accept(m_now, {.payload = "other", .explicitId = "a"}, true);
    m_ledger->written(m_now);

    const auto result = take(ack);

    QVERIFY(result.acknowledged);
    QVERIFY(!result.isNews);
    QCOMPARE(m_metrics.messages.confirmed, 2u);
}

void ReceptionTest::bytesAreNeitherAcknowledgementNorRepetition()
{
    write("a");
    for (int i = 0; i < 2; ++i) {
        const auto result = take(R"({"id":1,"ack":"a"})", PayloadKind::Binary);

        QVERIFY(!result.acknowledged);
        QVERIFY(result.isNews);
    }
    QCOMPARE(m_metrics.messages.receivedDuplicates, 0u);
}

void ReceptionTest::newSettingsApplyAtOnce()
{
    write("a");
    m_config.delivery.ackPointer = QStringLiteral("/done");
    m_config.deduplication.incomingId.reset();

    m_reception->configure(m_config);

    QVERIFY(!take(R"({"ack":"a","id":1})").acknowledged);
    QVERIFY(take(R"({"ack":"a","id":1})").isNews);
    QVERIFY(take(R"({"done":"a"})").acknowledged);
}

void ReceptionTest::whatIsPastItsTimeIsNewsAgain()
{
    QVERIFY(take(R"({"id":1})").isNews);

    m_now += m_config.deduplication.ttl + 1s;
    m_reception->onTimer(m_now);

    QVERIFY(take(R"({"id":1})").isNews);
}

void ReceptionTest::whatIsTooManyIsShedAndCounted()
{
    m_config.limits.receiveRate = 2;
    m_reception->configure(m_config);

    QVERIFY(take("1").isNews);
    QVERIFY(take("2", PayloadKind::Binary).isNews);
    for (const PayloadKind kind : {PayloadKind::Text, PayloadKind::Binary}) {
        const auto result = take("3", kind);

        QVERIFY(result.isTooMany);
        QVERIFY(!result.isNews);
    }
    QCOMPARE(m_metrics.messages.receiveShed, 2u);
    QCOMPARE(m_metrics.messages.received, 4u);

    m_now += 1s;
    QVERIFY(take("4").isNews);
    QCOMPARE(m_metrics.messages.receiveShed, 2u);
}

void ReceptionTest::anAcknowledgementIsReadEvenWhenItIsOneTooMany()
{
    // Lost, it would make us send again what the server has, into the same flood.
    m_config.limits.receiveRate = 1;
    m_reception->configure(m_config);
    write("a");
    QVERIFY(take("first").isNews);

    const auto result = take(R"({"ack":"a"})");

    QVERIFY(result.isTooMany && result.acknowledged);
    QCOMPARE(m_metrics.messages.confirmed, 1u);
}

void ReceptionTest::whatWasShedIsNewsWhenItComesAgain()
{
    m_config.limits.receiveRate = 1;
    m_reception->configure(m_config);
    QVERIFY(take(R"({"id":1})").isNews);
    QVERIFY(take(R"({"id":2})").isTooMany);

    m_now += 1s;

    QVERIFY(take(R"({"id":2})").isNews);
    QCOMPARE(m_metrics.messages.receivedDuplicates, 0u);
}

BREAKWATER_TEST(ReceptionTest)
#include "tst_reception.moc"
