// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/states.h>

#include <QtGui/QColor>
#include <QtGui/QPalette>

#include <optional>

class QApplication;

namespace Breakwater::Ui {

//! Colours by meaning. Text colours reach 4.5:1 on their background, glyphs 3:1, in both themes.
enum class Role {
    Healthy,
    Recovering,
    Failing,
    Unknown,
    Accent,
    SeriesA,
    SeriesB,
    SeriesC,
    SeriesD,
    SeriesE,
    Threshold,
    Grid,
    DimText,
    Panel, //!< background of tiles and charts
    PanelBorder,
    HealthyWash, //!< translucent bands behind charts
    RecoveringWash,
    FailingWash,
    UnknownWash,
};

enum class ThemeChoice { System, Light, Dark };

//! By the lightness of the palette, so it follows a live switch.
bool isDark(const QPalette &palette);
QColor colour(Role role, const QPalette &palette);
//! None is unknown.
Role roleOf(std::optional<BreakerState> state);
Role washOf(std::optional<BreakerState> state);

//! What applyTheme() sets: for tests and pictures.
QPalette themePalette(bool dark);
//! Fusion with our palette; `System` asks the desktop (its portal, else the lightness of its
//! palette). Remembering the choice is the caller's business.
void applyTheme(QApplication &application, ThemeChoice choice);

} // namespace Breakwater::Ui
