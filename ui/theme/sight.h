// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QWidget;

namespace Breakwater::Ui {

//! On a page behind another one of a window that is shown: what changes meanwhile need not be
//! looked up before the show event. False before the window is shown, so that all is ready then.
bool isOutOfSight(const QWidget &widget);

} // namespace Breakwater::Ui
