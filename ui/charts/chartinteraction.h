// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/plotgeometry.h>

#include <QtCore/QObject>
#include <QtCore/QPoint>

#include <functional>
#include <optional>

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;
class QWidget;

namespace Breakwater::Ui {

class CrossOverlay;
class TimeView;

//! Mouse and keys of one chart, turned into moves of the view that all charts share.
//!
//! Moving shows the crosshair; a click pins marker A, with Shift marker B; dragging pans, with Ctrl
//! it marks what to zoom to; the wheel zooms at the pointer; a double click goes live.
class ChartInteraction final : public QObject
{
    Q_OBJECT

public:
    ChartInteraction(QWidget &canvas, CrossOverlay &overlay, TimeView &view,
                     std::function<PlotGeometry()> geometry, QObject *parent = nullptr);

    bool isHovered() const { return m_isHovered; }
    //! True when the key meant something here.
    bool handleKey(QKeyEvent *event);

Q_SIGNALS:
    void hoveredChanged();
    //! A plain click at this moment.
    void clicked(double second);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Drag { None, Pressed, Panning, Marking };

    bool handleEvent(QEvent *event);
    void press(QMouseEvent *event);
    void move(QMouseEvent *event);
    void release(QMouseEvent *event);
    void goLive();
    void wheel(QWheelEvent *event);
    void leave();
    void zoomAboutMiddle(double factor);
    void setHovered(bool hovered);
    QRect marked(const QPoint &to) const;

    QWidget &m_canvas;
    CrossOverlay &m_overlay;
    TimeView &m_view;
    std::function<PlotGeometry()> m_geometry;
    bool m_isHovered = false;
    Drag m_drag = Drag::None;
    QPoint m_pressedAt;
    QPoint m_lastAt;
    std::optional<double> m_markerBefore; //!< a double click begins with a click
};

} // namespace Breakwater::Ui
