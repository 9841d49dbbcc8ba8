// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/plotgeometry.h>

#include <core/history/sourcehistory.h>

#include <QtGui/QPixmap>
#include <QtWidgets/QWidget>

#include <functional>

namespace Breakwater::Ui {

class TimeView;

//! A day at a glance: p99 and the breaker's states of the last 24 h, with a window on it that shows
//! what the charts show. The window can be dragged, and its edges too; a click moves it there.
class OverviewStrip final : public QWidget
{
    Q_OBJECT

public:
    using HistorySource = std::function<const SourceHistory *()>;

    OverviewStrip(TimeView &view, HistorySource history, QWidget *parent = nullptr);

    //! There are new values: once per aggregate tick.
    void refresh();
    //! Where the window on the day lies.
    QRect window() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Grip { None, Left, Body, Right };

    QRect plot() const;
    PlotGeometry geometry() const;
    void paintDay(QPainter &painter) const;
    void paintWindow(QPainter &painter) const;
    Grip gripAt(const QPoint &at) const;

    TimeView &m_view;
    const HistorySource m_source;
    QPixmap m_day; //!< null: to be painted anew
    double m_dayEnd = 0;
    Grip m_grip = Grip::None;
    double m_gripOffset = 0; //!< seconds from the pointer to the window's right edge
};

} // namespace Breakwater::Ui
