// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QRectF>
#include <QtGui/QColor>

#include <optional>
#include <span>

class QPainter;
class QPalette;
class QWidget;

namespace Breakwater::Ui {

//! What the painted widgets have in common.

//! The rounded ground of a tile; `border` and `wash` instead of the quiet ones. Paints the focus
//! when `owner` has it.
void paintPanel(QPainter &painter, const QWidget &owner, std::optional<QColor> border = {},
                std::optional<QColor> wash = {});
//! One line in the painter's font, elided at the end. True when it had to be cut.
bool paintLine(QPainter &painter, const QRectF &rect, const QString &text,
               Qt::Alignment alignment = Qt::AlignLeft);
//! Digits in cells of one width, so that a changing number does not jitter in any font. Returns
//! where it ended.
double paintDigits(QPainter &painter, const QPointF &baseline, const QString &text);
double digitsWidth(const QPainter &painter, const QString &text);
//! Oldest value first, from zero up; NaN breaks the line.
void paintSparkline(QPainter &painter, const QRectF &rect, std::span<const float> values,
                    const QColor &colour);
void paintHatch(QPainter &painter, const QRectF &rect, const QPalette &palette);

} // namespace Breakwater::Ui
