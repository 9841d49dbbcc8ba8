// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/configloader.h>

#include <QtCore/QString>

#include <vector>

namespace Breakwater {

//! A configuration file that says what every key means and takes. Values that came from defaults or
//! a preset stand in it commented out (`#max_messages = 1000`), so that a file made from it does
//! not pin them and `preset` keeps its meaning; what somebody set stands as a live line.
QString configText(const std::vector<ConfigValue> &values);

} // namespace Breakwater
