// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/theme/theme.h>

#include <QtWidgets/QMenu>

namespace Breakwater::Ui {

//! Light, dark, or as the desktop.
class ThemeMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit ThemeMenu(ThemeChoice choice, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(Breakwater::Ui::ThemeChoice choice);
};

} // namespace Breakwater::Ui
