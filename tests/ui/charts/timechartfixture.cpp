// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/ui/charts/timechartfixture.h>

#include <ui/charts/chartcatalogue.h>
#include <ui/charts/chartheader.h>
#include <ui/theme/theme.h>

#include <tests/ui/charts/scenario.h>

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QApplication>

#include <cmath>

namespace Breakwater::Test {

using namespace Ui;
using namespace std::chrono_literals;

void TimeChartFixture::setUp()
{
    applyTheme(*qApp, ThemeChoice::Light);
    m_time = std::make_unique<ManualTimeSystem>();
    m_history = std::make_unique<SourceHistory>();
    Scenario scenario(m_time->wallNow(), {{.from = 300, .to = 500}});
    for (int i = 0; i < 900; ++i) {
        const SnapshotPtr frame = scenario.next();
        m_history->record(*frame, frame->sessions.front());
        m_time->advance(1s);
    }
    m_view = std::make_unique<TimeView>(*m_time);
    const auto source = [this] { return m_history.get(); };
    m_chart = std::make_unique<TimeChart>(specOf(OverviewChart::Latency), *m_view, source);
    m_other = std::make_unique<TimeChart>(specOf(OverviewChart::Throughput), *m_view, source);
    for (TimeChart *chart : {m_chart.get(), m_other.get()}) {
        chart->resize(500, 260);
        chart->show();
    }
    QApplication::processEvents();
}

void TimeChartFixture::tearDown()
{
    m_chart.reset();
    m_other.reset();
}

void TimeChartFixture::sendMouse(QEvent::Type type, QPointF at, Qt::MouseButton button,
                                 Qt::KeyboardModifiers modifiers)
{
    const Qt::MouseButtons held
        = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::MouseButtons(button);
    QMouseEvent event(type, at, m_chart->canvas()->mapToGlobal(at),
                      type == QEvent::MouseMove ? Qt::NoButton : button, held, modifiers);
    QApplication::sendEvent(m_chart->canvas(), &event);
}

void TimeChartFixture::click(QPointF at, Qt::KeyboardModifiers modifiers)
{
    sendMouse(QEvent::MouseButtonPress, at, Qt::LeftButton, modifiers);
    sendMouse(QEvent::MouseButtonRelease, at, Qt::LeftButton, modifiers);
}

void TimeChartFixture::press(int key)
{
    QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
    QApplication::sendEvent(m_chart.get(), &event);
}

QPointF TimeChartFixture::at(double share) const
{
    const QRect plot = m_chart->geometry().plot;
    return {plot.left() + share * plot.width(), double(plot.center().y())};
}

QImage TimeChartFixture::picture() const
{
    return m_chart->grab().toImage();
}

int TimeChartFixture::pixelsLike(const QColor &wanted, const QRect &area) const
{
    const QImage image = picture();
    int found = 0;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x) {
            const QColor here = image.pixelColor(x, y);
            found += std::abs(here.red() - wanted.red()) + std::abs(here.green() - wanted.green())
                        + std::abs(here.blue() - wanted.blue())
                    < 40
                ? 1
                : 0;
        }
    return found;
}

const CrossOverlay::Content &TimeChartFixture::overlay() const
{
    return m_chart->findChild<CrossOverlay *>()->content();
}

QString TimeChartFixture::headerValue(int index) const
{
    return m_chart->findChild<ChartHeader *>()->entries()[static_cast<std::size_t>(index)].value;
}

} // namespace Breakwater::Test
