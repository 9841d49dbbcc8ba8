// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/framefaults.h>

#include <tests/core/fault/frametext.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;

class FrameFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void withoutFaultsNothingChanges();
    void losesPongsAndNothingElse();
    void losesAShareOfThePongs();
    void theSameSeedLosesTheSamePongs();
    void answersPingsAndPassesNoneOn();
    void answersOfAServersPingsAreMasked();
    void flipsBitsInPayloadsOnly();
    void theSameSeedFlipsTheSameBitsHoweverTheBytesAreCut();
    void injectsBetweenFrames();
    void aFloodOfInjectedFramesIsBounded();
    void closesBetweenFramesAndSwallowsTheRest();
    void closingBeforeTheHandshakeJustEnds();
    void cutsTheNextFrameInTheMiddle_data();
    void cutsTheNextFrameInTheMiddle();
    void cutsAFrameThatIsUnderWayAtOnce();
    void handsOutTheRestAtTheEnd();

private:
    QByteArray opened(FrameFaults &faults) { return faults.pass(upgraded).onward; }

    LastingFaults m_lasting;
    FaultCounts m_counts;
};

void FrameFaultsTest::init()
{
    m_lasting = {};
    m_counts = {};
}

void FrameFaultsTest::withoutFaultsNothingChanges()
{
    const QByteArray stream = upgraded + serverText("one") + serverPong("two") + serverText("");
    FrameFaults faults(m_lasting, 1, m_counts);

    QByteArray onward;
    for (const char byte : stream)
        onward += faults.pass(QByteArrayView(&byte, 1)).onward;

    QCOMPARE(onward, stream);
    QVERIFY(!faults.hasEnded());
}

void FrameFaultsTest::losesPongsAndNothingElse()
{
    m_lasting.dropPongs = 1;
    FrameFaults faults(m_lasting, 1, m_counts);
    opened(faults);
    const QByteArray ping = makeFrame(FrameHeader::ping, "p", {});

    const auto passed
        = faults.pass(serverText("a") + serverPong("1") + ping + serverPong("2") + serverText("b"));

    QCOMPARE(passed.onward, serverText("a") + ping + serverText("b"));
    QCOMPARE(m_counts.pongsDropped, 2U);
    QCOMPARE(m_counts.swallowedBytes, 0U);
}

void FrameFaultsTest::losesAShareOfThePongs()
{
    m_lasting.dropPongs = 0.3;
    FrameFaults faults(m_lasting, 7, m_counts);
    opened(faults);

    for (int i = 0; i < 10'000; ++i)
        faults.pass(serverPong("x"));

    QVERIFY2(m_counts.pongsDropped > 2800 && m_counts.pongsDropped < 3200,
             qPrintable(QString::number(m_counts.pongsDropped)));
}

void FrameFaultsTest::theSameSeedLosesTheSamePongs()
{
    m_lasting.dropPongs = 0.5;
    const auto survivors = [&](std::uint64_t seed) {
        FrameFaults faults(m_lasting, seed, m_counts);
        opened(faults);
        QByteArray onward;
        for (int i = 0; i < 100; ++i)
            onward += faults.pass(serverPong(QByteArray::number(i))).onward;
        return onward;
    };

    QCOMPARE(survivors(42), survivors(42));
    QVERIFY(survivors(42) != survivors(43));
}

void FrameFaultsTest::answersPingsAndPassesNoneOn()
{
    m_lasting.answerPings = true;
    FrameFaults faults(m_lasting, 1, m_counts);
    faults.pass(request);

    const auto passed = faults.pass(clientText("a") + clientPing("nonce") + clientText("b"));

    QCOMPARE(passed.onward, clientText("a") + clientText("b"));
    QCOMPARE(passed.answers, serverPong("nonce"));
    QCOMPARE(m_counts.pingsAnswered, 1U);
}

void FrameFaultsTest::answersOfAServersPingsAreMasked()
{
    m_lasting.answerPings = true;
    FrameFaults faults(m_lasting, 1, m_counts);
    opened(faults);

    const auto passed = faults.pass(makeFrame(FrameHeader::ping, "nonce", {}));

    const auto header = readFrameHeader(passed.answers);
    QVERIFY(header && header->mask && header->opcode == FrameHeader::pong);
    QCOMPARE(masked(passed.answers.mid(header->headerBytes), *header->mask), QByteArray("nonce"));
}

void FrameFaultsTest::flipsBitsInPayloadsOnly()
{
    m_lasting.corrupt = 1;
    FrameFaults faults(m_lasting, 1, m_counts);
    QCOMPARE(opened(faults), upgraded);
    const QByteArray text = serverText(QByteArray(200, 'x'));

    const QByteArray onward = faults.pass(text + serverPong("pong")).onward;

    QCOMPARE(onward.size(), text.size() + serverPong("pong").size());
    QCOMPARE(onward.left(4), text.left(4));
    QCOMPARE(onward.mid(text.size()), serverPong("pong"));
    for (qsizetype i = 4; i < text.size(); ++i)
        QCOMPARE(qPopulationCount(static_cast<quint8>(onward[i] ^ text[i])), 1U);
    QCOMPARE(m_counts.bitsFlipped, 200U);
}

void FrameFaultsTest::theSameSeedFlipsTheSameBitsHoweverTheBytesAreCut()
{
    m_lasting.corrupt = 0.05;
    const QByteArray stream = upgraded + serverText(QByteArray(5000, 'x'));
    const auto bent = [&](qsizetype size) {
        FrameFaults faults(m_lasting, 42, m_counts);
        QByteArray onward;
        for (qsizetype at = 0; at < stream.size(); at += size)
            onward += faults.pass(stream.mid(at, size)).onward;
        return onward;
    };

    QVERIFY(bent(stream.size()) != stream);
    QCOMPARE(bent(1), bent(stream.size()));
    QCOMPARE(bent(333), bent(stream.size()));
}

void FrameFaultsTest::injectsBetweenFrames()
{
    FrameFaults faults(m_lasting, 1, m_counts);
    QCOMPARE(faults.inject(serverPong("early")), QByteArray());
    QCOMPARE(opened(faults), upgraded + serverPong("early"));
    const QByteArray text = serverText(QByteArray(300, 'x'));

    QByteArray onward = faults.pass(text.left(100)).onward;
    onward += faults.inject(serverPong("late"));
    QCOMPARE(onward, text.left(100));
    onward += faults.pass(text.mid(100) + serverText("next")).onward;

    QCOMPARE(onward, text + serverPong("late") + serverText("next"));
    QCOMPARE(faults.inject(serverPong("now")), serverPong("now"));
}

void FrameFaultsTest::aFloodOfInjectedFramesIsBounded()
{
    FrameFaults faults(m_lasting, 1, m_counts);
    const QByteArray pong = serverPong(QByteArray(100, 'p'));

    for (int i = 0; i < 10'000; ++i)
        faults.inject(pong);
    const qsizetype kept = opened(faults).size() - upgraded.size();

    QVERIFY(kept > 0 && kept <= 64 * 1024);
    QCOMPARE(m_counts.swallowedBytes, std::uint64_t(10'000 * pong.size() - kept));
}

void FrameFaultsTest::closesBetweenFramesAndSwallowsTheRest()
{
    FrameFaults faults(m_lasting, 1, m_counts);
    opened(faults);
    const QByteArray text = serverText(QByteArray(300, 'x'));
    const QByteArray closeFrame = makeFrame(FrameHeader::close, QByteArray("\x03\xf4"), {});

    QByteArray onward = faults.pass(text.left(100)).onward;
    onward += faults.closeWith(1012);
    QVERIFY(!faults.hasEnded());
    onward += faults.pass(text.mid(100) + serverText("lost")).onward;
    onward += faults.pass(serverText("lost too")).onward;

    QCOMPARE(onward, text + closeFrame);
    QVERIFY(faults.hasEnded() && faults.hasClosed());
    QCOMPARE(m_counts.closes, 1U);
}

void FrameFaultsTest::closingBeforeTheHandshakeJustEnds()
{
    FrameFaults faults(m_lasting, 1, m_counts);

    QCOMPARE(faults.closeWith(1012), QByteArray());

    QVERIFY(faults.hasEnded() && !faults.hasClosed());
    QCOMPARE(opened(faults), QByteArray());
}

void FrameFaultsTest::cutsTheNextFrameInTheMiddle_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("text") << serverText(QByteArray(300, 'x'));
    QTest::newRow("empty") << serverText("");
    QTest::newRow("ping") << makeFrame(FrameHeader::ping, "12345678", {});
    QTest::newRow("masked") << clientText("x");
}

void FrameFaultsTest::cutsTheNextFrameInTheMiddle()
{
    QFETCH(QByteArray, frame);
    for (const qsizetype size : {qsizetype{1}, frame.size() + 2}) {
        FrameFaults faults(m_lasting, 1, m_counts);
        opened(faults);
        faults.cutFrame();
        QVERIFY(!faults.hasEnded());

        QByteArray onward;
        const QByteArray stream = frame + serverText("next");
        for (qsizetype at = 0; at < stream.size(); at += size)
            onward += faults.pass(stream.mid(at, size)).onward;

        QCOMPARE(onward, frame.left(frame.size() / 2));
        QVERIFY(faults.hasEnded() && !faults.hasClosed());
    }
    QCOMPARE(m_counts.cuts, 2U);
}

void FrameFaultsTest::cutsAFrameThatIsUnderWayAtOnce()
{
    FrameFaults faults(m_lasting, 1, m_counts);
    opened(faults);
    const QByteArray text = serverText(QByteArray(300, 'x'));

    QByteArray onward = faults.pass(text.left(200)).onward;
    faults.cutFrame();

    QVERIFY(faults.hasEnded());
    onward += faults.pass(text.mid(200)).onward;
    QCOMPARE(onward, text.left(200));
}

void FrameFaultsTest::handsOutTheRestAtTheEnd()
{
    FrameFaults faults(m_lasting, 1, m_counts);
    opened(faults);
    const QByteArray pong = serverPong("half");

    QCOMPARE(faults.pass(pong.left(4)).onward, QByteArray());
    QCOMPARE(faults.passRest(), pong.left(4));
}

BREAKWATER_TEST(FrameFaultsTest)
#include "tst_framefaults.moc"
