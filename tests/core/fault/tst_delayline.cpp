// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/delayline.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace std::chrono_literals;

class DelayLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_lasting = {}; }
    void withoutFaultsBytesComeOutAtOnce();
    void bytesTakeTheLatency();
    void jitterNeverReordersAndStaysInItsRange();
    void theSameSeedGivesTheSameJitter();
    void latencyTakenAwayLetsNothingOvertake();
    void slicesAreCut();
    void bandwidthIsKept_data();
    void bandwidthIsKept();
    void aLateTimerCostsNoBandwidth();
    void anIdleLineSavesNoBandwidthUp();
    void countsWhatWaits();

private:
    LastingFaults m_lasting;
    const MonotonicTime m_start{1h};
};

namespace {

//! Everything that comes out until then, whenever it is due.
QByteArray drained(DelayLine &line, MonotonicTime until)
{
    QByteArray all;
    while (line.nextWake() && *line.nextWake() <= until)
        all += line.take(*line.nextWake()).value_or("never");
    return all;
}

} // namespace

void DelayLineTest::withoutFaultsBytesComeOutAtOnce()
{
    DelayLine line(m_lasting, 1);

    line.push("one", m_start);

    QCOMPARE(line.take(m_start), std::optional<QByteArray>("one"));
    QVERIFY(!line.take(m_start) && !line.nextWake());
}

void DelayLineTest::bytesTakeTheLatency()
{
    m_lasting.latency = 50ms;
    DelayLine line(m_lasting, 1);

    line.push("one", m_start);
    line.push("two", m_start + 10ms);

    QVERIFY(line.nextWake() == m_start + 50ms);
    QVERIFY(!line.take(m_start + 50ms - 1ns));
    QCOMPARE(line.take(m_start + 50ms), std::optional<QByteArray>("one"));
    QVERIFY(line.nextWake() == m_start + 60ms);
    QVERIFY(!line.take(m_start + 50ms));
    QCOMPARE(line.take(m_start + 60ms), std::optional<QByteArray>("two"));
}

void DelayLineTest::jitterNeverReordersAndStaysInItsRange()
{
    m_lasting.latency = 10ms;
    m_lasting.jitter = 100ms;
    DelayLine line(m_lasting, 3);
    QByteArray expected;
    for (int i = 0; i < 500; ++i) {
        const QByteArray word = QByteArray::number(i) + ' ';
        expected += word;
        line.push(word, m_start + i * 1ms);
    }

    QVERIFY(*line.nextWake() >= m_start + 10ms);
    QCOMPARE(drained(line, m_start + 499ms + 110ms), expected);
}

void DelayLineTest::theSameSeedGivesTheSameJitter()
{
    m_lasting.jitter = 100ms;
    const auto wake = [&](std::uint64_t seed) {
        DelayLine line(m_lasting, seed);
        line.push("x", m_start);
        return line.nextWake();
    };

    QVERIFY(wake(42) == wake(42));
    QVERIFY(wake(42) != wake(43));
}

void DelayLineTest::latencyTakenAwayLetsNothingOvertake()
{
    m_lasting.latency = 50ms;
    DelayLine line(m_lasting, 1);
    line.push("slow ", m_start);

    m_lasting.latency = 0ms;
    line.push("quick", m_start + 1ms);

    QVERIFY(!line.take(m_start + 1ms));
    QCOMPARE(drained(line, m_start + 50ms), QByteArray("slow quick"));
}

void DelayLineTest::slicesAreCut()
{
    m_lasting.slice = 3;
    DelayLine line(m_lasting, 1);
    line.push("1234567", m_start);
    line.push("8", m_start);

    QByteArrayList pieces;
    while (const auto piece = line.take(m_start))
        pieces += *piece;

    QCOMPARE(pieces, (QByteArrayList{"123", "456", "7", "8"}));
}

void DelayLineTest::bandwidthIsKept_data()
{
    QTest::addColumn<qint64>("perSecond");
    QTest::newRow("10 B/s") << qint64{10};
    QTest::newRow("64 KiB/s") << qint64{64 * 1024};
    QTest::newRow("1 MiB/s") << qint64{1 << 20};
}

void DelayLineTest::bandwidthIsKept()
{
    QFETCH(qint64, perSecond);
    m_lasting.bytesPerSecond = perSecond;
    DelayLine line(m_lasting, 1);

    line.push(QByteArray(perSecond * 2, 'x'), m_start);
    const auto all = line.waitingBytes();
    const Duration whole(all * 1'000'000'000 / perSecond);

    const qsizetype half = drained(line, m_start + whole / 2).size();
    QVERIFY2(half >= all / 2 - all / 50 - 1 && half <= all / 2 + 1,
             qPrintable(QString::number(half)));
    drained(line, m_start + whole);
    QCOMPARE(line.waitingBytes(), 0);
}

void DelayLineTest::aLateTimerCostsNoBandwidth()
{
    m_lasting.bytesPerSecond = 1000;
    DelayLine line(m_lasting, 1);
    line.push(QByteArray(2000, 'x'), m_start);

    qsizetype taken = 0;
    while (const auto piece = line.take(m_start + 1s))
        taken += piece->size();

    QCOMPARE(taken, 1000);
}

void DelayLineTest::anIdleLineSavesNoBandwidthUp()
{
    m_lasting.bytesPerSecond = 1000;
    DelayLine line(m_lasting, 1);

    line.push(QByteArray(1000, 'x'), m_start + 10s);

    QVERIFY(!line.take(m_start + 10s));
    QCOMPARE(drained(line, m_start + 10s + 500ms).size(), 500);
}

void DelayLineTest::countsWhatWaits()
{
    m_lasting.slice = 2;
    DelayLine line(m_lasting, 1);
    line.push("12345", m_start);
    QCOMPARE(line.waitingBytes(), 5);

    line.take(m_start);

    QCOMPARE(line.waitingBytes(), 3);
}

BREAKWATER_TEST(DelayLineTest)
#include "tst_delayline.moc"
