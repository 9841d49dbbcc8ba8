// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>

#include <array>

namespace Breakwater::Ui {

//! A stretch of time that one key or one click shows.
struct RangeChoice
{
    double seconds = 0;
    QString text; //!< "Last 15 min"
};

const std::array<RangeChoice, 6> &rangeChoices();

} // namespace Breakwater::Ui
