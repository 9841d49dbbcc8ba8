// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/format/format.h>
#include <ui/format/scalelabel.h>
#include <ui/format/words.h>

#include <core/metrics/latencyhistogram.h>

#include <tests/support/testmain.h>

#include <QtCore/QLocale>

#include <limits>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

//! Written with plain spaces for the reader.
QString spaced(QString text)
{
    return text.replace(Format::thinSpace, u' ');
}

} // namespace

class FormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void durations_data();
    void durations();
    void countdowns_data();
    void countdowns();
    void rates_data();
    void rates();
    void integers_data();
    void integers();
    void bytes_data();
    void bytes();
    void percentsHaveOneDecimal();
    void unknownIsADash();
    void scaleLabelsShareTheirUnit_data();
    void scaleLabelsShareTheirUnit();
    void theLocaleDecides();
    void timesArePeoples();
    void everyStateHasAWord();
};

void FormatTest::durations_data()
{
    QTest::addColumn<double>("milliseconds");
    QTest::addColumn<QString>("expected");
    QTest::newRow("zero") << 0.0 << u"0 s"_s;
    const auto middle
        = [](int bucket) { return toMilliseconds(LatencyHistogram::middleOf(bucket)); };
    QTest::newRow("the lowest bucket of a histogram") << middle(0) << u"≤ 1 µs"_s;
    QTest::newRow("the next bucket") << middle(1) << u"1 µs"_s;
    QTest::newRow("too short to be measured") << 0.00004 << u"≤ 1 µs"_s;
    QTest::newRow("microseconds") << 0.8501 << u"850 µs"_s;
    QTest::newRow("small microseconds") << 0.0023 << u"2.3 µs"_s;
    QTest::newRow("rounds up to the next unit") << 0.9999 << u"1 ms"_s;
    QTest::newRow("milliseconds") << 18.2 << u"18 ms"_s;
    QTest::newRow("few milliseconds") << 1.68 << u"1.7 ms"_s;
    QTest::newRow("almost ten") << 9.96 << u"10 ms"_s;
    QTest::newRow("almost a second") << 999.7 << u"1 s"_s;
    QTest::newRow("seconds") << 2400.0 << u"2.4 s"_s;
    QTest::newRow("whole seconds") << 45'000.0 << u"45 s"_s;
    QTest::newRow("almost a minute") << 59'600.0 << u"1 m 00 s"_s;
    QTest::newRow("minutes") << 185'000.0 << u"3 m 05 s"_s;
    QTest::newRow("hours") << 11'520'000.0 << u"3 h 12 m"_s;
    QTest::newRow("days") << 187'200'000.0 << u"2 d 4 h"_s;
}

void FormatTest::durations()
{
    QFETCH(double, milliseconds);
    QFETCH(QString, expected);

    const auto duration = std::chrono::duration_cast<Duration>(
        std::chrono::duration<double, std::milli>(milliseconds));

    QCOMPARE(spaced(Format::duration(duration)), expected);
    QCOMPARE(spaced(Format::value(milliseconds, Format::Unit::Milliseconds)), expected);
}

void FormatTest::countdowns_data()
{
    QTest::addColumn<int>("milliseconds");
    QTest::addColumn<QString>("expected");
    QTest::newRow("due") << 0 << u"0 s"_s;
    QTest::newRow("overdue") << -500 << u"0 s"_s;
    QTest::newRow("rounds up") << 11'001 << u"12 s"_s;
    QTest::newRow("minutes") << 125'000 << u"2 m 05 s"_s;
}

void FormatTest::countdowns()
{
    QFETCH(int, milliseconds);
    QFETCH(QString, expected);

    QCOMPARE(spaced(Format::countdown(std::chrono::milliseconds(milliseconds))), expected);
}

void FormatTest::rates_data()
{
    QTest::addColumn<double>("perSecond");
    QTest::addColumn<QString>("expected");
    QTest::newRow("idle") << 0.0 << u"0 /s"_s;
    QTest::newRow("tiny negative zero") << -0.0 << u"0 /s"_s;
    QTest::newRow("few") << 3.17 << u"3.2 /s"_s;
    QTest::newRow("tens") << 15.7 << u"15.7 /s"_s;
    QTest::newRow("almost a hundred") << 99.96 << u"100 /s"_s;
    QTest::newRow("hundreds") << 426.4 << u"426 /s"_s;
    QTest::newRow("rounds up to the prefix") << 999.7 << u"1.0 k/s"_s;
    QTest::newRow("thousands") << 12'400.0 << u"12.4 k/s"_s;
    QTest::newRow("many thousands") << 124'400.0 << u"124 k/s"_s;
    QTest::newRow("millions") << 2.5e6 << u"2.5 M/s"_s;
}

void FormatTest::rates()
{
    QFETCH(double, perSecond);
    QFETCH(QString, expected);

    QCOMPARE(spaced(Format::rate(perSecond)), expected);
    QVERIFY(!Format::rate(perSecond).contains(u' '));
}

void FormatTest::integers_data()
{
    QTest::addColumn<qint64>("number");
    QTest::addColumn<QString>("expected");
    QTest::newRow("zero") << qint64{0} << u"0"_s;
    QTest::newRow("ungrouped") << qint64{9999} << u"9999"_s;
    QTest::newRow("grouped") << qint64{10'000} << u"10,000"_s;
    QTest::newRow("millions") << qint64{1'234'567} << u"1,234,567"_s;
}

void FormatTest::integers()
{
    QFETCH(qint64, number);
    QFETCH(QString, expected);

    QCOMPARE(Format::integer(number), expected);
}

void FormatTest::bytes_data()
{
    QTest::addColumn<qint64>("number");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << qint64{0} << u"0 B"_s;
    QTest::newRow("bytes") << qint64{512} << u"512 B"_s;
    QTest::newRow("kilo") << qint64{4'096} << u"4.1 kB"_s;
    QTest::newRow("mega") << qint64{6'300'000} << u"6.3 MB"_s;
}

void FormatTest::bytes()
{
    QFETCH(qint64, number);
    QFETCH(QString, expected);

    QCOMPARE(spaced(Format::bytes(number)), expected);
}

void FormatTest::percentsHaveOneDecimal()
{
    QCOMPARE(spaced(Format::percent(0.3456)), u"34.6 %"_s);
    QCOMPARE(spaced(Format::percent(0)), u"0.0 %"_s);
    QCOMPARE(spaced(Format::percent(1)), u"100.0 %"_s);
}

void FormatTest::unknownIsADash()
{
    const QString dash = u"—"_s;

    QCOMPARE(Format::duration({}), dash);
    QCOMPARE(Format::countdown({}), dash);
    QCOMPARE(Format::rate({}), dash);
    QCOMPARE(Format::percent({}), dash);
    QCOMPARE(Format::bytes({}), dash);
    QCOMPARE(Format::integer({}), dash);
    QCOMPARE(Format::compact({}), dash);
    QCOMPARE(Format::timeOfDay({}), dash);
    QCOMPARE(Format::value(std::numeric_limits<double>::quiet_NaN(), Format::Unit::Count), dash);
}

void FormatTest::scaleLabelsShareTheirUnit_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("step");
    QTest::addColumn<double>("top");
    QTest::addColumn<Format::Unit>("unit");
    QTest::addColumn<QString>("expected");
    using Format::Unit;
    QTest::newRow("zero") << 0.0 << 250.0 << 1000.0 << Unit::Milliseconds << u"0"_s;
    QTest::newRow("ms") << 250.0 << 250.0 << 1000.0 << Unit::Milliseconds << u"250 ms"_s;
    QTest::newRow("µs") << 0.2 << 0.2 << 1.0 << Unit::Milliseconds << u"200 µs"_s;
    QTest::newRow("s") << 2500.0 << 500.0 << 5000.0 << Unit::Milliseconds << u"2.5 s"_s;
    QTest::newRow("share") << 0.5 << 0.25 << 1.0 << Unit::Share << u"50 %"_s;
    QTest::newRow("fine share") << 0.005 << 0.005 << 0.02 << Unit::Share << u"0.5 %"_s;
    QTest::newRow("count") << 750.0 << 250.0 << 1000.0 << Unit::Count << u"750"_s;
    QTest::newRow("many") << 5000.0 << 5000.0 << 20'000.0 << Unit::PerSecond << u"5 k"_s;
    QTest::newRow("seconds") << 10.0 << 5.0 << 20.0 << Unit::Seconds << u"10 s"_s;
}

void FormatTest::scaleLabelsShareTheirUnit()
{
    QFETCH(double, value);
    QFETCH(double, step);
    QFETCH(double, top);
    QFETCH(Format::Unit, unit);
    QFETCH(QString, expected);

    QCOMPARE(spaced(Format::scaleLabel(value, step, top, unit)), expected);
}

void FormatTest::theLocaleDecides()
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));

    QCOMPARE(spaced(Format::percent(0.3456)), u"34,6 %"_s);
    QCOMPARE(Format::integer(12'345), u"12.345"_s);

    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void FormatTest::timesArePeoples()
{
    const WallTime time = Format::wallTime(1'800'000'000.204);

    QCOMPARE(Format::timeOfDay(time), u"08:00:00"_s); // tests run in UTC
    QCOMPARE(Format::timeOfDayExact(time), u"08:00:00.204"_s);
    QCOMPARE(Format::dayAndTime(time), u"Fri 08:00:00"_s);
    QCOMPARE(Format::isoUtc(time), u"2027-01-15T08:00:00.204Z"_s);
}

void FormatTest::everyStateHasAWord()
{
    QCOMPARE(Format::breakerState(BreakerState::HalfOpen), u"HALF-OPEN"_s);
    QCOMPARE(Format::breakerState({}), u"UNKNOWN"_s);
    QCOMPARE(Format::breakerState(BreakerState::Closed, BreakerOverride::ForcedOpen),
             u"FORCED-OPEN"_s);
    QCOMPARE(Format::breakerState(BreakerState::HalfOpen, BreakerOverride::None, true),
             u"RECOVERING"_s);
    QCOMPARE(Format::breakerState(BreakerState::HalfOpen, BreakerOverride::ForcedOpen, true),
             u"FORCED-OPEN"_s);
    QCOMPARE(Format::severity(Severity::Warning), u"WARN"_s);
    for (int i = 0; i <= static_cast<int>(ConnectionState::Closed); ++i)
        QVERIFY(!Format::connectionState(static_cast<ConnectionState>(i)).isEmpty());
    for (int i = 0; i <= static_cast<int>(MessageState::Abandoned); ++i)
        QVERIFY(!Format::messageState(static_cast<MessageState>(i)).isEmpty()
                && !Format::messageMeaning(static_cast<MessageState>(i)).isEmpty());
    QCOMPARE(Format::guarantee(Guarantee::Hop), u"received by the first WebSocket hop"_s);
    QCOMPARE(Format::guarantee(Guarantee::App), u"acknowledged by the server's program"_s);
}

BREAKWATER_TEST(FormatTest)
#include "tst_format.moc"
