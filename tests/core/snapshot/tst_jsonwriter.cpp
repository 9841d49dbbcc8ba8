// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/jsonwriter.h>

#include <core/base/randomsource.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <bit>
#include <cmath>
#include <limits>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

template <class... Values> QByteArray written(const Values &...values)
{
    JsonWriter json;
    json.array([&] { (json.add(values), ...); });
    return json.take();
}

//! The one value, as a reader finds it.
template <class Value> QJsonValue readBack(const Value &value)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(written(value), &problem);
    return problem.error == QJsonParseError::NoError ? document[0]
                                                     : QJsonValue(problem.errorString());
}

//! QCOMPARE takes doubles for the same that only nearly are.
std::uint64_t bitsOf(const QJsonValue &value)
{
    return std::bit_cast<std::uint64_t>(value.toDouble(-1) + 0.0);
}

} // namespace

class JsonWriterTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nestsObjectsAndArrays();
    void indentsForPeople();
    void whatIsNotKnownIsNull();
    void wholeNumbersStopAtTheLastExactOne();
    void doublesAreShortAndReadBackTheSame();
    void whatIsNoNumberIsNull();
    void lengthsAreTheirDoublesToTheLastBit_data();
    void lengthsAreTheirDoublesToTheLastBit();
    void lengthsHaveNoMoreDigitsThanTheirDoubles();
    void textsReadBackTheSame_data();
    void textsReadBackTheSame();
    void halvesOfSurrogatePairsAreReplaced_data();
    void halvesOfSurrogatePairsAreReplaced();
    void growsAsFarAsItMust();
    void aDocumentHoldsLittleMoreThanItsSize_data();
    void aDocumentHoldsLittleMoreThanItsSize();
    void aLineIsATreeForThoseWhoLookIntoIt();
};

void JsonWriterTest::nestsObjectsAndArrays()
{
    const QByteArray line = jsonLine([](JsonWriter &json) {
        json.put("a", 1);
        json.object("b", [&] {
            json.put("c", true);
            json.array("d", [&] {
                json.add(false);
                json.object([&] { json.put("e", u"f"); });
                json.array([] {});
            });
        });
        json.object("g", [] {});
        json.put("h", "i"_L1);
        json.put("at", WallTime(1'795'000'000'123ms));
    });

    QCOMPARE(line,
             QByteArray(R"({"a":1,"b":{"c":true,"d":[false,{"e":"f"},[]]},"g":{},"h":"i",)"
                        R"("at":"2026-11-18T11:06:40.123Z"})"));
}

void JsonWriterTest::indentsForPeople()
{
    JsonWriter json(JsonWriter::Layout::Indented);
    json.object([&] {
        json.put("a", 1.5);
        json.array("b", [&] { json.add(nullptr); });
        json.array("c", [] {});
    });

    QCOMPARE(json.take(),
             QByteArray("{\n"
                        "    \"a\": 1.5,\n"
                        "    \"b\": [\n"
                        "        null\n"
                        "    ],\n"
                        "    \"c\": []\n"
                        "}\n"));
}

void JsonWriterTest::whatIsNotKnownIsNull()
{
    QCOMPARE(written(std::optional<int>(), std::optional<double>(), std::optional<WallTime>(),
                     JsonValue::seconds(std::nullopt), JsonValue::milliseconds(std::nullopt),
                     JsonValue::text({})),
             QByteArray("[null,null,null,null,null,null]"));
    QCOMPARE(written(std::optional(7), JsonValue::text(u"x")), QByteArray(R"([7,"x"])"));
}

void JsonWriterTest::wholeNumbersStopAtTheLastExactOne()
{
    QCOMPARE(written(std::numeric_limits<std::uint64_t>::max(),
                     std::numeric_limits<std::int64_t>::min(), JsonValue::largest, 0, -1,
                     std::uint8_t{200}),
             QByteArray("[9007199254740991,-9007199254740991,9007199254740991,0,-1,200]"));
}

void JsonWriterTest::doublesAreShortAndReadBackTheSame()
{
    QCOMPARE(written(0.1, 5.0, -0.0, 1e-7, 1e21, 123456789.0, 0.8),
             QByteArray("[0.1,5,0,1e-07,1e+21,123456789,0.8]"));

    SeededRandom random(1);
    for (int i = 0; i < 20'000; ++i) {
        const auto value = std::bit_cast<double>(random.next());
        if (std::isfinite(value))
            QCOMPARE(bitsOf(readBack(value)), bitsOf(value));
    }
}

void JsonWriterTest::whatIsNoNumberIsNull()
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    QCOMPARE(written(std::nan(""), infinity, -infinity, std::optional(infinity)),
             QByteArray("[null,null,null,null]"));
}

void JsonWriterTest::lengthsAreTheirDoublesToTheLastBit_data()
{
    QTest::addColumn<int>("digits");
    for (const int digits : {1, 4, 7, 10, 13, 15, 16, 18})
        QTest::addRow("%d digits", digits) << digits;
}

void JsonWriterTest::lengthsAreTheirDoublesToTheLastBit()
{
    QFETCH(int, digits);
    SeededRandom random(static_cast<std::uint64_t>(digits));
    const auto end = static_cast<std::uint64_t>(std::pow(10, digits));
    for (int i = 0; i < 5'000; ++i) {
        const Duration length(static_cast<std::int64_t>(random.next() % end));
        for (const Duration one : {length, -length}) {
            QCOMPARE(bitsOf(readBack(JsonValue::seconds(one))), bitsOf(toSeconds(one)));
            QCOMPARE(bitsOf(readBack(JsonValue::milliseconds(one))), bitsOf(toMilliseconds(one)));
        }
    }
}

void JsonWriterTest::lengthsHaveNoMoreDigitsThanTheirDoubles()
{
    QCOMPARE(written(JsonValue::seconds(Duration(30s)), JsonValue::seconds(Duration(1ns)),
                     JsonValue::seconds(Duration(-1500ms)),
                     JsonValue::milliseconds(Duration(1'020'300ns)),
                     JsonValue::milliseconds(Duration(0s)), JsonValue::milliseconds(Duration(1ns))),
             QByteArray("[30,0.000000001,-1.5,1.0203,0,0.000001]"));
}

void JsonWriterTest::textsReadBackTheSame_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << u""_s;
    QTest::newRow("quotes") << u"\"},\"type\":\"event\" \\ / '"_s;
    QTest::newRow("lines") << u"a\r\nb\tc\fd\be"_s;
    QTest::newRow("letters") << u"\u00e4 \u4e2d \u2192 \U0001f600"_s;
    QTest::newRow("line separators") << u"\u2028\u2029\ufeff\uffff"_s;
    QString controls;
    for (char16_t code = 0; code < 0x20; ++code)
        controls += QChar(code);
    controls += QChar(0x7f);
    QTest::newRow("control characters, NUL among them") << controls + u'x' + controls;
    QTest::newRow("longer than any buffer") << QString(100'000, QChar(0x4e2d)) + u'"';
}

void JsonWriterTest::textsReadBackTheSame()
{
    QFETCH(QString, text);

    const QByteArray json = written(text);

    QCOMPARE(QJsonDocument::fromJson(json)[0].toString(), text);
    QVERIFY(std::all_of(json.begin(), json.end(),
                        [](char letter) { return static_cast<unsigned char>(letter) >= 0x20; }));
}

void JsonWriterTest::halvesOfSurrogatePairsAreReplaced_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected");
    const QChar first(0xd83d);
    const QChar second(0xde00);
    QTest::newRow("first alone") << (u"a"_s + first + u'b') << QByteArray("[\"a\ufffdb\"]");
    QTest::newRow("second alone") << (u"a"_s + second + u'b') << QByteArray("[\"a\ufffdb\"]");
    QTest::newRow("at the end") << (u"a"_s + first) << QByteArray("[\"a\ufffd\"]");
    QTest::newRow("the wrong way round")
        << (QString(second) + first) << QByteArray("[\"\ufffd\ufffd\"]");
    QTest::newRow("whole") << (QString(first) + second) << QByteArray("[\"\U0001f600\"]");
}

void JsonWriterTest::halvesOfSurrogatePairsAreReplaced()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, expected);

    QCOMPARE(written(text), expected);
    QCOMPARE(written(text, text).size(), 2 * expected.size() - 1); // nothing is carried over
}

void JsonWriterTest::growsAsFarAsItMust()
{
    JsonWriter json(JsonWriter::Layout::Compact, 0);
    json.array([&] {
        for (int i = 0; i < 10'000; ++i)
            json.add(i % 2 == 0 ? QStringView(u"even") : QStringView(u"odd"));
    });

    const QByteArray bytes = json.take();

    QCOMPARE(bytes.size(), 1 + 5'000 * 7 + 5'000 * 6);
    QCOMPARE(QJsonDocument::fromJson(bytes).array().size(), 10'000);
}

void JsonWriterTest::aDocumentHoldsLittleMoreThanItsSize_data()
{
    QTest::addColumn<int>("texts");
    QTest::addColumn<int>("letters");
    QTest::addColumn<int>("size");
    QTest::newRow("short") << 1 << 1 << 5;
    QTest::newRow("many short texts") << 55'001 << 3 << 330'007;
    QTest::newRow("one long text") << 1 << 1'126'410 << 1'126'414;
}

void JsonWriterTest::aDocumentHoldsLittleMoreThanItsSize()
{
    QFETCH(int, texts);
    QFETCH(int, letters);
    QFETCH(int, size);
    const QString text(letters, u'x');
    JsonWriter json;
    json.array([&] {
        for (int i = 0; i < texts; ++i)
            json.add(text);
    });

    const QByteArray bytes = json.take();

    QCOMPARE(bytes.size(), size);
    QVERIFY2(bytes.capacity() <= size + size / 4, qPrintable(QString::number(bytes.capacity())));
}

void JsonWriterTest::aLineIsATreeForThoseWhoLookIntoIt()
{
    const QByteArray line = jsonLine([](JsonWriter &json) { json.put("a", 2.5); });

    QCOMPARE(jsonTree(line), (QJsonObject{{u"a"_s, 2.5}}));
}

BREAKWATER_TEST(JsonWriterTest)

#include "tst_jsonwriter.moc"
