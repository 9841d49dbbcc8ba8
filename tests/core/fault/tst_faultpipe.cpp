// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultpipe.h>

#include <tests/core/fault/frametext.h>
#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class FaultPipeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameSeedGivesTheSameBytesAtTheSameTimes();
    void whatWasUnderWayStillArrivesAfterTheSendersEnd();
    void aCutEndsItOnceTheBytesBeforeItAreOut();
    void aCloseTravelsBehindWhatWasSent();

private:
    FaultCounts m_counts;
    ManualTimeSystem m_time;
};

namespace {

//! "time: bytes" of everything that comes out of a pipe in which a stream arrived bit by bit.
QStringList traceOf(const QString &plan, std::uint64_t seed)
{
    const LastingFaults lasting = FaultPlan::fromText(plan)->up;
    SeededRandom random(seed);
    FaultCounts counts;
    ManualTimeSystem time;
    FaultPipe pipe(lasting, random, counts);
    QStringList trace;
    const auto drain = [&] {
        while (const auto piece = pipe.take(time.now()))
            trace += u"%1: %2"_qs.arg(time.now().time_since_epoch().count())
                         .arg(QString::fromLatin1(piece->toHex()));
    };
    for (const QByteArray &bytes : {upgraded, serverText(QByteArray(500, 'x')), serverPong("1"),
                                    serverText("two"), serverPong("2")}) {
        pipe.push(bytes, time.now());
        time.advance(3ms);
        drain();
    }
    while (pipe.nextWake()) {
        time.advance(*pipe.nextWake() - time.now());
        drain();
    }
    return trace;
}

} // namespace

void FaultPipeTest::theSameSeedGivesTheSameBytesAtTheSameTimes()
{
    const QString plan = u"latency=5ms jitter=20ms bandwidth=10KiB/s slice=100 corrupt=0.05 "
                         "drop-pongs=0.5"_qs;

    QCOMPARE(traceOf(plan, 42), traceOf(plan, 42));
    QVERIFY(traceOf(plan, 42) != traceOf(plan, 43));
    QVERIFY(traceOf(plan, 42).size() > 5);
}

void FaultPipeTest::whatWasUnderWayStillArrivesAfterTheSendersEnd()
{
    const LastingFaults lasting{.latency = 50ms};
    SeededRandom random(1);
    FaultPipe pipe(lasting, random, m_counts);
    pipe.push(upgraded + serverText("last") + serverPong("x").left(1), m_time.now());

    pipe.senderEnded(m_time.now());
    QVERIFY(!pipe.isDrained());
    m_time.advance(50ms);
    QByteArray all;
    while (const auto piece = pipe.take(m_time.now()))
        all += *piece;

    QCOMPARE(all, upgraded + serverText("last") + serverPong("x").left(1));
    QVERIFY(pipe.isDrained() && !pipe.isCutOff());
}

void FaultPipeTest::aCutEndsItOnceTheBytesBeforeItAreOut()
{
    const LastingFaults lasting{.latency = 50ms};
    SeededRandom random(1);
    FaultPipe pipe(lasting, random, m_counts);
    pipe.push(upgraded, m_time.now());
    pipe.cutFrame();

    pipe.push(serverText("1234"), m_time.now());
    QVERIFY(!pipe.isCutOff());
    m_time.advance(50ms);
    QByteArray all;
    while (const auto piece = pipe.take(m_time.now()))
        all += *piece;

    QCOMPARE(all, upgraded + serverText("1234").left(3));
    QVERIFY(pipe.isCutOff() && !pipe.hasClosed());
}

void FaultPipeTest::aCloseTravelsBehindWhatWasSent()
{
    const LastingFaults lasting{.latency = 50ms};
    SeededRandom random(1);
    FaultPipe pipe(lasting, random, m_counts);
    pipe.push(upgraded + serverText("before"), m_time.now());

    pipe.closeWith(4000, m_time.now());
    QVERIFY(pipe.hasClosed() && !pipe.isCutOff());
    m_time.advance(50ms);
    QByteArray all;
    while (const auto piece = pipe.take(m_time.now()))
        all += *piece;

    QCOMPARE(all,
             upgraded + serverText("before")
                 + makeFrame(FrameHeader::close, closePayload(4000, {}), {}));
    QVERIFY(pipe.isCutOff());
}

BREAKWATER_TEST(FaultPipeTest)
#include "tst_faultpipe.moc"
