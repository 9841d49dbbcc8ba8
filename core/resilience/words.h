// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QString>

namespace Breakwater {

// Small pieces of this room's sentences. The window has its own formats (ui/format).

//! "300 ms", "2.0 s", "5 min".
QString spoken(Duration duration);
//! "50 %", and "52.4 %" with one decimal.
QString percent(double share, int decimals = 0);
//! "1 probe", "3 probes".
QString counted(int count, const QString &noun);
//! "what: why", or only "what" when there is no why.
QString because(const QString &what, const QString &why);

} // namespace Breakwater
