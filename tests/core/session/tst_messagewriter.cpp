// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/messagewriter.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

#include <QtCore/QStringList>

#include <optional>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace Breakwater;

namespace {

//! Takes what it is given while `takes`; every message stays in its backlog.
class FakeTransport final : public Transport
{
public:
    void open() override { }
    void close(int, const QString &) override { }
    void abort() override { }
    bool isOpen() const override { return true; }
    bool sendText(const QByteArray &utf8) override { return take(u"text "_qs, utf8); }
    bool sendBinary(const QByteArray &payload) override { return take(u"bytes "_qs, payload); }
    void ping(const QByteArray &) override { }
    std::int64_t backlogBytes() const override { return backlog; }

    QStringList written;
    std::int64_t backlog = 0;
    bool kernelTakesAll = false; //!< of what is pushed out
    int takes = 1'000'000;

private:
    void pushOutGroup() override { backlog = kernelTakesAll ? 0 : backlog; }
    bool take(const QString &kind, const QByteArray &payload)
    {
        if (takes-- <= 0)
            return false;
        written << kind + QString::fromLatin1(payload);
        backlog += payload.size();
        return true;
    }
};

constexpr std::int64_t noMark = 1 << 30;

} // namespace

class MessageWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void writesOldestFirstAndEachAsItsKind();
    void writesNoMoreThanItMay();
    void aFullTurnIsAPause();
    void stopsAtTheHighWaterMark();
    void whatHasGatheredAloneDoesNotStopWriting();
    void whatTheTransportRefusesStaysNext();

private:
    void accept(const QByteArray &payload, PayloadKind kind = PayloadKind::Text)
    {
        QVERIFY(m_ledger->accept(m_now, {.payload = payload, .kind = kind}, true).isAccepted());
    }
    WriteResult write(std::int64_t highWater = noMark, std::int64_t most = messagesPerTurn)
    {
        Transport::Group group(m_transport, m_room);
        return writeWaiting(*m_ledger, m_transport, group, highWater, most, m_now);
    }

    StabilityConfig m_config;
    MetricSet m_metrics;
    Test::FixedRandom m_random;
    ByteBudget m_budget{1 << 30};
    MessageJournal m_journal{10};
    std::optional<DeliveryLedger> m_ledger;
    FakeTransport m_transport;
    Transport::Group::Room m_room;
    const MonotonicTime m_now{1h};
};

void MessageWriterTest::init()
{
    m_config.queue.maxMessages = 10'000;
    m_metrics = {};
    m_transport = {};
    m_ledger.emplace(SessionId{u"link"_qs}, m_config, m_metrics,
                     DeliveryWorld{m_budget, m_random, m_journal}, m_now);
    m_ledger->setGuarantee(m_now, Guarantee::Hop);
}

void MessageWriterTest::writesOldestFirstAndEachAsItsKind()
{
    accept("a");
    accept("b", PayloadKind::Binary);
    accept("c");

    const WriteResult result = write();

    QCOMPARE(m_transport.written, (QStringList{u"text a"_qs, u"bytes b"_qs, u"text c"_qs}));
    QCOMPARE(result.written, 3);
    QVERIFY(!result.isPaused);
    QCOMPARE(m_ledger->gauges().written, 3);
    QCOMPARE(write().written, 0);
}

void MessageWriterTest::writesNoMoreThanItMay()
{
    for (int i = 0; i < 5; ++i)
        accept("x");

    const WriteResult result = write(noMark, 3);

    QCOMPARE(result.written, 3);
    QVERIFY(!result.isPaused); // the ramp says how many, not the turn: its timer goes on
    QCOMPARE(write(noMark, 0).written, 0);
    QCOMPARE(m_ledger->gauges().queued, 2);
}

void MessageWriterTest::aFullTurnIsAPause()
{
    for (std::int64_t i = 0; i < messagesPerTurn + 1; ++i)
        accept("x");

    const WriteResult first = write();
    const WriteResult second = write();

    QCOMPARE(first.written, messagesPerTurn);
    QVERIFY(first.isPaused);
    QCOMPARE(second.written, 1);
    QVERIFY(!second.isPaused);
}

void MessageWriterTest::stopsAtTheHighWaterMark()
{
    for (int i = 0; i < 5; ++i)
        accept("1234");

    const WriteResult result = write(10); // begun below it, so 12 bytes

    QCOMPARE(result.written, 3);
    QVERIFY(!result.isPaused); // transportDrained() goes on
    QCOMPARE(write(10).written, 0);
    m_transport.backlog = 0;
    QCOMPARE(write(10).written, 2);
}

// Nobody would tell that the kernel has taken it.
void MessageWriterTest::whatHasGatheredAloneDoesNotStopWriting()
{
    m_transport.kernelTakesAll = true;
    for (int i = 0; i < 50; ++i)
        accept("1234");

    QCOMPARE(write(10).written, 50);
}

void MessageWriterTest::whatTheTransportRefusesStaysNext()
{
    accept("a");
    accept("b");
    m_transport.takes = 1;

    const WriteResult result = write();

    QCOMPARE(result.written, 1);
    QVERIFY(!result.isPaused);
    QCOMPARE(m_ledger->gauges().queued, 1);
    QCOMPARE(m_metrics.messages.sent, 1u);
    m_transport.takes = 1;
    QCOMPARE(write().written, 1);
    QCOMPARE(m_transport.written, (QStringList{u"text a"_qs, u"text b"_qs}));
}

BREAKWATER_TEST(MessageWriterTest)
#include "tst_messagewriter.moc"
