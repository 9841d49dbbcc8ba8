// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/plotitem.h>

#include <ui/charts/plotpainter.h>

#include <QtGui/QPainter>

namespace Breakwater::Ui {

PlotItem::PlotItem(std::function<PlotScene()> scene) : m_scene(std::move(scene))
{
    setZValue(40); // above all that a chart draws itself
    setCacheMode(DeviceCoordinateCache);
    setAcceptedMouseButtons(Qt::NoButton);
}

void PlotItem::setSize(const QSizeF &size)
{
    prepareGeometryChange();
    m_bounds = QRectF(QPointF(0, 0), size);
}

void PlotItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    ++m_paintCount;
    paintPlot(*painter, m_scene());
}

} // namespace Breakwater::Ui
