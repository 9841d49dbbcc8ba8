// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <vector>

class QScrollArea;
class QString;
class QWidget;

namespace Breakwater::Ui {

class SnapshotFeed;
class TimeChart;

// What the pages that stand charts beside each other have in common.

inline constexpr int chartSpacing = 6;

//! `area`, scrolled from top to bottom where it is higher than there is room. `name` is for screen
//! readers.
QScrollArea *scrolled(QWidget *area, const QString &name, QWidget *parent);
//! Stands the charts into rows of so many; all are equally large.
void arrange(const std::vector<TimeChart *> &charts, int columns, QWidget &area);
//! Hatches them from the newest frame on when what the feed shows has been silent for too long.
void takeStale(const std::vector<TimeChart *> &charts, const SnapshotFeed &feed);

} // namespace Breakwater::Ui
