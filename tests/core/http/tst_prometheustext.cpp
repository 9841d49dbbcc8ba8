// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/prometheustext.h>

#include <core/base/randomsource.h>

#include <tests/core/http/prometheusreader.h>
#include <tests/support/testmain.h>

#include <limits>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using Type = PrometheusText::Type;

class PrometheusTextTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAFamilyWithItsSamples();
    void escapesHelpAndLabels();
    void countersAreExact();
    void numbersThatAreNoneAreLegal();
    void anyLabelParsesBack();
};

void PrometheusTextTest::writesAFamilyWithItsSamples()
{
    PrometheusText text;
    text.family("a_total", Type::Counter, u"How many."_qs);
    text.sample({{"link", u"x"_qs}, {"to", u"y"_qs}}, std::uint64_t{3});
    text.sample({{"link", u"x"_qs}, {"", u"left out"_qs}}, std::uint64_t{4});
    text.family("b_seconds", Type::Summary, u"How long."_qs);
    text.summary({}, 2, 0.5);

    QCOMPARE(text.bytes(),
             "# HELP a_total How many.\n# TYPE a_total counter\n"
             "a_total{link=\"x\",to=\"y\"} 3\na_total{link=\"x\"} 4\n"
             "# HELP b_seconds How long.\n# TYPE b_seconds summary\n"
             "b_seconds_sum 0.5\nb_seconds_count 2\n");
}

void PrometheusTextTest::escapesHelpAndLabels()
{
    PrometheusText text;
    text.family("a", Type::Gauge, u"line\nback\\slash \"quote\""_qs);
    text.sample({{"link", u"line\nback\\slash \"quote\""_qs}}, 1.0);

    QCOMPARE(text.bytes(),
             "# HELP a line\\nback\\\\slash \"quote\"\n# TYPE a gauge\n"
             "a{link=\"line\\nback\\\\slash \\\"quote\\\"\"} 1\n");
}

void PrometheusTextTest::countersAreExact()
{
    PrometheusText text;
    text.family("a_total", Type::Counter, u"x"_qs);
    text.sample({}, std::numeric_limits<std::uint64_t>::max());

    QVERIFY(text.bytes().endsWith("a_total 18446744073709551615\n"));
}

void PrometheusTextTest::numbersThatAreNoneAreLegal()
{
    PrometheusText text;
    text.family("a", Type::Gauge, u"x"_qs);
    for (const double value :
         {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
          std::numeric_limits<double>::quiet_NaN(), 1e-300, 0.1})
        text.sample({}, value);

    QVERIFY(text.bytes().endsWith("a +Inf\na -Inf\na NaN\na 1e-300\na 0.1\n"));
    QVERIFY(readPage(text.bytes()));
}

void PrometheusTextTest::anyLabelParsesBack()
{
    SeededRandom random(7);
    const QString alphabet = u"ab\\\"\n{},= #\t\u00e9\u4e2d\u202e"_qs;
    for (int run = 0; run < 20'000; ++run) {
        QString value;
        const auto length = static_cast<int>(random.next() % 12);
        for (int i = 0; i < length; ++i)
            value += alphabet[static_cast<qsizetype>(
                random.next() % static_cast<std::uint64_t>(alphabet.size()))];
        PrometheusText text;
        text.family("a", Type::Gauge, value);
        text.sample({{"link", value}, {"to", value}}, 1.0);

        const auto samples = readPage(text.bytes());

        QVERIFY2(samples && samples->size() == 1, text.bytes().constData());
        QCOMPARE(samples->front().labels["link"], value);
        QCOMPARE(samples->front().labels["to"], value);
    }
}

BREAKWATER_TEST(PrometheusTextTest)

#include "tst_prometheustext.moc"
