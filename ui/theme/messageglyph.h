// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/states.h>
#include <ui/theme/theme.h>

#include <QtGui/QIcon>

class QPainter;

namespace Breakwater::Ui {

//! Where a message is, by meaning: under way, delivered, doubtful or lost.
Role roleOf(MessageState state);
//! The same as a shape that tells the state without colour. Waiting: a ring; written: a ring half
//! full; sent: a full disc; confirmed: a disc with a tick; in doubt: a diamond with a question
//! mark. What was given up is a square when it was never written, an octagon when it may be
//! under way; expired ones bear the hands of a clock.
void paintMessageGlyph(QPainter &painter, const QRectF &rect, MessageState state,
                       const QPalette &palette);
QIcon messageIcon(MessageState state, const QPalette &palette);

} // namespace Breakwater::Ui
