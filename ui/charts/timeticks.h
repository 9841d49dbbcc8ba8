// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>

#include <vector>

namespace Breakwater::Ui {

//! A round moment under a chart. QDateTimeAxis divides its range into equal parts, so its labels
//! change with every tick of the clock; these stay where they are.
struct TimeTick
{
    double second = 0;
    QString label;
};

//! Seconds between ticks: the smallest of 1 s … 24 h that leaves `spacing` pixels to each.
double timeStep(double secondsPerPixel, double spacing);
//! Round in local time, in (start, end].
std::vector<TimeTick> timeTicks(double start, double end, double step);

} // namespace Breakwater::Ui
