// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/admission.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class AdmissionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void refusesWhatCannotBeTakenAtAll_data();
    void refusesWhatCannotBeTakenAtAll();
    void theLargestMessageIsWhatTheSendBufferLeaves_data();
    void theLargestMessageIsWhatTheSendBufferLeaves();
    void roomEndsAtEachLimit();
    void rejectNewDropsNobody();
    void dropOldestCanFreeAllThatWasNeverWritten();
    void dropLowestPriorityTakesOnlyBestEffortForCriticalOnes();
    void theBudgetOfAllSessionsCountsToo();
    void highWaterIsOfEitherLimit();

private:
    MessageId push(Priority priority, qsizetype bytes = 10, Storage storage = Storage::Memory)
    {
        const auto make = [&]() -> Message {
            return {.payload = QByteArray(bytes, 'x'),
                    .priority = priority,
                    .expiresAt = MonotonicTime(2h),
                    .storage = storage};
        };
        return m_queue.push(make).id;
    }
    bool canMakeRoom(std::int64_t bytes, Priority newcomer = Priority::Critical) const
    {
        return m_admission.canMakeRoom(m_queue, m_budget, bytes, newcomer);
    }

    StabilityConfig m_config;
    const Admission m_admission{m_config};
    MessageQueue m_queue;
    ByteBudget m_budget{1 << 30};
};

void AdmissionTest::init()
{
    m_config = {};
    m_config.queue.maxMessages = 3;
    m_config.queue.maxBytes = 100;
    m_queue = {};
    m_budget = ByteBudget(1 << 30);
}

void AdmissionTest::refusesWhatCannotBeTakenAtAll_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isText");
    QTest::addColumn<int>("idBytes");
    QTest::addColumn<bool>("isCritical");
    QTest::addColumn<bool>("linkUp");
    QTest::addColumn<QString>("verdict");

    const auto ok = QStringLiteral("taken");
    const QString invalid = toString(SendVerdict::Invalid);
    const QString tooLarge = toString(SendVerdict::TooLarge);
    QTest::newRow("text") << QByteArray("ü") << true << 0 << true << true << ok;
    QTest::newRow("empty") << QByteArray() << true << 0 << true << true << ok;
    QTest::newRow("no text") << QByteArray("\xff") << true << 0 << true << true << invalid;
    QTest::newRow("bytes") << QByteArray("\xff") << false << 0 << true << true << ok;
    QTest::newRow("longest id") << QByteArray("x") << true << 1024 << true << true << ok;
    QTest::newRow("longer id") << QByteArray("x") << true << 1025 << true << true << invalid;
    QTest::newRow("largest") << QByteArray(100, 'x') << true << 0 << true << true << ok;
    QTest::newRow("larger") << QByteArray(101, 'x') << true << 0 << true << true << tooLarge;
    QTest::newRow("critical, link down") << QByteArray("x") << true << 0 << true << false << ok;
    QTest::newRow("best effort, link up") << QByteArray("x") << true << 0 << false << true << ok;
    QTest::newRow("best effort, link down") << QByteArray("x") << true << 0 << false << false
                                            << QString(toString(SendVerdict::LinkDown));
}

void AdmissionTest::refusesWhatCannotBeTakenAtAll()
{
    QFETCH(QByteArray, payload);
    QFETCH(bool, isText);
    QFETCH(int, idBytes);
    QFETCH(bool, isCritical);
    QFETCH(bool, linkUp);
    QFETCH(QString, verdict);

    const auto refusal
        = m_admission.refusal({.payload = payload,
                               .kind = isText ? PayloadKind::Text : PayloadKind::Binary,
                               .priority = isCritical ? Priority::Critical : Priority::BestEffort,
                               .explicitId = std::string(static_cast<std::size_t>(idBytes), 'i')},
                              linkUp);

    QCOMPARE(refusal ? QString(toString(*refusal)) : QStringLiteral("taken"), verdict);
}

void AdmissionTest::theLargestMessageIsWhatTheSendBufferLeaves_data()
{
    QTest::addColumn<qint64>("buffer");
    QTest::addColumn<qint64>("highWater");
    QTest::addColumn<qint64>("largest");

    QTest::newRow("the queue is less") << qint64(2000) << qint64(500) << qint64(1000);
    QTest::newRow("the buffer is less") << qint64(1200) << qint64(500) << qint64(700);
    QTest::newRow("high water above the half") << qint64(1200) << qint64(5000) << qint64(600);
}

void AdmissionTest::theLargestMessageIsWhatTheSendBufferLeaves()
{
    // Anything above would be accepted, and cut the link each time it is written.
    QFETCH(qint64, buffer);
    QFETCH(qint64, highWater);
    QFETCH(qint64, largest);
    m_config.queue.maxBytes = 1000;
    m_config.limits.sendBufferBytes = buffer;
    m_config.transport.highWater = highWater;

    QVERIFY(!m_admission.refusal({.payload = QByteArray(largest, 'x')}, true));
    QVERIFY(m_admission.refusal({.payload = QByteArray(largest + 1, 'x')}, true)
            == SendVerdict::TooLarge);
}

void AdmissionTest::roomEndsAtEachLimit()
{
    push(Priority::Critical, 40);
    push(Priority::Critical, 40);
    QVERIFY(m_admission.hasRoom(m_queue.gauges(), m_budget, 20));
    QVERIFY(!m_admission.hasRoom(m_queue.gauges(), m_budget, 21));
    QVERIFY(!m_admission.hasRoom(m_queue.gauges(), ByteBudget(19), 20));

    push(Priority::Critical, 0);

    QVERIFY(!m_admission.hasRoom(m_queue.gauges(), m_budget, 0));
}

void AdmissionTest::rejectNewDropsNobody()
{
    m_config.queue.overflow = OverflowPolicy::RejectNew;
    for (int i = 0; i < 3; ++i)
        push(Priority::BestEffort);

    QVERIFY(!canMakeRoom(1));
    QVERIFY(!m_admission.victim(m_queue, Priority::Critical));
}

void AdmissionTest::dropOldestCanFreeAllThatWasNeverWritten()
{
    m_config.queue.overflow = OverflowPolicy::DropOldest;
    push(Priority::Critical, 60);
    push(Priority::Critical, 20, Storage::Storing); // not accepted yet: makes room for nobody
    const MessageId fresh = push(Priority::Critical, 10);
    m_queue.markNextWritten();

    QCOMPARE(m_admission.victim(m_queue, Priority::BestEffort)->id, fresh);
    QVERIFY(canMakeRoom(20));
    QVERIFY(!canMakeRoom(21));
    m_queue.take(fresh);
    QVERIFY(!m_admission.victim(m_queue, Priority::Critical));
}

void AdmissionTest::dropLowestPriorityTakesOnlyBestEffortForCriticalOnes()
{
    m_config.queue.overflow = OverflowPolicy::DropLowestPriority;
    push(Priority::BestEffort, 10);
    m_queue.markNextWritten(); // under way: it stays
    push(Priority::Critical, 10);
    const MessageId last = push(Priority::BestEffort, 30);

    QCOMPARE(m_admission.victim(m_queue, Priority::Critical)->id, last);
    QVERIFY(!m_admission.victim(m_queue, Priority::BestEffort));
    QVERIFY(canMakeRoom(80));
    QVERIFY(!canMakeRoom(81));
    QVERIFY(!canMakeRoom(1, Priority::BestEffort));
}

void AdmissionTest::theBudgetOfAllSessionsCountsToo()
{
    m_config.queue.overflow = OverflowPolicy::DropOldest;
    push(Priority::Critical, 10);
    m_budget = ByteBudget(30);
    m_budget.take(25); // 15 of them by others

    QVERIFY(canMakeRoom(15));
    QVERIFY(!canMakeRoom(16));
}

void AdmissionTest::highWaterIsOfEitherLimit()
{
    m_config.queue = {.maxMessages = 10, .maxBytes = 100, .highWater = 0.5};
    for (int i = 0; i < 4; ++i)
        push(Priority::Critical, 1);
    QVERIFY(!m_admission.isAboveHighWater(m_queue.gauges()));

    push(Priority::Critical, 1);
    QVERIFY(m_admission.isAboveHighWater(m_queue.gauges()));

    m_queue = {};
    push(Priority::Critical, 49);
    QVERIFY(!m_admission.isAboveHighWater(m_queue.gauges()));
    push(Priority::Critical, 1);
    QVERIFY(m_admission.isAboveHighWater(m_queue.gauges()));
}

BREAKWATER_TEST(AdmissionTest)
#include "tst_admission.moc"
