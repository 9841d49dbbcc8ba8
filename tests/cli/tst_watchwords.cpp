// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/watchwords.h>

#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class WatchWordsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ratesAreUnknownUntilTheFirstPerformancePeriodIsOver_data();
    void ratesAreUnknownUntilTheFirstPerformancePeriodIsOver();
    void aPolledPageTellsNoRates();
};

namespace {

Snapshot frameAt(Duration uptime)
{
    Snapshot frame
        = *Test::SnapshotBuilder(1).session(Test::SessionBuilder(u"a"_qs).rates(12, 8)).build();
    frame.uptime = uptime;
    frame.periods = {.realtime = 1s, .performance = 5s, .aggregate = 30s};
    return frame;
}

QString lineOf(const Snapshot &frame)
{
    WatchedSource source;
    source.frame = std::make_shared<const Snapshot>(frame);
    return Cli::lineOf(source, Tier::Realtime).simplified();
}

} // namespace

void WatchWordsTest::ratesAreUnknownUntilTheFirstPerformancePeriodIsOver_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("rates");
    QTest::newRow("just begun") << 0 << u" in — out — "_qs;
    QTest::newRow("almost over") << 4 << u" in — out — "_qs;
    QTest::newRow("over") << 5 << u" in 12.0/s out 8.0/s "_qs;
    QTest::newRow("long since") << 500 << u" in 12.0/s out 8.0/s "_qs;
}

void WatchWordsTest::ratesAreUnknownUntilTheFirstPerformancePeriodIsOver()
{
    QFETCH(int, seconds);
    QFETCH(QString, rates);

    const QString line = lineOf(frameAt(std::chrono::seconds(seconds)));

    QVERIFY2(line.contains(rates), qPrintable(line));
}

void WatchWordsTest::aPolledPageTellsNoRates()
{
    Snapshot frame = frameAt(1h);
    frame.engine.isPartial = true;

    QVERIFY2(lineOf(frame).contains(u" in — out — "_qs), qPrintable(lineOf(frame)));
}

BREAKWATER_TEST(WatchWordsTest)
#include "tst_watchwords.moc"
