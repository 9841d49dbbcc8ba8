// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/latency.h>

#include <core/metrics/latencyhistogram.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class LatencyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWordedAsItWasMeasured_data();
    void isWordedAsItWasMeasured();
    void unknownIsADash();
};

void LatencyTest::isWordedAsItWasMeasured_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, Duration value, const QString &expected) {
        QTest::newRow(name) << static_cast<qint64>(value.count()) << expected;
    };
    row("none passed", 0ns, u"0.00 ms"_qs);
    row("too short to be measured", 40ns, u"≤ 1 µs"_qs);
    row("the lowest bucket", LatencyHistogram::middleOf(0), u"≤ 1 µs"_qs);
    row("the next bucket", LatencyHistogram::middleOf(1), u"1.0 µs"_qs);
    row("little", 85us, u"85.0 µs"_qs);
    row("usual", 174us, u"0.17 ms"_qs);
    row("much", 2s, u"2000.00 ms"_qs);
}

void LatencyTest::isWordedAsItWasMeasured()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(QString, expected);

    QCOMPARE(Cli::latency(Duration(nanoseconds), 2), expected);
}

void LatencyTest::unknownIsADash()
{
    QCOMPARE(Cli::latency(std::nullopt, 1), u"—"_qs);
}

BREAKWATER_TEST(LatencyTest)
#include "tst_latency.moc"
