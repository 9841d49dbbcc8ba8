// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/plotscene.h>

#include <QtWidgets/QGraphicsItem>

#include <functional>

namespace Breakwater::Ui {

//! A chart's inside as one cached picture: a crosshair that moves over it costs a blit.
class PlotItem final : public QGraphicsItem
{
public:
    //! `scene` is called when the picture has to be painted anew.
    explicit PlotItem(std::function<PlotScene()> scene);

    void setSize(const QSizeF &size);
    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override;
    //! How often it was painted: what is cached does not count.
    int paintCount() const { return m_paintCount; }

private:
    std::function<PlotScene()> m_scene;
    QRectF m_bounds;
    int m_paintCount = 0;
};

} // namespace Breakwater::Ui
