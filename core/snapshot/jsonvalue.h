// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonValue>
#include <QtCore/QString>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace Breakwater::JsonValue {

//! The largest whole number that every JSON reader keeps exact. What is larger is written as this
//! one: a counter that stands still at its end, never one that wraps or loses digits.
inline constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;

template <std::integral Number> QJsonValue number(Number value)
{
    if (std::cmp_greater(value, largest))
        return QJsonValue(qint64{largest});
    if (std::cmp_less(value, -largest))
        return QJsonValue(qint64{-largest});
    return QJsonValue(static_cast<qint64>(value));
}

//! Null when it is not finite.
inline QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue(QJsonValue::Null);
}

inline QJsonValue number(const std::optional<double> &value)
{
    return value ? number(*value) : QJsonValue(QJsonValue::Null);
}

template <std::integral Number> QJsonValue number(const std::optional<Number> &value)
{
    return value ? number(*value) : QJsonValue(QJsonValue::Null);
}

inline QJsonValue seconds(Duration value)
{
    return number(toSeconds(value));
}

inline QJsonValue seconds(const std::optional<Duration> &value)
{
    return value ? seconds(*value) : QJsonValue(QJsonValue::Null);
}

inline QJsonValue milliseconds(const std::optional<Duration> &value)
{
    return value ? number(toMilliseconds(*value)) : QJsonValue(QJsonValue::Null);
}

//! Null when there is nothing to say.
inline QJsonValue text(const QString &value)
{
    return value.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(value);
}

//! The newest `most` of them, oldest first; empty for null.
template <class Record, class Convert>
QJsonArray newest(const std::shared_ptr<const std::vector<Record>> &records, int most,
                  Convert convert)
{
    QJsonArray array;
    if (!records)
        return array;
    const auto count = static_cast<std::ptrdiff_t>(records->size());
    for (auto it = records->end() - std::min<std::ptrdiff_t>(count, most); it != records->end();
         ++it)
        array.append(convert(*it));
    return array;
}

} // namespace Breakwater::JsonValue
