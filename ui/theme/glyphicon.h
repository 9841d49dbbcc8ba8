// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGui/QIcon>

#include <functional>

class QPainter;

namespace Breakwater::Ui {

//! From here on the painter draws, smoothly, in the square −1..1: the largest one in `rect`.
void enterGlyphSquare(QPainter &painter, const QRectF &rect);

//! An icon that paints whenever it is asked: sharp at any size and device pixel ratio.
QIcon glyphIcon(std::function<void(QPainter &, const QRectF &)> paint);

} // namespace Breakwater::Ui
