// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartinteraction.h>

#include <ui/charts/crossoverlay.h>
#include <ui/charts/timeview.h>

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>

#include <cmath>
#include <utility>

namespace Breakwater::Ui {

namespace {

constexpr double zoomStep = 0.8;
constexpr double panShare = 0.1;
constexpr int narrowestMark = 6; // pixels

} // namespace

ChartInteraction::ChartInteraction(QWidget &canvas, CrossOverlay &overlay, TimeView &view,
                                   std::function<PlotGeometry()> geometry, QObject *parent)
    : QObject(parent), m_canvas(canvas), m_overlay(overlay), m_view(view),
      m_geometry(std::move(geometry))
{
    canvas.installEventFilter(this);
}

bool ChartInteraction::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_canvas && handleEvent(event))
        return true;
    return QObject::eventFilter(watched, event);
}

bool ChartInteraction::handleEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove: move(static_cast<QMouseEvent *>(event)); return true;
    case QEvent::MouseButtonPress: press(static_cast<QMouseEvent *>(event)); return true;
    case QEvent::MouseButtonRelease: release(static_cast<QMouseEvent *>(event)); return true;
    case QEvent::MouseButtonDblClick: goLive(); return true;
    case QEvent::Wheel: wheel(static_cast<QWheelEvent *>(event)); return true;
    case QEvent::Leave: leave(); return false;
    default: return false;
    }
}

void ChartInteraction::press(QMouseEvent *event)
{
    QWidget *focusable = m_canvas.parentWidget();
    while (focusable && focusable->focusPolicy() == Qt::NoFocus)
        focusable = focusable->parentWidget();
    if (focusable)
        focusable->setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::LeftButton)
        return;
    m_drag = Drag::Pressed;
    m_pressedAt = event->position().toPoint();
    m_lastAt = m_pressedAt;
}

void ChartInteraction::move(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    const PlotGeometry geometry = m_geometry();
    if (m_drag == Drag::Pressed
        && (at - m_pressedAt).manhattanLength() >= QApplication::startDragDistance()) {
        m_drag = event->modifiers().testFlag(Qt::ControlModifier) ? Drag::Marking : Drag::Panning;
        m_canvas.setCursor(m_drag == Drag::Panning ? Qt::ClosedHandCursor : Qt::CrossCursor);
    }
    if (m_drag == Drag::Panning) {
        m_view.panBy((m_lastAt.x() - at.x()) * geometry.secondsPerPixel());
        m_lastAt = at;
        return;
    }
    if (m_drag == Drag::Marking) {
        m_overlay.setRubberBand(marked(at));
        return;
    }
    const bool isInside = geometry.plot.contains(at);
    setHovered(isInside);
    m_view.setCross(isInside ? std::optional(geometry.second(at.x())) : std::nullopt);
}

QRect ChartInteraction::marked(const QPoint &to) const
{
    const QRect plot = m_geometry().plot;
    const int left = std::clamp(std::min(m_pressedAt.x(), to.x()), plot.left(), plot.right());
    const int right = std::clamp(std::max(m_pressedAt.x(), to.x()), plot.left(), plot.right());
    return {left, plot.top(), right - left, plot.height()};
}

void ChartInteraction::release(QMouseEvent *event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const QPoint at = event->position().toPoint();
    const PlotGeometry geometry = m_geometry();
    m_canvas.unsetCursor();
    m_overlay.setRubberBand(std::nullopt);
    if (drag == Drag::Marking && marked(at).width() >= narrowestMark) {
        const QRect mark = marked(at);
        m_view.setRange(geometry.second(mark.left()), geometry.second(mark.left() + mark.width()));
    }
    if (drag != Drag::Pressed || !geometry.plot.contains(at))
        return;
    const double second = geometry.second(at.x());
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        m_view.setMarkerB(second);
        return;
    }
    m_markerBefore = m_view.markerA();
    m_view.setMarkerA(second);
    Q_EMIT clicked(second);
}

void ChartInteraction::goLive()
{
    m_view.setMarkerA(m_markerBefore);
    m_view.goLive();
}

void ChartInteraction::wheel(QWheelEvent *event)
{
    const double notches = event->angleDelta().y() / 120.0;
    const PlotGeometry geometry = m_geometry();
    if (notches == 0 || !geometry.plot.contains(event->position().toPoint()))
        return;
    m_view.zoom(std::pow(zoomStep, notches), geometry.second(event->position().x()));
}

void ChartInteraction::leave()
{
    setHovered(false);
    m_view.setCross(std::nullopt);
}

void ChartInteraction::setHovered(bool hovered)
{
    if (hovered == m_isHovered)
        return;
    m_isHovered = hovered;
    Q_EMIT hoveredChanged();
}

void ChartInteraction::zoomAboutMiddle(double factor)
{
    const double middle = m_view.end() - m_view.span() / 2;
    m_view.zoom(factor, m_view.isLive() ? m_view.end() : m_view.cross().value_or(middle));
}

bool ChartInteraction::handleKey(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: m_view.panBy(-panShare * m_view.span()); return true;
    case Qt::Key_Right: m_view.panBy(panShare * m_view.span()); return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomAboutMiddle(zoomStep); return true;
    case Qt::Key_Minus: zoomAboutMiddle(1 / zoomStep); return true;
    case Qt::Key_Backspace: m_view.zoomBack(); return true;
    case Qt::Key_0: m_view.reset(); return true;
    case Qt::Key_End: m_view.goLive(); return true;
    case Qt::Key_Escape:
        if (!m_view.markerA())
            return false;
        m_view.setMarkerA(std::nullopt);
        return true;
    default: return false;
    }
}

} // namespace Breakwater::Ui
