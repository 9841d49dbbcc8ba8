// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGui/QColor>
#include <QtGui/QImage>
#include <QtWidgets/QWidget>

namespace Breakwater::Test {

//! How many pixels of the picture are (about) of that colour.
inline int pixelsOf(const QImage &image, const QColor &colour, int tolerance = 12)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (std::abs(pixel.red() - colour.red()) <= tolerance
                && std::abs(pixel.green() - colour.green()) <= tolerance
                && std::abs(pixel.blue() - colour.blue()) <= tolerance)
                ++found;
        }
    }
    return found;
}

//! In which something is drawn on the background.
inline int firstDrawnColumn(const QImage &image)
{
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 0; y < image.height(); ++y) {
            if (image.pixel(x, y) != image.pixel(0, 0))
                return x;
        }
    }
    return image.width();
}

//! The share of pixels that differ for somebody who sees no colour.
inline double greyDifference(const QImage &a, const QImage &b, int least = 8)
{
    int differing = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            differing += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) > least ? 1 : 0;
    }
    return differing / (1.0 * a.width() * a.height());
}

inline QImage pictureOf(QWidget &widget, QSize size)
{
    widget.resize(size);
    return widget.grab().toImage();
}

//! For people to look at, when BREAKWATER_PICTURES names a folder.
inline bool keepPicture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("BREAKWATER_PICTURES");
    return folder.isEmpty() || widget.grab().save(folder + u'/' + name + QStringLiteral(".png"));
}

} // namespace Breakwater::Test
