// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QJsonValue>
#include <QtCore/QStringView>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

//! How values of ours stand in JSON.
namespace Breakwater::JsonValue {

//! The largest whole number that every JSON reader keeps exact. What is larger is written as this
//! one: a counter that stands still at its end, never one that wraps or loses digits.
inline constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;

template <std::integral Number> constexpr std::int64_t exact(Number value)
{
    if (std::cmp_greater(value, largest))
        return largest;
    if (std::cmp_less(value, -largest))
        return -largest;
    return static_cast<std::int64_t>(value);
}

//! For trees; a JsonWriter does it by itself.
template <std::integral Number> QJsonValue number(Number value)
{
    return QJsonValue(qint64{exact(value)});
}

//! A length of time, written as a number of this unit.
template <class Unit> struct In
{
    Duration length{};
};
using Seconds = In<std::chrono::seconds>;
using Milliseconds = In<std::chrono::milliseconds>;

template <class Unit> std::optional<In<Unit>> in(const std::optional<Duration> &value)
{
    return value ? std::optional(In<Unit>{*value}) : std::nullopt;
}

inline Seconds seconds(Duration value)
{
    return {value};
}

inline std::optional<Seconds> seconds(const std::optional<Duration> &value)
{
    return in<std::chrono::seconds>(value);
}

inline Milliseconds milliseconds(Duration value)
{
    return {value};
}

inline std::optional<Milliseconds> milliseconds(const std::optional<Duration> &value)
{
    return in<std::chrono::milliseconds>(value);
}

//! Null when there is nothing to say.
inline std::optional<QStringView> text(QStringView value)
{
    return value.isEmpty() ? std::nullopt : std::optional(value);
}

//! The newest `most` of them, oldest first; empty for null.
template <class Record>
std::span<const Record> newest(const std::shared_ptr<const std::vector<Record>> &records,
                               std::size_t most)
{
    if (!records)
        return {};
    return std::span(*records).last(std::min(records->size(), most));
}

} // namespace Breakwater::JsonValue
