// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/configkeys.h>

#include <type_traits>

//! For the two tables only: how a row is written.
namespace Breakwater::ConfigKeyTable {

template <class Field> KeyValue toValue(const Field &field)
{
    if constexpr (std::is_enum_v<Field> || std::is_same_v<Field, int>)
        return static_cast<std::int64_t>(field);
    else
        return field;
}

template <class Field> KeyValue toValue(const std::optional<Field> &field)
{
    return field ? toValue(*field) : KeyValue();
}

template <class Field> void fromValue(Field &field, const KeyValue &value)
{
    if constexpr (std::is_enum_v<Field> || std::is_same_v<Field, int>)
        field = static_cast<Field>(std::get<std::int64_t>(value));
    else
        field = std::get<Field>(value);
}

template <class Field> void fromValue(std::optional<Field> &field, const KeyValue &value)
{
    if (std::holds_alternative<std::monostate>(value))
        field.reset();
    else
        fromValue(field.emplace(), value);
}

struct Row
{
    QLatin1StringView id;
    Allowed allowed;
    Applies applies;
    Effect effect;
    QLatin1StringView meaning;
};

//! `key<&StabilityConfig::queue, &StabilityConfig::Queue::maxMessages>({…})`
template <auto group, auto field> ConfigKey key(const Row &row)
{
    return {
        .id = row.id,
        .read = [](const StabilityConfig &config) { return toValue(config.*group.*field); },
        .write = [](StabilityConfig &config,
                    const KeyValue &value) { fromValue(config.*group.*field, value); },
        .allowed = row.allowed,
        .applies = row.applies,
        .effect = row.effect,
        .meaning = row.meaning,
    };
}

inline Allowed flag()
{
    return {.type = KeyType::Boolean};
}
inline Allowed count(double lowest, double highest)
{
    return {.type = KeyType::Integer, .lowest = lowest, .highest = highest};
}
inline Allowed number(double lowest, double highest)
{
    return {.type = KeyType::Number, .lowest = lowest, .highest = highest};
}
inline Allowed seconds(double lowest, double highest)
{
    return {.type = KeyType::Seconds, .lowest = lowest, .highest = highest};
}
inline Allowed duration(double lowest, double highest)
{
    return {.type = KeyType::TimeSpan, .lowest = lowest, .highest = highest};
}
inline Allowed bytes(double lowest, double highest)
{
    return {.type = KeyType::ByteSize, .lowest = lowest, .highest = highest};
}
inline Allowed choice(std::span<const QLatin1StringView> choices)
{
    return {.type = KeyType::Choice, .choices = choices};
}
inline Allowed text(QLatin1StringView example, QString (*complaint)(const QString &) = nullptr)
{
    return {.type = KeyType::Text, .complaint = complaint, .example = example};
}

constexpr double Minute = 60;
constexpr double Hour = 60 * Minute;
constexpr double Day = 24 * Hour;
constexpr double KiB = 1024;
constexpr double MiB = 1024 * KiB;
constexpr double GiB = 1024 * MiB;

std::vector<ConfigKey> metricsKeys();
std::vector<ConfigKey> linkKeys();
std::vector<ConfigKey> messageKeys();
std::vector<ConfigKey> programKeys();

//! What must be true of a text, or nothing when it is.
QString listenComplaint(const QString &text);
QString pointerComplaint(const QString &text);
QString timeZoneComplaint(const QString &text);
QString webUrlComplaint(const QString &text);

} // namespace Breakwater::ConfigKeyTable
