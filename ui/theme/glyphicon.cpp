// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/theme/glyphicon.h>

#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPixmap>

#include <algorithm>

namespace Breakwater::Ui {

namespace {

//! Paints whenever asked, so it needs no pixmaps of its own.
class GlyphEngine final : public QIconEngine
{
public:
    using Paint = std::function<void(QPainter &, const QRectF &)>;

    explicit GlyphEngine(Paint paint) : m_paint(std::move(paint)) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        painter->save();
        if (mode == QIcon::Disabled)
            painter->setOpacity(0.5);
        m_paint(*painter, QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5));
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }
    QIconEngine *clone() const override { return new GlyphEngine(m_paint); }
    // Trays send pixmaps over D-Bus in the sizes that the icon names.
    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        return {{16, 16}, {22, 22}, {24, 24}, {32, 32}, {48, 48}, {64, 64}, {128, 128}, {256, 256}};
    }

private:
    Paint m_paint;
};

} // namespace

void enterGlyphSquare(QPainter &painter, const QRectF &rect)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    const double half = std::min(rect.width(), rect.height()) / 2;
    painter.scale(half, half);
}

QIcon glyphIcon(std::function<void(QPainter &, const QRectF &)> paint)
{
    return QIcon(new GlyphEngine(std::move(paint)));
}

} // namespace Breakwater::Ui
