// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Breakwater::Ui {

//! From now on screen readers see a TimeChart as a chart and hear its values when they ask. Nothing
//! is announced on its own: values change every second.
void installChartAccessibility();

} // namespace Breakwater::Ui
