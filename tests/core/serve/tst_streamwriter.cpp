// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streamwriter.h>

#include <tests/support/testmain.h>

#include <QtCore/QJsonDocument>

using namespace Breakwater;
using namespace Qt::StringLiterals;

namespace {

constexpr WallTime at{std::chrono::milliseconds(1'795'000'000'123)};

QByteArray eventFrame(const QString &title)
{
    return streamFrame("event"_L1, at, [&](JsonWriter &json) { json.put("title", title); });
}

QJsonObject objectOf(const QByteArray &frame)
{
    return QJsonDocument::fromJson(frame).object();
}

} // namespace

class StreamWriterTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTypeComesFirst();
    void textIsEscaped();
    void whatWasSkippedIsSaidInTheData();
    void anErrorWithoutACommandSaysNull();
};

void StreamWriterTest::theTypeComesFirst()
{
    QCOMPARE(
        streamFrame("pong"_L1, at, [](JsonWriter &json) { json.put("a", 1); }),
        QByteArray(R"({"type":"pong","data":{"a":1},"timestamp":"2026-11-18T11:06:40.123Z"})"));
}

void StreamWriterTest::textIsEscaped()
{
    const QString hostile = u"\"},\"type\":\"event\" \n\x1b \\"_s;

    const QJsonObject frame = objectOf(eventFrame(hostile));

    QCOMPARE(frame.size(), 3);
    QCOMPARE(frame["type"_L1].toString(), u"event"_s);
    QCOMPARE(frame["data"_L1]["title"_L1].toString(), hostile);
}

void StreamWriterTest::whatWasSkippedIsSaidInTheData()
{
    const QByteArray frame = eventFrame(u",\"data\":{"_s);

    const QJsonObject told = objectOf(withSkippedEvents(frame, 18'446'744'073'709'551'615U));

    QCOMPARE(told["data"_L1]["skipped_events"_L1].toDouble(0), 18'446'744'073'709'551'615.0);
    QCOMPARE(told["data"_L1]["title"_L1].toString(), u",\"data\":{"_s);
    QCOMPARE(told.keys(), objectOf(frame).keys());
}

void StreamWriterTest::anErrorWithoutACommandSaysNull()
{
    const QJsonObject frame = objectOf(errorFrame({{}, u"No."_s}, at));

    QCOMPARE(frame["type"_L1].toString(), u"error"_s);
    QVERIFY(frame["data"_L1]["command"_L1].isNull());
    QCOMPARE(frame["data"_L1]["message"_L1].toString(), u"No."_s);
}

BREAKWATER_TEST(StreamWriterTest)

#include "tst_streamwriter.moc"
