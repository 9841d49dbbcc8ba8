// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/outboxcoding.h>

#include <tests/core/store/outboxfixture.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::message;

class OutboxCodingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasEncodedIsDecoded();
    void anEmptyIdIsNotNoId();
    void aLifetimeIsRoundedUpAndHasAnEnd();
    void anyChangedFieldIsNoticed_data();
    void anyChangedFieldIsNoticed();
    void whatMayChangeLaterNeedsNoNewChecksum();
    void theStatesAreAsLongAsEachOther();
    void aFieldTooFewIsNoRow();
    void theTableTakesWhatIsEncoded();
};

void OutboxCodingTest::whatWasEncodedIsDecoded()
{
    StoredMessage stored = message(0xfedcba9876543210, QByteArray("a\0\xff", 3), u"Zürich"_qs);
    stored.row.kind = PayloadKind::Binary;
    stored.row.explicitId = std::string("id\0x", 4);
    stored.row.mayBeWritten = true;
    stored.row.refusals = 0xffffffff;

    const auto decoded = OutboxCoding::decode(OutboxCoding::encode(stored, 77));

    QVERIFY(decoded);
    QCOMPARE(decoded->number, 77);
    QVERIFY(decoded->message.session == stored.session);
    QVERIFY(decoded->message.storedAt == stored.storedAt);
    const OutboxRow &row = decoded->message.row;
    QCOMPARE(row.key.value, stored.row.key.value);
    QCOMPARE(row.payload, stored.row.payload);
    QVERIFY(row.kind == PayloadKind::Binary);
    QVERIFY(row.explicitId == stored.row.explicitId);
    QVERIFY(row.ttl == stored.row.ttl);
    QVERIFY(row.mayBeWritten);
    QCOMPARE(row.refusals, 0xffffffffu);
}

void OutboxCodingTest::anEmptyIdIsNotNoId()
{
    StoredMessage stored = message(1, {});
    QVERIFY(!OutboxCoding::decode(OutboxCoding::encode(stored, 1))->message.row.explicitId);

    stored.row.explicitId = std::string();

    QVERIFY(OutboxCoding::decode(OutboxCoding::encode(stored, 1))->message.row.explicitId
            == std::string());
}

void OutboxCodingTest::aLifetimeIsRoundedUpAndHasAnEnd()
{
    StoredMessage stored = message(1, "x");
    const auto ttlOf = [&](Duration ttl) {
        stored.row.ttl = ttl;
        return OutboxCoding::decode(OutboxCoding::encode(stored, 1))->message.row.ttl;
    };

    QVERIFY(ttlOf(0ns) == 0ns);
    QVERIFY(ttlOf(1ns) == 1ms); // cut to 0 it would be over at once
    QVERIFY(ttlOf(Duration::max()) == std::chrono::years(100));
}

void OutboxCodingTest::anyChangedFieldIsNoticed_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<QVariant>("value");

    QTest::newRow("number") << 0 << QVariant(qint64(6));
    QTest::newRow("key") << 1 << QVariant(qint64(2));
    QTest::newRow("session") << 2 << QVariant(u"order"_qs);
    QTest::newRow("state") << 3 << QVariant(u"sent"_qs);
    QTest::newRow("refusals") << 4 << QVariant(qint64(-1));
    QTest::newRow("too many refusals") << 4 << QVariant(qint64(1) << 32);
    QTest::newRow("time of storing") << 5 << QVariant(qint64(1));
    QTest::newRow("ttl") << 6 << QVariant(qint64(1));
    QTest::newRow("negative ttl") << 6 << QVariant(qint64(-1));
    QTest::newRow("kind") << 7 << QVariant(u"binary"_qs);
    QTest::newRow("id goes") << 8 << QVariant(QMetaType::fromType<QByteArray>());
    QTest::newRow("id") << 8 << QVariant(QByteArray("idx"));
    QTest::newRow("checksum") << 9 << QVariant(qint64(1));
    QTest::newRow("payload") << 10 << QVariant(QByteArray("Payload"));
    QTest::newRow("payload goes") << 10 << QVariant();
}

void OutboxCodingTest::anyChangedFieldIsNoticed()
{
    QFETCH(int, field);
    QFETCH(QVariant, value);
    StoredMessage stored = message(1, "payload");
    stored.row.explicitId = "id";
    QVariantList fields = OutboxCoding::encode(stored, 5);
    QVERIFY(OutboxCoding::decode(fields));

    fields[field] = value;

    QVERIFY(!OutboxCoding::decode(fields));
}

void OutboxCodingTest::whatMayChangeLaterNeedsNoNewChecksum()
{
    QVariantList fields = OutboxCoding::encode(message(1, "x"), 5);
    fields[3] = OutboxCoding::stateName(true);
    fields[4] = 3;

    const auto decoded = OutboxCoding::decode(fields);

    QVERIFY(decoded && decoded->message.row.mayBeWritten);
    QCOMPARE(decoded->message.row.refusals, 3u);
}

void OutboxCodingTest::theStatesAreAsLongAsEachOther()
{
    QVERIFY(OutboxCoding::stateName(true) != OutboxCoding::stateName(false));
    QCOMPARE(OutboxCoding::stateName(true).size(), OutboxCoding::stateName(false).size());
}

void OutboxCodingTest::aFieldTooFewIsNoRow()
{
    QVariantList fields = OutboxCoding::encode(message(1, "x"), 5);
    QCOMPARE(fields.size(), OutboxCoding::fieldCount);

    fields.removeLast();

    QVERIFY(!OutboxCoding::decode(fields));
    QVERIFY(!OutboxCoding::decode({}));
}

void OutboxCodingTest::theTableTakesWhatIsEncoded()
{
    SqliteFile file(u":memory:"_qs);
    QVERIFY(file.open(SqliteFile::Access::ReadWrite));
    QVERIFY(file.run(OutboxCoding::createTable()));
    QSqlQuery insert = file.prepared(OutboxCoding::insertOne());
    for (const int number : {2, 1}) {
        const QVariantList fields
            = OutboxCoding::encode(message(static_cast<std::uint64_t>(number), {}), number);
        for (int i = 0; i < fields.size(); ++i)
            insert.bindValue(i, fields[i]);
        QVERIFY(SqliteFile::execute(insert));
    }

    QSqlQuery query = file.prepared(OutboxCoding::selectAll());
    QVERIFY(SqliteFile::execute(query));
    for (const int number : {1, 2}) {
        QVERIFY(query.next());
        QVariantList fields;
        for (int i = 0; i < OutboxCoding::fieldCount; ++i)
            fields << query.value(i);
        const auto decoded = OutboxCoding::decode(fields);
        QVERIFY(decoded);
        QCOMPARE(decoded->number, number);
    }
    QVERIFY(!query.next());
}

BREAKWATER_TEST(OutboxCodingTest)
#include "tst_outboxcoding.moc"
