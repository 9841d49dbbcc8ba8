// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/framescanner.h>

#include <core/base/randomsource.h>

#include <tests/core/fault/frametext.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;

class FrameScannerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsFramesBehindTheHandshake();
    void findsTheSameHoweverTheBytesAreCut_data();
    void findsTheSameHoweverTheBytesAreCut();
    void readsAllLengthsOfHeaders_data();
    void readsAllLengthsOfHeaders();
    void aHeaderAndAControlFrameComeWhole();
    void aLongFrameComesAsItArrives();
    void whatIsNoWebSocketIsOpaque_data();
    void whatIsNoWebSocketIsOpaque();
    void anEndlessHandshakeIsNotKept();
    void whatWasHeldBackIsHandedOutAtTheEnd();
    void whateverGoesInComesOut();
};

namespace {

using Part = FrameScanner::Part;

//! "handshake", "opaque", or opcode and payload of each frame; whatever the pieces were.
QByteArrayList told(const std::vector<FrameScanner::Piece> &pieces)
{
    QByteArrayList result;
    for (const auto &piece : pieces) {
        if (piece.part != Part::Frame) {
            const QByteArray name = piece.part == Part::Handshake ? "handshake" : "opaque";
            if (result.isEmpty() || result.back() != name)
                result += name;
            continue;
        }
        if (piece.isFirst)
            result += QByteArray::number(piece.frame.opcode) + ':'
                + piece.bytes.mid(piece.frame.headerBytes);
        else
            result.back() += piece.bytes;
    }
    return result;
}

QByteArray joined(const std::vector<FrameScanner::Piece> &pieces)
{
    QByteArray all;
    for (const auto &piece : pieces)
        all += piece.bytes;
    return all;
}

std::vector<FrameScanner::Piece> fed(FrameScanner &scanner, const QByteArray &bytes, qsizetype size)
{
    std::vector<FrameScanner::Piece> pieces;
    for (qsizetype at = 0; at < bytes.size(); at += size) {
        const auto some = scanner.feed(bytes.mid(at, size));
        pieces.insert(pieces.end(), some.begin(), some.end());
    }
    return pieces;
}

} // namespace

void FrameScannerTest::findsFramesBehindTheHandshake()
{
    FrameScanner scanner;
    QVERIFY(!scanner.isBetweenFrames());

    const auto pieces = scanner.feed(upgraded + serverText("one") + serverPong("two"));

    QCOMPARE(told(pieces), (QByteArrayList{"handshake", "1:one", "10:two"}));
    QVERIFY(scanner.isBetweenFrames());
}

void FrameScannerTest::findsTheSameHoweverTheBytesAreCut_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {1, 2, 3, 5, 7, 64, 1000, 100'000})
        QTest::addRow("%d at a time", size) << size;
}

void FrameScannerTest::findsTheSameHoweverTheBytesAreCut()
{
    QFETCH(int, size);
    const QByteArray longText(70'000, 'x');
    const QByteArray stream = upgraded + serverText("one") + serverPong("two") + serverText("")
        + makeFrame(0x2, longText.left(60'000), {}) + serverPong("");
    FrameScanner scanner;

    const auto pieces = fed(scanner, stream, size);

    QCOMPARE(told(pieces),
             (QByteArrayList{"handshake", "1:one", "10:two", "1:", "2:" + longText.left(60'000),
                             "10:"}));
    QCOMPARE(joined(pieces), stream);
    QVERIFY(scanner.isBetweenFrames());
}

void FrameScannerTest::readsAllLengthsOfHeaders_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<quint64>("payload");
    QTest::addColumn<bool>("isMasked");
    QTest::newRow("short") << QByteArray("\x82\x7d", 2) << quint64{125} << false;
    QTest::newRow("two bytes") << QByteArray("\x82\x7e\x01\x02", 4) << quint64{0x102} << false;
    QTest::newRow("eight bytes") << QByteArray("\x82\x7f\0\0\0\x01\0\0\0\0", 10)
                                 << quint64{0x100000000} << false;
    QTest::newRow("masked") << QByteArray("\x82\xfe\x01\x02\x11\x22\x33\x44", 8) << quint64{0x102}
                            << true;
}

void FrameScannerTest::readsAllLengthsOfHeaders()
{
    QFETCH(QByteArray, header);
    QFETCH(quint64, payload);
    QFETCH(bool, isMasked);

    for (qsizetype size = 0; size < header.size(); ++size)
        QVERIFY(!readFrameHeader(header.first(size)));
    const auto read = readFrameHeader(header);

    QVERIFY(read.has_value());
    QCOMPARE(quint64(read->payloadBytes), payload);
    QCOMPARE(read->headerBytes, int(header.size()));
    QCOMPARE(read->mask == anyMask, isMasked);
    QVERIFY(read->isLegal);
}

void FrameScannerTest::aHeaderAndAControlFrameComeWhole()
{
    FrameScanner scanner;
    scanner.feed(request);
    const QByteArray ping = clientPing("nonce");

    for (qsizetype at = 0; at < ping.size() - 1; ++at) {
        QVERIFY(scanner.feed(ping.mid(at, 1)).empty());
        QVERIFY(scanner.isBetweenFrames());
    }
    const auto pieces = scanner.feed(ping.right(1));

    QCOMPARE(pieces.size(), std::size_t{1});
    QVERIFY(pieces[0].isFirst && pieces[0].isLast);
    QCOMPARE(pieces[0].bytes, ping);
    QCOMPARE(masked(pieces[0].bytes.mid(pieces[0].frame.headerBytes), *pieces[0].frame.mask),
             QByteArray("nonce"));
}

void FrameScannerTest::aLongFrameComesAsItArrives()
{
    FrameScanner scanner;
    scanner.feed(upgraded);
    const QByteArray frame = serverText(QByteArray(1000, 'x'));

    const auto first = scanner.feed(frame.left(500));
    QVERIFY(!scanner.isBetweenFrames());
    const auto second = scanner.feed(frame.mid(500));

    QCOMPARE(joined(first), frame.left(500));
    QVERIFY(first.front().isFirst && !first.back().isLast);
    QVERIFY(!second.front().isFirst && second.back().isLast);
    QCOMPARE(second.front().offset, std::uint64_t{496});
}

void FrameScannerTest::whatIsNoWebSocketIsOpaque_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\r\n\r\n\x81\x00", 9);
    QTest::newRow("refused") << QByteArray("HTTP/1.1 401 Unauthorized\r\n\r\n\x81\x01x");
    QTest::newRow("reserved opcode") << upgraded + QByteArray("\x83\x01x");
    QTest::newRow("reserved bit") << upgraded + QByteArray("\xc1\x01x");
    QTest::newRow("long ping") << upgraded + QByteArray("\x89\x7e\x01\x01x");
    QTest::newRow("ping in parts") << upgraded + QByteArray("\x09\x01x");
}

void FrameScannerTest::whatIsNoWebSocketIsOpaque()
{
    QFETCH(QByteArray, stream);
    FrameScanner scanner;

    const auto pieces = fed(scanner, stream + serverText("more"), 4);

    QCOMPARE(told(pieces), (QByteArrayList{"handshake", "opaque"}));
    QCOMPARE(joined(pieces), stream + serverText("more"));
    QVERIFY(scanner.isOpaque());
}

void FrameScannerTest::anEndlessHandshakeIsNotKept()
{
    FrameScanner scanner;

    const auto pieces = fed(scanner, QByteArray(200'000, 'h'), 1000);

    QVERIFY(scanner.isOpaque());
    QCOMPARE(joined(pieces).size(), 200'000);
}

void FrameScannerTest::whatWasHeldBackIsHandedOutAtTheEnd()
{
    FrameScanner scanner;
    scanner.feed(upgraded);
    const QByteArray pong = serverPong("cut");

    const auto pieces = scanner.feed(pong.left(3));

    QVERIFY(pieces.empty());
    QCOMPARE(scanner.takeRest(), pong.left(3));
    QCOMPARE(scanner.takeRest(), QByteArray());
}

void FrameScannerTest::whateverGoesInComesOut()
{
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        SeededRandom random(seed);
        QByteArray stream = upgraded;
        for (int i = 0; i < 200; ++i) {
            // Mostly first bytes and short lengths that are legal, now and then anything.
            const std::uint64_t bits = random.next();
            stream += static_cast<char>(bits % 8 == 0 ? bits >> 8 : 0x80 | ((bits >> 8) % 3));
            stream += static_cast<char>(bits % 16 == 0 ? bits >> 16 : (bits >> 16) % 20);
        }
        FrameScanner scanner;

        auto out = joined(fed(scanner, stream, 1 + static_cast<qsizetype>(random.next() % 50)));
        out += scanner.takeRest();

        QVERIFY2(out == stream, qPrintable(QString::number(seed)));
    }
}

BREAKWATER_TEST(FrameScannerTest)
#include "tst_framescanner.moc"
