// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/historypage.h>

#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr WallTime start{std::chrono::seconds(1'795'000'000)};

QJsonObject objectOf(const HttpAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

} // namespace

class HistoryPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPointPerStep();
    void gapsAreNull();
    void theLastHourWithoutBeingTold();
    void timesMayBeIso8601();
    void everyMetricHasAName();
    void whatMakesNoSenseIsRefused_data();
    void whatMakesNoSenseIsRefused();

private:
    QJsonObject ask(const QString &query, Duration after = 60s)
    {
        return objectOf(historyPage(m_history, QUrlQuery(query),
                                    start + std::chrono::floor<std::chrono::milliseconds>(after)));
    }

    SourceHistory m_history{3600};
};

//! A minute in which 0, 1, 2 … messages are queued.
void HistoryPageTest::initTestCase()
{
    for (int second = 0; second < 60; ++second) {
        const std::chrono::seconds passed(second);
        const auto frame = SnapshotBuilder()
                               .at({MonotonicTime(passed), start + passed})
                               .tiers({Tier::Realtime})
                               .session(SessionBuilder(u"a"_qs).queue(second, 0))
                               .build();
        m_history.record(*frame, frame->engine);
    }
}

void HistoryPageTest::aPointPerStep()
{
    const QJsonObject page = ask(u"metric=queued&from=1795000000&to=1795000060&step=20"_qs);

    QCOMPARE(page[u"metric"_qs].toString(), u"queued"_qs);
    QCOMPARE(page[u"unit"_qs].toString(), u"messages"_qs);
    QCOMPARE(
        page[u"points"_qs].toArray(),
        (QJsonArray{QJsonArray{1'795'000'000, 19, 0, 19}, QJsonArray{1'795'000'020, 39, 20, 39},
                    QJsonArray{1'795'000'040, 59, 40, 59}}));
}

void HistoryPageTest::gapsAreNull()
{
    const QJsonArray points
        = ask(u"metric=queued&from=1794999990&to=1795000010&step=10"_qs)[u"points"_qs].toArray();

    QCOMPARE(points.size(), 2);
    QVERIFY(points[0][1].isNull() && points[0][2].isNull() && points[0][3].isNull());
    QCOMPARE(points[1][1].toInt(), 9);
}

void HistoryPageTest::theLastHourWithoutBeingTold()
{
    const QJsonObject page = ask(u"metric=queued"_qs);

    QCOMPARE(page[u"from"_qs].toInteger(), 1'795'000'060 - 3600);
    QCOMPARE(page[u"step"_qs].toInt(), 12);
    QCOMPARE(page[u"points"_qs].toArray().size(), usualHistoryPoints);
    QCOMPARE(page[u"points"_qs].toArray().last()[1].toInt(), 59);
}

void HistoryPageTest::timesMayBeIso8601()
{
    const QJsonObject page
        = ask(u"metric=queued&from=2026-11-18T12:26:40Z&to=2026-11-18T13:26:50%2B01:00"_qs);

    QCOMPARE(page[u"from"_qs].toInteger(), 1'795'004'800);
    QCOMPARE(page[u"points"_qs].toArray().size(), 10);
}

void HistoryPageTest::everyMetricHasAName()
{
    const QString sentence = ask(u"metric=nothing"_qs)[u"error"_qs].toString();
    const QStringList names
        = sentence.mid(sentence.indexOf(u"one of ")).chopped(1).mid(7).split(u", "_qs);

    QCOMPARE(names.size(), metricCount);
    for (const QString &name : names)
        QCOMPARE(ask(u"metric="_qs + name)[u"metric"_qs].toString(), name);
}

void HistoryPageTest::whatMakesNoSenseIsRefused_data()
{
    QTest::addColumn<QString>("query");
    for (const char *query :
         {"", "metric=", "metric=Queued", "metric=queued&step=0", "metric=queued&step=-5",
          "metric=queued&step=1.5", "metric=queued&from=x", "metric=queued&from=-1",
          "metric=queued&from=nan", "metric=queued&to=1e300", "metric=queued&from=2000&to=1000",
          "metric=queued&from=1000&to=1000", "metric=queued&from=2026-11-18T12:26:40",
          "metric=queued&from=0&to=1795000000&step=1", "metric=queued&step=99999999999"})
        QTest::newRow(query) << QString::fromLatin1(query);
}

void HistoryPageTest::whatMakesNoSenseIsRefused()
{
    QFETCH(const QString, query);

    const HttpAnswer answer = historyPage(m_history, QUrlQuery(query), start);

    QCOMPARE(answer.status, 400);
    QVERIFY(objectOf(answer)[u"error"_qs].toString().endsWith(u'.'));
}

BREAKWATER_TEST(HistoryPageTest)

#include "tst_historypage.moc"
