// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/format/format.h>

namespace Breakwater::Ui::Format {

//! The label of one line of a chart's scale. All labels of a scale share the unit that suits its
//! `top` and as many decimals as `step` needs: "0", "250 ms", "500 ms"; "1.5 k"; "50 %".
QString scaleLabel(double value, double step, double top, Unit unit);

} // namespace Breakwater::Ui::Format
