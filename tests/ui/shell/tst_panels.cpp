// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/panels.h>

#include <tests/support/testmain.h>
#include <tests/ui/shell/windowfixture.h>
#include <ui/charts/chartgrid.h>
#include <ui/pages/eventlog.h>
#include <ui/pages/overviewpage.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

class TestPanels final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSmallWindowIsLeftToTheCharts_data();
    void aSmallWindowIsLeftToTheCharts();
};

void TestPanels::aSmallWindowIsLeftToTheCharts_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("leastLog");
    QTest::newRow("laptop") << QSize(1024, 640) << 90;
    QTest::newRow("usual") << QSize(1440, 900) << 140;
}

// Three lines of a log that was nearly empty took what the charts needed.
void TestPanels::aSmallWindowIsLeftToTheCharts()
{
    QFETCH(QSize, size);
    QFETCH(int, leastLog);
    WindowFixture fixture;
    fixture.window.resize(size);
    fixture.window.show();
    fixture.show({SessionBuilder(u"a"_qs)});
    Panels &panels = fixture.window.panels();

    panels.applyDefaultLayout();
    QCoreApplication::processEvents();

    const int log = panels.log().height();
    QVERIFY2(log >= leastLog && log < size.height() / 5, qPrintable(QString::number(log)));
    QVERIFY(panels.overview().charts().height() > log);
}

BREAKWATER_TEST(TestPanels)
#include "tst_panels.moc"
