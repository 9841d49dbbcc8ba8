// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGui/QPalette>

namespace Breakwater::Ui {

//! Asks the desktop portal (org.freedesktop.appearance color-scheme) if one runs; else judges by
//! `desktopPalette`. Takes at most a fifth of a second. Qt 6.4 has no QStyleHints::colorScheme().
bool systemPrefersDark(const QPalette &desktopPalette);

} // namespace Breakwater::Ui
