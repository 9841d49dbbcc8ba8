// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/jsonreader.h>

#include <core/base/states.h>
#include <core/snapshot/snapshotreader.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonDocument>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class JsonReaderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsThere();
    void whatWasAddedMayBeMissing();
    void nullIsUnknownOnlyWhereSomethingMayBe();
    void wholeNumbersAreExactOrRefused_data();
    void wholeNumbersAreExactOrRefused();
    void otherNumbersStayInTheirRange_data();
    void otherNumbersStayInTheirRange();
    void aSmallTargetHasItsOwnRange();
    void textsAreSanitisedAndBounded();
    void namesMustBeKnown();
    void timesNeedAZone_data();
    void timesNeedAZone();
    void theFirstProblemCountsAndNamesItsPath();
    void listsAreBoundedAndHoldObjects();
    void duplicateKeysAreReadAsTheLast();
};

namespace {

//! One object with the value under "x".
class Sample final
{
public:
    explicit Sample(const QByteArray &value)
        : m_object(QJsonDocument::fromJson("{\"x\":" + value + "}").object())
    {
        Q_ASSERT(m_object.contains("x"_L1));
    }
    JsonReader reader() { return {m_object, u"at"_qs, m_problem}; }
    QString problem() const { return m_problem ? m_problem->message : QString(); }

private:
    QJsonObject m_object;
    std::optional<Error> m_problem;
};

constexpr auto x = "x"_L1;
constexpr auto missing = "y"_L1;

} // namespace

void JsonReaderTest::readsWhatIsThere()
{
    Sample sample("1.5");
    Duration seconds{};
    std::optional<Duration> milliseconds;
    double real = 0;

    sample.reader().seconds(x, seconds);
    sample.reader().milliseconds(x, milliseconds);
    sample.reader().number(x, real);

    QCOMPARE(sample.problem(), QString());
    QCOMPARE(seconds, Duration(1500ms));
    QCOMPARE(*milliseconds, Duration(1500us));
    QCOMPARE(real, 1.5);
}

void JsonReaderTest::whatWasAddedMayBeMissing()
{
    Sample sample("0");
    std::uint64_t number = 7;

    sample.reader().number(missing, number, JsonReader::Added);
    QCOMPARE(sample.problem(), QString());
    QCOMPARE(number, 7U);

    sample.reader().number(missing, number);
    QCOMPARE(sample.problem(), u"“at.y” is missing."_qs);
    QCOMPARE(number, 7U);
}

void JsonReaderTest::nullIsUnknownOnlyWhereSomethingMayBe()
{
    Sample sample("null");
    std::optional<double> real;
    std::optional<std::uint64_t> number;
    std::optional<Duration> duration;
    std::optional<WallTime> time;
    QString text;
    sample.reader().number(x, real);
    sample.reader().number(x, number);
    sample.reader().seconds(x, duration);
    sample.reader().time(x, time);
    sample.reader().text(x, text);
    QCOMPARE(sample.problem(), QString());
    QVERIFY(!real && !number && !duration && !time);

    std::uint64_t counter = 3;
    sample.reader().number(x, counter);
    QVERIFY2(sample.problem().contains(u"“at.x” is null; a whole number"_qs),
             qPrintable(sample.problem()));
    QCOMPARE(counter, 3U);
}

void JsonReaderTest::wholeNumbersAreExactOrRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isFine");
    QTest::addColumn<quint64>("value");
    const auto fine = [](const char *text, quint64 value) {
        QTest::newRow(text) << QByteArray(text) << true << value;
    };
    const auto bad
        = [](const char *text) { QTest::newRow(text) << QByteArray(text) << false << quint64(0); };
    fine("0", 0);
    fine("-0", 0);
    fine("1e3", 1000);
    fine("5.0", 5);
    fine("3000000000", 3'000'000'000);
    fine("9007199254740991", 9'007'199'254'740'991);
    bad("9007199254740992");
    bad("9007199254740993");
    bad("9223372036854775807");
    bad("9223372036854775808");
    bad("18446744073709551616");
    bad("1e300");
    bad("-1");
    bad("-9223372036854775808");
    bad("0.5");
    bad("1e-300");
    bad("\"5\"");
    bad("true");
    bad("[]");
    bad("[5]");
    bad("{}");
}

void JsonReaderTest::wholeNumbersAreExactOrRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isFine);
    QFETCH(quint64, value);
    Sample sample(text);
    std::uint64_t number = 42;
    std::optional<std::uint64_t> optional;

    sample.reader().number(x, number);
    sample.reader().number(x, optional);

    QCOMPARE(sample.problem().isEmpty(), isFine);
    QCOMPARE(number, isFine ? value : 42);
}

void JsonReaderTest::otherNumbersStayInTheirRange_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isShare");
    QTest::addColumn<bool>("isDuration");
    const auto row = [](const char *text, bool isShare, bool isDuration) {
        QTest::newRow(text) << QByteArray(text) << isShare << isDuration;
    };
    row("0", true, true);
    row("1", true, true);
    row("0.25", true, true);
    row("1e-320", true, true);
    row("1.0000001", false, true);
    row("-0.1", false, false);
    row("-1e-300", false, false);
    row("9e9", false, false);
    row("1e308", false, false);
    row("8e9", false, true);
    row("\"1\"", false, false);
    row("false", false, false);
}

void JsonReaderTest::otherNumbersStayInTheirRange()
{
    QFETCH(QByteArray, text);
    Sample share(text);
    Sample duration(text);
    double real = 7;
    Duration seconds = 7s;

    share.reader().number(x, real, JsonReader::Promised, 1);
    duration.reader().seconds(x, seconds);

    QTEST(share.problem().isEmpty(), "isShare");
    QCOMPARE(real == 7, !share.problem().isEmpty());
    if (text != "9e9") // just below what a Duration holds
        QTEST(duration.problem().isEmpty(), "isDuration");
    QVERIFY(seconds >= 0s);
}

void JsonReaderTest::aSmallTargetHasItsOwnRange()
{
    Sample sample("3000000000");
    int number = 5;

    sample.reader().number(x, number);

    QCOMPARE(number, 5);
    QVERIFY2(sample.problem().contains(u"from 0 to 2147483647"_qs), qPrintable(sample.problem()));
}

void JsonReaderTest::textsAreSanitisedAndBounded()
{
    Sample hostile(R"("\u001b[31m<b>\u202e\ud800.\u0000")");
    QString text;
    hostile.reader().text(x, text);
    QCOMPARE(text, u"\uFFFD[31m<b>\uFFFD\uFFFD.\uFFFD"_qs);

    Sample longest('"' + QByteArray(mostReadText, 'a') + '"');
    longest.reader().text(x, text);
    QCOMPARE(longest.problem(), QString());
    QCOMPARE(text.size(), mostReadText);

    Sample longer('"' + QByteArray(mostReadText + 1, 'a') + '"');
    longer.reader().text(x, text);
    QCOMPARE(longer.problem(), u"“at.x” has 4097 characters; at most 4096 are read."_qs);

    Sample number("5");
    number.reader().text(x, text);
    QCOMPARE(number.problem(), u"“at.x” is 5, not a text."_qs);
}

void JsonReaderTest::namesMustBeKnown()
{
    Sample known("\"half_open\"");
    auto state = BreakerState::Closed;
    known.reader().name(x, state, BreakerState::HalfOpen);
    QCOMPARE(toString(state), toString(BreakerState::HalfOpen));

    for (const char *text : {"\"ajar\"", "\"\"", "1", "null", "\"Open\""}) {
        Sample unknown(text);
        unknown.reader().name(x, state, BreakerState::HalfOpen);
        QVERIFY2(!unknown.problem().isEmpty(), text);
    }
    QCOMPARE(toString(state), toString(BreakerState::HalfOpen));
}

void JsonReaderTest::timesNeedAZone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("milliseconds"); // -1: refused
    const auto row = [](const char *text, qint64 milliseconds) {
        QTest::newRow(text) << '"' + QByteArray(text) + '"' << milliseconds;
    };
    row("1970-01-01T00:00:00.000Z", 0);
    row("1970-01-01T00:00:01.5Z", 1500);
    row("1970-01-01T00:00:02Z", 2000);
    row("1970-01-01T01:00:00+01:00", 0);
    row("1969-12-31T23:59:59.999Z", -1);
    row("1970-01-01T00:00:00.000", -1);
    row("1970-01-01", -1);
    row("1970-13-01T00:00:00Z", -1);
    row("2200-12-31T23:59:59Z", 7'289'654'399'000);
    row("2962-01-01T00:00:00Z", -1); // in nanoseconds it would overflow
    row("1795000000", -1);
    row("", -1);
    row("1970-01-01T00:00:00.00000000000000000000000000000000000000000000Z", -1);
}

void JsonReaderTest::timesNeedAZone()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, milliseconds);
    Sample sample(text);
    WallTime time{};

    sample.reader().time(x, time);

    QCOMPARE(sample.problem().isEmpty(), milliseconds >= 0);
    QCOMPARE(time.time_since_epoch().count(), std::max<qint64>(milliseconds, 0));
}

void JsonReaderTest::theFirstProblemCountsAndNamesItsPath()
{
    Sample sample(R"([{"deep":{"n":-1}},{"deep":{"n":true}}])");
    int entries = 0;

    sample.reader().each(x, 10, [&](const JsonReader &entry) {
        ++entries;
        int number = 0;
        entry.object("deep"_L1).number("n"_L1, number);
    });

    QCOMPARE(entries, 1);
    QCOMPARE(sample.problem(),
             u"“at.x[0].deep.n” is -1; a whole number from 0 to 2147483647 is expected."_qs);
}

void JsonReaderTest::listsAreBoundedAndHoldObjects()
{
    const auto problemOf = [](const QByteArray &text) {
        Sample sample(text);
        sample.reader().each(x, 2, [](const JsonReader &) {});
        return sample.problem();
    };

    QCOMPARE(problemOf("[{},{}]"), QString());
    QCOMPARE(problemOf("[{},{},{}]"), u"“at.x” has 3 entries; at most 2 are read."_qs);
    QCOMPARE(problemOf("[{},[]]"), u"“at.x[1]” is an array, not an object."_qs);
    QCOMPARE(problemOf("{}"), u"“at.x” is an object, not an array."_qs);
}

void JsonReaderTest::duplicateKeysAreReadAsTheLast()
{
    Sample sample("1,\"x\":2");
    int number = 0;

    sample.reader().number(x, number);

    QCOMPARE(number, 2);
}

BREAKWATER_TEST(JsonReaderTest)
#include "tst_jsonreader.moc"
