// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QString>

#include <cstdint>
#include <optional>

//! Numbers to words, in the default QLocale. The one place that rounds: at most one decimal, and
//! about three digits. None and NaN are "—".
namespace Breakwater::Ui::Format {

//! Between a number and its unit; narrow, and never broken over two lines.
inline constexpr QChar thinSpace{0x202F};
QString unknown(); //!< "—"

enum class Unit {
    Milliseconds, //!< a double of milliseconds, shown as the duration it is
    PerSecond,
    Share, //!< 0..1, shown in percent
    Count,
    Seconds,
    Bytes,
    BytesPerSecond,
};
QString value(std::optional<double> value, Unit unit);

//! "850 µs", "18 ms", "2.4 s", "45 s", "3 m 05 s", "3 h 12 m", "2 d 4 h".
QString duration(std::optional<Duration> duration);
//! Whole seconds, rounded up, for what counts down: "12 s", "2 m 05 s".
QString countdown(std::optional<Duration> left);
//! "0 /s", "3.2 /s", "426 /s", "12.4 k/s".
QString rate(std::optional<double> perSecond);
//! Of a share 0..1: "34.6 %".
QString percent(std::optional<double> share);
//! "512 B", "6.3 MB"; powers of 1000.
QString bytes(std::optional<std::int64_t> bytes);
//! All its digits, grouped from 10 000 on.
QString integer(std::optional<std::int64_t> number);
//! Three digits and a prefix: "12.4 k".
QString compact(std::optional<double> number);

//! Local time "15:40:25".
QString timeOfDay(std::optional<WallTime> time);
//! Local time "15:40:25.204".
QString timeOfDayExact(std::optional<WallTime> time);
//! Local time "Fri 15:36:18".
QString dayAndTime(std::optional<WallTime> time);
//! ISO 8601 in UTC, for files: "2026-11-21T15:40:25.204Z".
QString isoUtc(WallTime time);
WallTime wallTime(double secondsSinceEpoch);

} // namespace Breakwater::Ui::Format
