// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/idpointer.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

Q_DECLARE_METATYPE(std::optional<std::string>)

class IdPointerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheIdItPointsTo_data();
    void findsTheIdItPointsTo();
    void withoutAPointerNothingIsFound();
    void aHugeTextIsNotEvenParsed();
};

void IdPointerTest::findsTheIdItPointsTo_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::optional<std::string>>("id");
    using Id = std::optional<std::string>;
    const auto pointer = QStringLiteral("/ack/id");

    QTest::newRow("text") << pointer << QByteArray(R"({"ack": {"id": "m-1"}})") << Id("m-1");
    QTest::newRow("number") << pointer << QByteArray(R"({"ack": {"id": 17}})") << Id("17");
    QTest::newRow("empty text") << pointer << QByteArray(R"({"ack": {"id": ""}})") << Id("");
    QTest::newRow("fraction") << pointer << QByteArray(R"({"ack": {"id": 1.5}})") << Id();
    QTest::newRow("2^53 - 1") << pointer << QByteArray(R"({"ack": {"id": 9007199254740991}})")
                              << Id("9007199254740991");
    QTest::newRow("2^53 + 1") << pointer << QByteArray(R"({"ack": {"id": 9007199254740993}})")
                              << Id();
    QTest::newRow("2^63") << pointer << QByteArray(R"({"ack": {"id": 9223372036854775808}})")
                          << Id();
    QTest::newRow("negative") << pointer << QByteArray(R"({"ack": {"id": -5}})") << Id("-5");
    QTest::newRow("huge") << pointer << QByteArray(R"({"ack": {"id": 1e300}})") << Id();
    QTest::newRow("elsewhere") << pointer << QByteArray(R"({"ack": 3, "id": "m"})") << Id();
    QTest::newRow("object") << pointer << QByteArray(R"({"ack": {"id": {}}})") << Id();
    QTest::newRow("null") << pointer << QByteArray(R"({"ack": {"id": null}})") << Id();
    QTest::newRow("no JSON") << pointer << QByteArray("m-1") << Id();
    QTest::newRow("cut off") << pointer << QByteArray(R"({"ack": {"id": "m-1")") << Id();
    QTest::newRow("in an array") << QStringLiteral("/1/id")
                                 << QByteArray(R"([{"id": "a"}, {"id": "b"}])") << Id("b");
    QTest::newRow("no leading zero")
        << QStringLiteral("/01") << QByteArray(R"(["a", "b"])") << Id();
    QTest::newRow("escapes") << QStringLiteral("/a~1b/~0c") << QByteArray(R"({"a/b": {"~c": "x"}})")
                             << Id("x");
    QTest::newRow("empty name") << QStringLiteral("/") << QByteArray(R"({"": "x"})") << Id("x");
}

void IdPointerTest::findsTheIdItPointsTo()
{
    QFETCH(QString, pointer);
    QFETCH(QByteArray, text);
    QFETCH(std::optional<std::string>, id);

    QVERIFY(IdPointer(pointer).find(text) == id);
}

void IdPointerTest::withoutAPointerNothingIsFound()
{
    QVERIFY(!IdPointer().isSet());
    QVERIFY(!IdPointer().find(R"("m-1")"));
}

void IdPointerTest::aHugeTextIsNotEvenParsed()
{
    QByteArray text = R"({"id": "m", "x": ")";
    text += QByteArray(1024 * 1024, 'x') + "\"}";

    QVERIFY(!IdPointer(QStringLiteral("/id")).find(text));
}

BREAKWATER_TEST(IdPointerTest)

#include "tst_idpointer.moc"
