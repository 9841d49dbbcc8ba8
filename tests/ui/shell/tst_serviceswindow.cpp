// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/testmain.h>
#include <tests/ui/models/serviceboards.h>
#include <tests/ui/shell/windowfixture.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/charts/servicecharts.h>
#include <ui/charts/timechart.h>
#include <ui/format/format.h>
#include <ui/models/servicefeed.h>
#include <ui/pages/servicegrid.h>
#include <ui/pages/servicespage.h>
#include <ui/theme/theme.h>
#include <ui/widgets/servicetile.h>

#include <QtGui/QAction>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStatusBar>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! The Services page in a whole window.
class TestServicesWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void remembersFromTheFirstFrameOn();
    void theStatusLineCountsTheirHistoriesToo();
    void chartsShareTheWindowsTime();
    void enterChoosesAndSpaceStillPauses();
    void fitsTheWindow_data();
    void fitsTheWindow();

private:
    void showAnHour();
    ServicesPage &page() { return m_fixture->window.panels().services(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestServicesWindow::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->window.show();
    m_fixture->window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window));
}

void TestServicesWindow::cleanup()
{
    m_fixture.reset();
    applyTheme(*qApp, ThemeChoice::Light);
}

void TestServicesWindow::showAnHour()
{
    WatchedFrames frames(m_fixture->time, m_fixture->feed);
    BusyHour hour;
    for (int second = 0; second <= 3600; second += 5)
        frames.show(hour.board(second, m_fixture->time.wallNow() + 5s));
    QCoreApplication::processEvents();
}

void TestServicesWindow::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(m_fixture->window.focusWidget() ? m_fixture->window.focusWidget()
                                                    : &m_fixture->window,
                    key, modifiers);
}

void TestServicesWindow::remembersFromTheFirstFrameOn()
{
    QVERIFY(!page().isVisible());

    showAnHour();

    const Series &rate = page().services().series(u"redis"_s, ServiceMetric::EventRate);
    QVERIFY(rate.lastSecond().value() - rate.firstSecond().value() >= 3600);
    m_fixture->window.actions()[Do::ShowServices]->trigger();
    QCOMPARE(page().cards().shown().size(), 6U);
}

void TestServicesWindow::theStatusLineCountsTheirHistoriesToo()
{
    showAnHour();

    const std::int64_t bytes = m_fixture->feed.historyBytes() + page().services().history().bytes();
    QVERIFY(page().services().history().bytes() > 0);
    QStringList texts;
    for (const QLabel *label : m_fixture->window.statusBar()->findChildren<QLabel *>())
        texts += label->text();
    QVERIFY2(texts.contains(u"history 24 h "_s + Format::bytes(bytes)),
             qPrintable(texts.join(u'|')));
}

void TestServicesWindow::chartsShareTheWindowsTime()
{
    showAnHour();
    press(Qt::Key_3, Qt::AltModifier);
    QVERIFY(page().isVisible());

    m_fixture->window.timeView().setSpan(3600);
    m_fixture->window.timeView().pause();
    const double end = m_fixture->window.timeView().end();

    for (const TimeChart *chart : page().charts().charts()) {
        const PlotGeometry geometry = chart->geometry();
        QVERIFY(std::abs(geometry.end - end) <= geometry.secondsPerPixel());
        QVERIFY(std::abs(geometry.end - geometry.start - 3600) <= 2 * geometry.secondsPerPixel());
    }
}

void TestServicesWindow::enterChoosesAndSpaceStillPauses()
{
    showAnHour();
    press(Qt::Key_3, Qt::AltModifier);
    page().cards().shown().front()->setFocus();

    press(Qt::Key_Right);
    press(Qt::Key_Return);
    QCOMPARE(page().services().selected(), u"kimi"_s);
    QVERIFY(m_fixture->window.timeView().isLive()); // arrows move between cards here

    press(Qt::Key_Space);
    QVERIFY(!m_fixture->window.timeView().isLive());
    press(Qt::Key_Escape);
    QCOMPARE(page().services().selected(), QString());
}

void TestServicesWindow::fitsTheWindow_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::newRow("large, light") << QSize(1440, 900) << false;
    QTest::newRow("large, dark") << QSize(1440, 900) << true;
    QTest::newRow("smallest, light") << QSize(900, 600) << false;
    QTest::newRow("smallest, dark") << QSize(900, 600) << true;
}

void TestServicesWindow::fitsTheWindow()
{
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
    m_fixture->window.resize(size);
    showAnHour();
    m_fixture->window.timeView().setSpan(3600);
    m_fixture->window.actions()[Do::ShowServices]->trigger();
    QCoreApplication::processEvents();

    QCOMPARE(m_fixture->window.size(), size); // the page forces it no larger
    const ServiceTile *first = page().cards().shown().front();
    QCOMPARE(first->visibleRegion().boundingRect(), first->rect());
    QVERIFY(keepPicture(m_fixture->window,
                        u"window-services-%1-%2"_s.arg(size.width())
                            .arg(QLatin1StringView(dark ? "dark" : "light"))));
}

BREAKWATER_TEST(TestServicesWindow)
#include "tst_serviceswindow.moc"
