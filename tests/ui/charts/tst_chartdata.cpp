// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartdata.h>
#include <ui/charts/charttable.h>

#include <tests/support/testmain.h>

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QLocale>
#include <QtCore/QTemporaryDir>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t start = 1'800'000'000;

PlotGeometry geometry(double seconds, int width)
{
    return {.plot = QRect(0, 0, width, 50), .start = start, .end = start + seconds};
}

} // namespace

class ChartDataTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rawHasEverySecondAndEmptyGaps();
    void shownKeepsTheSpike();
    void formulasAreQuotedAway();
    void jsonHasNullsForGaps();
    void theTableShowsNewestFirst();

private:
    std::unique_ptr<Series> m_series;
};

void ChartDataTest::init()
{
    m_series = std::make_unique<Series>(1000);
    m_series->append(start, 1.5F);
    m_series->append(start + 2, 200.25F);
    m_series->append(start + 3, 0);
}

void ChartDataTest::rawHasEverySecondAndEmptyGaps()
{
    QLocale::setDefault(QLocale(QLocale::German)); // files do not follow the locale
    ChartData data = ChartData::raw({{u"p50"_s, m_series.get()}}, geometry(3, 100));
    data.unit = u"ms"_s;

    QCOMPARE(data.toCsv(),
             QByteArray("time,p50 (ms)\r\n"
                        "2027-01-15T08:00:00.000Z,1.5\r\n"
                        "2027-01-15T08:00:01.000Z,\r\n"
                        "2027-01-15T08:00:02.000Z,200.25\r\n"
                        "2027-01-15T08:00:03.000Z,0\r\n"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void ChartDataTest::shownKeepsTheSpike()
{
    const ChartData data = ChartData::shown({{u"p50"_s, m_series.get()}}, geometry(4, 1));

    QCOMPARE(data.seconds.size(), 1U);
    QCOMPARE(data.columns.size(), 3U);
    QCOMPARE(data.columns[0].values[0], 0.0F);
    QCOMPARE(data.columns[2].name, u"p50 max"_s);
    QCOMPARE(data.columns[2].values[0], 200.25F);
}

void ChartDataTest::formulasAreQuotedAway()
{
    ChartData data;
    data.columns = {{u"=HYPERLINK(\"http://x\",1)"_s, {}}, {u"-1+2"_s, {}}, {u"@a"_s, {}}};

    QCOMPARE(data.toCsv(), QByteArray("time,\"'=HYPERLINK(\"\"http://x\"\",1)\",'-1+2,'@a\r\n"));
}

void ChartDataTest::jsonHasNullsForGaps()
{
    ChartData data = ChartData::raw({{u"p50"_s, m_series.get()}}, geometry(3, 100));
    data.title = u"Latency"_s;

    const QJsonObject document = QJsonDocument::fromJson(data.toJson()).object();

    QCOMPARE(document[u"title"_s].toString(), u"Latency"_s);
    QCOMPARE(document[u"rows"_s].toArray().size(), 4);
    QVERIFY(document[u"rows"_s].toArray()[1].toArray()[1].isNull());
    QCOMPARE(document[u"rows"_s].toArray()[2].toArray()[1].toDouble(), 200.25);
}

void ChartDataTest::theTableShowsNewestFirst()
{
    const ChartTableModel model(ChartData::raw({{u"p50"_s, m_series.get()}}, geometry(3, 100)),
                                Format::Unit::Milliseconds);

    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), u"p50"_s);
    QCOMPARE(model.index(0, 0).data().toString(), u"Fri 08:00:03"_s);
    QCOMPARE(model.index(1, 1).data().toString(),
             Format::value(200.25, Format::Unit::Milliseconds));
    QCOMPARE(model.index(2, 1).data().toString(), u"—"_s);
}

BREAKWATER_TEST(ChartDataTest)
#include "tst_chartdata.moc"
