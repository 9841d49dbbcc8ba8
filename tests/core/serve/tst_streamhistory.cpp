// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/metricnames.h>
#include <core/serve/streamhistory.h>
#include <core/snapshot/jsonwriter.h>

#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr WallTime start{std::chrono::seconds(1'795'000'200)}; // a multiple of 60 and of 6

void record(SourceHistory &history, std::chrono::seconds second, int queued)
{
    const auto frame = SnapshotBuilder()
                           .at({MonotonicTime(second), start + second})
                           .tiers({Tier::Realtime})
                           .session(SessionBuilder(u"a"_s).queue(queued, 0))
                           .build();
    history.record(*frame, frame->engine);
}

QByteArray answerLine(const SourceHistory &history, const HistoryCommand &command, WallTime now)
{
    return jsonLine([&](JsonWriter &json) { writeHistory(json, history, command, now); });
}

QJsonObject historyAnswer(const SourceHistory &history, const HistoryCommand &command, WallTime now)
{
    return jsonTree(answerLine(history, command, now));
}

QJsonArray queuedIn(const QJsonObject &answer)
{
    return answer["series"_L1]["queued"_L1].toArray();
}

QJsonArray point(double last, double lowest, double highest)
{
    return {last, lowest, highest};
}

} // namespace

class StreamHistoryTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSpikeIsNotLost();
    void whatIsNotKnownIsNull();
    void theLastSpanIsThePresentOne();
    void allSeriesHaveTheirNamesAndUnits();
    void numbersAreShort();
    void theLargestAnswerIsBounded();
};

void StreamHistoryTest::aSpikeIsNotLost()
{
    SourceHistory history(3600);
    for (int second = 0; second < 120; ++second)
        record(history, std::chrono::seconds(second), second == 70 ? 500 : 1);

    const QJsonObject answer = historyAnswer(history, {u"get_time_series"_s, 60, 2}, start + 119s);

    QCOMPARE(answer["from"_L1].toInteger(-1), start.time_since_epoch() / 1s);
    QCOMPARE(answer["step"_L1].toInteger(-1), 60);
    QCOMPARE(queuedIn(answer), QJsonArray({point(1, 1, 1), point(1, 1, 500)}));
}

void StreamHistoryTest::whatIsNotKnownIsNull()
{
    SourceHistory history(3600);
    record(history, 0s, 7);

    const QJsonObject answer = historyAnswer(history, {u"get_time_series"_s, 60, 3}, start + 70s);

    QCOMPARE(queuedIn(answer), QJsonArray({QJsonValue(), point(7, 7, 7), QJsonValue()}));
    const QJsonArray unknown = answer["series"_L1]["rtt"_L1].toArray();
    QCOMPARE(unknown, QJsonArray({QJsonValue(), QJsonValue(), QJsonValue()}));
}

void StreamHistoryTest::theLastSpanIsThePresentOne()
{
    SourceHistory history(3600);
    record(history, 0s, 7);

    const QJsonObject answer = historyAnswer(history, {u"get_historical_data"_s, 6, 2}, start);

    QCOMPARE(queuedIn(answer), QJsonArray({QJsonValue(), point(7, 7, 7)}));
}

void StreamHistoryTest::allSeriesHaveTheirNamesAndUnits()
{
    const QJsonObject answer
        = historyAnswer(SourceHistory(60), {u"get_time_series"_s, 60, 1}, start);

    const QJsonObject series = answer["series"_L1].toObject();
    QCOMPARE(series.size(), metricCount);
    QCOMPARE(answer["units"_L1].toObject().keys(), series.keys());
    for (const QString &name : series.keys())
        QVERIFY2(metricNamed(name), qPrintable(name));
    QCOMPARE(answer["units"_L1]["rtt"_L1].toString(), u"milliseconds"_s);
}

void StreamHistoryTest::numbersAreShort()
{
    SourceHistory history(3600);
    record(history, 0s, 123'456'789);

    const QJsonObject answer = historyAnswer(history, {u"get_time_series"_s, 60, 1}, start);

    QCOMPARE(queuedIn(answer), QJsonArray{point(123'457'000, 123'457'000, 123'457'000)});
}

//! A frame must pass the limit that most WebSocket clients have.
void StreamHistoryTest::theLargestAnswerIsBounded()
{
    SourceHistory history;
    for (int second = 0; second < 86'400; second += 20)
        record(history, std::chrono::seconds(second), (second * 7919) % 1'000'000);

    const QByteArray answer
        = answerLine(history, {u"get_time_series"_s, 60, mostTimeSeriesPoints}, start + 86'399s);

    QVERIFY2(answer.size() < 1024 * 1024, qPrintable(QString::number(answer.size())));
}

BREAKWATER_TEST(StreamHistoryTest)

#include "tst_streamhistory.moc"
