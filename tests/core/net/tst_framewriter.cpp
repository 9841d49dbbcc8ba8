// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/framewriter.h>

#include <tests/support/testmain.h>

#include <QtCore/QBuffer>
#include <QtCore/QSet>
#include <QtCore/QtEndian>

#include <array>

using namespace Breakwater;

namespace {

QByteArray payloadOf(qsizetype size)
{
    QByteArray payload(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        payload[i] = static_cast<char>(i * 7 + 1);
    return payload;
}

//! The frame's first byte and its length, as RFC 6455 writes them in the fewest bytes.
QByteArray headerOf(int first, bool isMasked, qsizetype size)
{
    QByteArray header(1, static_cast<char>(first));
    const int mask = isMasked ? 0x80 : 0;
    if (size < 126)
        return header + static_cast<char>(mask | static_cast<int>(size));
    QByteArray length(size <= 0xffff ? 2 : 8, Qt::Uninitialized);
    if (size <= 0xffff)
        qToBigEndian(static_cast<quint16>(size), length.data());
    else
        qToBigEndian(static_cast<quint64>(size), length.data());
    return header + static_cast<char>(mask | (size <= 0xffff ? 126 : 127)) + length;
}

QByteArray unmasked(QByteArray payload, const QByteArray &mask)
{
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = static_cast<char>(payload[i] ^ mask[i % 4]);
    return payload;
}

} // namespace

class FrameWriterTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClientsFrameCarriesThePayloadMasked_data() { sizes(); }
    void aClientsFrameCarriesThePayloadMasked();
    void aServersFrameCarriesThePayloadAsItIs_data() { sizes(); }
    void aServersFrameCarriesThePayloadAsItIs();
    void textAndBinaryAreTold();
    void masksDoNotRepeat();
    void framesFollowEachOtherInOrder();
    void smallFramesGatherAndGoTogether();
    void whatLeavesNowNoLongerGathers();
    void aFrameThatFindsNoRoomOrIsLargeComesBehindThoseThatWait();

private:
    static void sizes();
};

void FrameWriterTest::sizes()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size :
         {0, 1, 3, 7, 8, 9, 125, 126, 4095, 4096, 4097, 65535, 65536, 300001})
        QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
}

void FrameWriterTest::aClientsFrameCarriesThePayloadMasked()
{
    QFETCH(const qsizetype, size);
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    FrameWriter writer(device, true);

    writer.write(FrameWriter::Kind::Binary, payloadOf(size));

    const QByteArray header = headerOf(0x82, true, size);
    const QByteArray frame = device.data();
    QCOMPARE(frame.left(header.size()), header);
    QCOMPARE(frame.size(), header.size() + 4 + size);
    QCOMPARE(unmasked(frame.mid(header.size() + 4), frame.mid(header.size(), 4)), payloadOf(size));
}

void FrameWriterTest::aServersFrameCarriesThePayloadAsItIs()
{
    QFETCH(const qsizetype, size);
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    FrameWriter writer(device, false);

    writer.write(FrameWriter::Kind::Binary, payloadOf(size));

    QCOMPARE(device.data(), headerOf(0x82, false, size) + payloadOf(size));
}

void FrameWriterTest::textAndBinaryAreTold()
{
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    FrameWriter writer(device, false);

    writer.write(FrameWriter::Kind::Text, "a");
    writer.write(FrameWriter::Kind::Binary, "b");

    QCOMPARE(device.data(),
             QByteArray("\x81\x01"
                        "a"
                        "\x82\x01"
                        "b"));
}

void FrameWriterTest::masksDoNotRepeat()
{
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    FrameWriter writer(device, true);

    constexpr int frames = 200; // more than are drawn at once
    for (int i = 0; i < frames; ++i)
        writer.write(FrameWriter::Kind::Binary, {});

    QSet<QByteArray> masks;
    for (int i = 0; i < frames; ++i)
        masks.insert(device.data().mid(i * 6 + 2, 4));
    QVERIFY(masks.size() >= frames - 1); // chance lets two be equal, once in 200 000 runs
}

void FrameWriterTest::framesFollowEachOtherInOrder()
{
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    FrameWriter writer(device, false);

    QByteArray expected;
    for (const qsizetype size : {10, 5000, 1, 70000, 2}) {
        writer.write(FrameWriter::Kind::Binary, payloadOf(size));
        expected += headerOf(0x82, false, size) + payloadOf(size);
    }

    QCOMPARE(device.data(), expected);
}

void FrameWriterTest::smallFramesGatherAndGoTogether()
{
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    FrameWriter writer(device, false);
    std::array<char, 16 * 1024> room;

    writer.gatherIn(room);
    writer.write(FrameWriter::Kind::Text, "a");
    writer.write(FrameWriter::Kind::Binary, "b");
    QCOMPARE(device.data(), QByteArray());
    QCOMPARE(writer.bytesOfGroup(), 6);
    writer.release();
    QCOMPARE(device.data(),
             QByteArray("\x81\x01"
                        "a"
                        "\x82\x01"
                        "b"));

    writer.write(FrameWriter::Kind::Ping, "c");
    QVERIFY(device.data().endsWith("\x89\x01"
                                   "c"));
}

void FrameWriterTest::whatLeavesNowNoLongerGathers()
{
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    FrameWriter writer(device, false);
    std::array<char, 16 * 1024> room;

    writer.gatherIn(room);
    writer.write(FrameWriter::Kind::Text, "a");
    writer.pushOut();
    QCOMPARE(device.data(),
             QByteArray("\x81\x01"
                        "a"));
    writer.pushOut(); // nothing
    writer.write(FrameWriter::Kind::Text, "b");
    QCOMPARE(device.data().size(), 3);
    writer.release();

    QCOMPARE(device.data(),
             QByteArray("\x81\x01"
                        "a\x81\x01"
                        "b"));
}

void FrameWriterTest::aFrameThatFindsNoRoomOrIsLargeComesBehindThoseThatWait()
{
    QBuffer device;
    device.open(QIODevice::WriteOnly);
    FrameWriter writer(device, false);
    std::array<char, 16 * 1024> room;

    QByteArray expected;
    writer.gatherIn(room);
    for (const qsizetype size : {4000, 4000, 4000, 4096, 4096, 4097, 1, 70000, 2}) {
        writer.write(FrameWriter::Kind::Binary, payloadOf(size));
        expected += headerOf(0x82, false, size) + payloadOf(size);
        QVERIFY(device.data().size() < expected.size() || size > 4096);
        QVERIFY(writer.bytesOfGroup() >= expected.size());
        QVERIFY(writer.bytesOfGroup() <= expected.size() + 2 * 14);
    }
    writer.release();

    QCOMPARE(device.data(), expected);
}

BREAKWATER_TEST(FrameWriterTest)
#include "tst_framewriter.moc"
