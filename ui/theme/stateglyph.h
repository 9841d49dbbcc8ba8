// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/states.h>

#include <QtGui/QIcon>
#include <QtGui/QPalette>

#include <optional>

class QPainter;

namespace Breakwater::Ui {

//! A breaker's state as a shape that tells itself without colour: closed a disc with a tick,
//! half-open a diamond with an exclamation mark, open an octagon with a cross, unknown a dashed
//! ring. Fills the largest square in `rect`.
void paintStateGlyph(QPainter &painter, const QRectF &rect, std::optional<BreakerState> state,
                     const QPalette &palette);
//! The same as an icon, sharp at any size and device pixel ratio: for windows, trays and lists.
QIcon stateIcon(std::optional<BreakerState> state, const QPalette &palette);
//! Severity of an event: error octagon, warning diamond, information a plain ring.
void paintSeverityGlyph(QPainter &painter, const QRectF &rect, Severity severity,
                        const QPalette &palette);
QIcon severityIcon(Severity severity, const QPalette &palette);

} // namespace Breakwater::Ui
