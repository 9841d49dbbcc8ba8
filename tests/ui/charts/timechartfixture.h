// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/crossoverlay.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>

#include <tests/support/manualtimesystem.h>

#include <QtGui/QImage>

namespace Breakwater::Test {

//! Two charts with one view: 900 s of history with an outage from 300 s to 500 s, each chart
//! 500 x 260. Mouse and keyboard go to the first, which shows latencies.
class TimeChartFixture
{
protected:
    void setUp();
    void tearDown();

    void sendMouse(QEvent::Type type, QPointF at, Qt::MouseButton button = Qt::NoButton,
                   Qt::KeyboardModifiers modifiers = {});
    void click(QPointF at, Qt::KeyboardModifiers modifiers = {});
    void press(int key);
    //! On the canvas, so far from the left of the plot.
    QPointF at(double share) const;
    QImage picture() const;
    int pixelsLike(const QColor &colour, const QRect &area) const;
    const Ui::CrossOverlay::Content &overlay() const;
    QString headerValue(int index) const;

    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<Ui::TimeView> m_view;
    std::unique_ptr<SourceHistory> m_history;
    std::unique_ptr<Ui::TimeChart> m_chart;
    std::unique_ptr<Ui::TimeChart> m_other;
};

} // namespace Breakwater::Test
