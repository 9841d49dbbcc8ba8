// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/series.h>

#include <tests/support/testmain.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>

using namespace Breakwater;

namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

//! The slow truth that the pyramid is compared with.
Series::Column bruteForce(const std::map<std::int64_t, float> &values, double from, double to)
{
    Series::Column column;
    for (auto it = values.lower_bound(static_cast<std::int64_t>(std::ceil(from)));
         it != values.end() && static_cast<double>(it->first) < to; ++it) {
        column.lowest = column.count == 0 ? it->second : std::min(column.lowest, it->second);
        column.highest = column.count == 0 ? it->second : std::max(column.highest, it->second);
        column.last = it->second;
        ++column.count;
    }
    return column;
}

} // namespace

class SeriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isEmptyAtFirst();
    void keepsWhatWasAppended();
    void skippedSecondsAreGaps();
    void theSameSecondReplacesEverywhere();
    void aLateSecondIsIgnored();
    void aClockSetBackStartsOverAtTheNewTime();
    void aLeapBeyondTheRingForgetsAll();
    void oldestSecondsLeave();
    void columnsAgreeWithBruteForce_data();
    void columnsAgreeWithBruteForce();
    void everySpikeOfADaySurvives();
    void gapsStayEmptyColumns();
    void middleIsNotPulledBySpikes();
    void lastBeforeLooksBackNoFurtherThanTold();
    void meanIsOfWhatIsKnown();
    void meanAgreesWithBruteForce();
    void sizeIsConstantAndZeroBeforeTheFirstValue();
};

void SeriesTest::isEmptyAtFirst()
{
    const Series series;

    QVERIFY(!series.firstSecond());
    QVERIFY(!series.at(0));
    QCOMPARE(series.columns(0, 100, 10).size(), 10U);
    QCOMPARE(series.columns(0, 100, 10).front().count, 0U);
}

void SeriesTest::keepsWhatWasAppended()
{
    Series series(100);

    series.append(1000, 1.5F);
    series.append(1001, 0);

    QCOMPARE(series.at(1000), std::optional(1.5F));
    QCOMPARE(series.at(1001), std::optional(0.0F));
    QVERIFY(!series.at(1002));
    QVERIFY(!series.at(999));
}

void SeriesTest::skippedSecondsAreGaps()
{
    Series series(100);

    series.append(1000, 1);
    series.append(1003, 2);

    QVERIFY(!series.at(1001));
    QVERIFY(!series.at(1002));
    const std::vector<float> values = series.values(999, 1005);
    QCOMPARE(values.size(), 6U);
    QVERIFY(std::isnan(values[0]) && std::isnan(values[2]) && std::isnan(values[5]));
    QCOMPARE(values[4], 2.0F);
}

void SeriesTest::theSameSecondReplacesEverywhere()
{
    Series series(1000);
    for (std::int64_t i = 0; i < 100; ++i)
        series.append(i, 1);

    series.append(100, 50);
    series.append(100, 2);

    const Series::Column column = series.columns(0, 1000, 1).front();
    QCOMPARE(column.highest, 2.0F);
    QCOMPARE(column.count, 101U);
}

void SeriesTest::aLateSecondIsIgnored()
{
    Series series(100);
    series.append(1000, 1);

    series.append(998, 7);

    QCOMPARE(series.lastSecond(), std::optional<std::int64_t>(1000));
    QVERIFY(!series.at(998));
}

void SeriesTest::aClockSetBackStartsOverAtTheNewTime()
{
    Series series(1000);
    for (std::int64_t i = 1000; i < 1200; ++i)
        series.append(i, static_cast<float>(i));

    series.append(1100, -1);

    QCOMPARE(series.lastSecond(), std::optional<std::int64_t>(1100));
    QCOMPARE(series.at(1099), std::optional(1099.0F));
    QVERIFY(!series.at(1150));
    const Series::Column column = series.columns(1000, 1300, 1).front();
    QCOMPARE(column.count, 101U);
    QCOMPARE(column.highest, 1099.0F);
    QCOMPARE(column.last, -1.0F);
}

void SeriesTest::aLeapBeyondTheRingForgetsAll()
{
    Series series(100);
    series.append(1000, 1);

    series.append(1'000'000'000, 2);

    QCOMPARE(series.firstSecond(), std::optional<std::int64_t>(1'000'000'000));
    QCOMPARE(series.at(1'000'000'000), std::optional(2.0F));
}

void SeriesTest::oldestSecondsLeave()
{
    Series series(100);
    for (std::int64_t i = 0; i < 250; ++i)
        series.append(i, static_cast<float>(i));

    QCOMPARE(series.firstSecond(), std::optional<std::int64_t>(150));
    QVERIFY(!series.at(149));
    QCOMPARE(series.columns(0, 250, 1).front().lowest, 150.0F);
    QCOMPARE(series.columns(0, 250, 1).front().count, 100U);
}

void SeriesTest::columnsAgreeWithBruteForce_data()
{
    QTest::addColumn<int>("capacity");
    QTest::addColumn<int>("seconds");
    for (const int capacity : {1, 7, 8, 64, 100, 513, 4096, 5000})
        for (const int seconds : {10, 600, 9000})
            QTest::addRow("%d kept, %d appended", capacity, seconds) << capacity << seconds;
}

void SeriesTest::columnsAgreeWithBruteForce()
{
    QFETCH(int, capacity);
    QFETCH(int, seconds);
    std::mt19937 random(static_cast<unsigned>(capacity * 31 + seconds));
    std::uniform_real_distribution<float> anyValue(-5, 5);
    Series series(capacity);
    std::map<std::int64_t, float> truth;
    std::int64_t now = 12'345;
    for (int i = 0; i < seconds; ++i) {
        now += random() % 20 == 0 ? random() % 9 : 1;
        const float value = random() % 10 == 0 ? unknown : anyValue(random);
        series.append(now, value);
        truth.erase(now);
        if (!std::isnan(value))
            truth[now] = value;
        truth.erase(truth.begin(), truth.lower_bound(now - capacity + 1));
    }

    for (int round = 0; round < 50; ++round) {
        const double from = static_cast<double>(now - capacity) - 20 + random() % 40 + 0.25;
        const double to = from + 1 + random() % static_cast<unsigned>(capacity + 40);
        const int columns = 1 + static_cast<int>(random() % 30);
        const double width = (to - from) / columns;
        const std::vector<Series::Column> found = series.columns(from, to, columns);
        for (int i = 0; i < columns; ++i) {
            const double end = std::ceil(from + (i + 1) * width);
            const Series::Column expected = bruteForce(truth, std::ceil(from + i * width), end);
            const Series::Column &column = found[static_cast<std::size_t>(i)];
            QCOMPARE(column.count, expected.count);
            QCOMPARE(column.lowest, expected.lowest);
            QCOMPARE(column.highest, expected.highest);
            QCOMPARE(column.last, expected.last);
            QVERIFY(column.middle >= column.lowest && column.middle <= column.highest);
        }
    }
}

void SeriesTest::everySpikeOfADaySurvives()
{
    Series series;
    std::mt19937 random(5);
    for (std::int64_t i = 0; i < 86'400; ++i)
        series.append(i, 10);
    Series spiky;
    std::vector<bool> hasSpike(750, false);
    for (std::int64_t i = 0; i < 86'400; ++i) {
        const bool isSpike = random() % 432 == 0;
        spiky.append(i, isSpike ? 900.0F : 10.0F);
        const auto column = static_cast<std::size_t>(static_cast<double>(i) / (86'400.0 / 750));
        hasSpike[column] = hasSpike[column] || isSpike;
    }

    const std::vector<Series::Column> columns = spiky.columns(0, 86'400, 750);

    for (std::size_t i = 0; i < columns.size(); ++i)
        QCOMPARE(columns[i].highest, hasSpike[i] ? 900.0F : 10.0F);
    QCOMPARE(series.columns(0, 86'400, 1).front().highest, 10.0F);
}

void SeriesTest::gapsStayEmptyColumns()
{
    Series series;
    for (std::int64_t i = 0; i < 1000; ++i)
        series.append(i, 1);
    for (std::int64_t i = 2000; i < 3000; ++i)
        series.append(i, 0);

    const std::vector<Series::Column> columns = series.columns(0, 3000, 3);

    QCOMPARE(columns[0].count, 1000U);
    QCOMPARE(columns[1].count, 0U);
    QCOMPARE(columns[2].count, 1000U); // zeros are known
}

void SeriesTest::middleIsNotPulledBySpikes()
{
    Series series;
    for (std::int64_t i = 0; i < 100; ++i)
        series.append(i, i == 50 ? 1e6F : 10.0F);

    const Series::Column column = series.columns(0, 100, 1).front();

    QCOMPARE(column.middle, 10.0F);
    QCOMPARE(column.highest, 1e6F);
}

void SeriesTest::lastBeforeLooksBackNoFurtherThanTold()
{
    Series series(1000);
    series.append(100, 3);
    series.append(110, unknown);

    QCOMPARE(series.lastBefore(110, 11), std::optional(3.0F));
    QVERIFY(!series.lastBefore(110, 10));
    QVERIFY(!series.lastBefore(99, 1000));
    QCOMPARE(series.lastBefore(500, 1000), std::optional(3.0F));
}

void SeriesTest::meanIsOfWhatIsKnown()
{
    Series series(100);
    QVERIFY(!series.mean(0, 100));
    for (int second = 10; second < 40; ++second)
        series.append(second, second < 20 ? 1.0F : second < 30 ? unknown : 0.0F);

    QCOMPARE(series.mean(0, 100), std::optional(0.5));
    QCOMPARE(series.mean(10, 32), std::optional(10.0 / 12));
    QVERIFY(!series.mean(20, 30));
    QVERIFY(!series.mean(40, 50));
}

void SeriesTest::meanAgreesWithBruteForce()
{
    std::mt19937 random(11);
    Series series(5000);
    std::map<std::int64_t, float> values;
    float value = 1;
    for (std::int64_t second = 1000; second < 9000; ++second) {
        if (random() % 40 == 0)
            value = static_cast<float>(random() % 4) / 4;
        if (random() % 300 == 0)
            second += random() % 50;
        series.append(second, value);
        values[second] = value;
    }
    for (int i = 0; i < 500; ++i) {
        const std::int64_t from
            = std::max<std::int64_t>(*series.firstSecond(), 1000 + random() % 8000);
        const std::int64_t to = from + random() % 6000;
        double sum = 0;
        int count = 0;
        for (auto at = values.lower_bound(from); at != values.lower_bound(to); ++at, ++count)
            sum += static_cast<double>(at->second);
        const auto mean = series.mean(from, to);

        QCOMPARE(mean.has_value(), count > 0);
        QCOMPARE(mean.value_or(0), count > 0 ? sum / count : 0);
    }
}

void SeriesTest::sizeIsConstantAndZeroBeforeTheFirstValue()
{
    Series series;
    series.append(10, unknown);
    QCOMPARE(series.bytes(), 0);

    series.append(11, 1);
    const std::int64_t bytes = series.bytes();
    for (std::int64_t i = 12; i < 100'000; ++i)
        series.append(i, 1);

    QCOMPARE(series.bytes(), bytes);
    QVERIFY2(bytes < 600'000, "A series-day takes about half a megabyte.");
}

BREAKWATER_TEST(SeriesTest)
#include "tst_series.moc"
