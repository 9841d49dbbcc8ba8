// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QString>

#include <cstdint>
#include <optional>

namespace Breakwater::FaultAmounts {

//! How amounts are written in a fault plan: as in settings, without spaces. None when the text is
//! not of that form or the amount is absurd (more than a day, more than a tebibyte).

//! "50ms", "1.5s", "5m", "1h"; a bare number is seconds.
std::optional<Duration> duration(QStringView text);
//! "10000", "64KiB", "1MiB"; at least 1.
std::optional<std::int64_t> bytes(QStringView text);
//! "64KiB/s"; at least 1 byte a second.
std::optional<std::int64_t> bytesPerSecond(QStringView text);
//! "0.3", "1"; 0 … 1.
std::optional<double> share(QStringView text);

//! "50ms", "1.5s".
QString durationText(Duration duration);
//! "64 KiB", "10000 bytes".
QString bytesText(std::int64_t bytes);
//! "30 %".
QString shareText(double share);

} // namespace Breakwater::FaultAmounts
