// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QString>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! How settings are written, independent of the locale. Parsing gives nothing when the text is not
//! of that form; whether the value is allowed is somebody else's question.

//! "250ms", "1.5s", "5m", "2h", "30d", with or without a space; a bare number means seconds. What
//! exceeds 292 years becomes the longest duration, so that a range check can refuse it.
std::optional<Duration> parseDuration(const QString &text);
//! A whole number of bytes, or "64KiB", "4 MiB", "1.5 GiB". Units of 1000 (kB, MB) are not taken:
//! too many people mean 1024 by them.
std::optional<std::int64_t> parseByteSize(const QString &text);
std::optional<std::int64_t> parseInteger(const QString &text);
std::optional<double> parseNumber(const QString &text);
std::optional<bool> parseBoolean(const QString &text);

//! The longest duration for what is too long (or not a number).
Duration durationFromSeconds(double seconds);

//! The shortest form that reads back as the same value: "5m", "1.5s", "250ms".
QString durationText(Duration duration);
QString byteSizeText(std::int64_t bytes);
//! Seconds as a plain number: "300", "0.5".
QString secondsText(Duration duration);
QString numberText(double number);
//! As a TOML basic string, with its quotes.
QString quotedText(const QString &text);

} // namespace Breakwater
