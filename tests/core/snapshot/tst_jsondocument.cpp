// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/jsondocument.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class JsonDocumentTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAnObject_data();
    void takesAnObject();
    void refusesWithASentence_data();
    void refusesWithASentence();
    void judgesTheDepthBeforeItParses();
    void cutAtEveryByteItNeverTakesHalf();
};

namespace {

constexpr qsizetype most = 100'000;

QByteArray nested(int levels)
{
    return "{\"a\":" + QByteArray(levels - 1, '[') + QByteArray(levels - 1, ']') + '}';
}

} // namespace

void JsonDocumentTest::takesAnObject_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("{}");
    QTest::newRow("after a byte order mark") << QByteArray("\xEF\xBB\xBF{\"a\":1}");
    QTest::newRow("as deep as it may be") << nested(32);
    QTest::newRow("brackets in a text")
        << "{\"a\":\"" + QByteArray(500, '[') + QByteArray(500, '{') + "\"}";
    QTest::newRow("escapes in a text") << QByteArray(R"({"a":"\\","b":"\"[[[[","c":["\\\"{"]})");
    QTest::newRow("many, but flat") << "{\"a\":[" + QByteArray("[],").repeated(5000) + "[]]}";
}

void JsonDocumentTest::takesAnObject()
{
    QFETCH(QByteArray, text);

    const auto object = readJsonObject(text, most, u"It"_qs);

    QVERIFY2(object, qPrintable(object ? QString() : object.error().message));
}

void JsonDocumentTest::refusesWithASentence_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &text, const QString &says) {
        QTest::newRow(name) << text << says;
    };
    row("nothing", "", u"not JSON"_qs);
    row("no object", "[1]", u"not a JSON object"_qs);
    row("a text", "\"a\"", u"not"_qs);
    row("not JSON", "<html>", u"not JSON"_qs);
    row("two of them", "{}{}", u"not JSON"_qs);
    row("endless", "{\"a\":1e309}", u"not JSON"_qs);
    row("not a number", "{\"a\":NaN}", u"not JSON"_qs);
    row("infinity", "{\"a\":-Infinity}", u"not JSON"_qs);
    row("not UTF-8", "{\"a\":\"\xff\xfe\"}", u"not JSON"_qs);
    row("one level too deep", nested(33), u"nested deeper than 32 levels"_qs);
    row("a thousand levels", nested(1000), u"nested deeper than 32 levels"_qs);
    row("deep and never closed", QByteArray(50'000, '['), u"nested deeper"_qs);
    row("too long", QByteArray(most + 1, ' '), u"has 100001 bytes; at most 100000 are read"_qs);
    row("ten megabytes", QByteArray(10 << 20, '['), u"has 10485760 bytes"_qs);
}

void JsonDocumentTest::refusesWithASentence()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);

    const auto object = readJsonObject(text, most, u"The frame"_qs);

    QVERIFY(!object);
    QVERIFY2(object.error().message.startsWith(u"The frame "_qs)
                 && object.error().message.contains(says),
             qPrintable(object.error().message));
}

//! The closing bracket in the text closes nothing, and what was closed may be opened again.
void JsonDocumentTest::judgesTheDepthBeforeItParses()
{
    const QByteArray hidden = "{\"]]]]\":" + QByteArray(32, '[') + QByteArray(32, ']') + '}';

    const auto object = readJsonObject(hidden, most, u"It"_qs);

    QVERIFY(!object);
    QVERIFY2(object.error().message.contains(u"nested"_qs), qPrintable(object.error().message));
}

void JsonDocumentTest::cutAtEveryByteItNeverTakesHalf()
{
    const QByteArray whole
        = R"({"a":[1,2,{"b":"\u00e4\\"}],"c":null,"d":-1.5e3,"e":"\ud83d\ude00"})";
    QVERIFY(readJsonObject(whole, most, u"It"_qs));

    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!readJsonObject(whole.left(length), most, u"It"_qs), whole.left(length));
}

BREAKWATER_TEST(JsonDocumentTest)
#include "tst_jsondocument.moc"
