// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/theme/sight.h>

#include <QtWidgets/QWidget>

namespace Breakwater::Ui {

bool isOutOfSight(const QWidget &widget)
{
    return !widget.isVisible() && widget.window()->isVisible();
}

} // namespace Breakwater::Ui
