// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/error.h>
#include <core/base/time.h>
#include <core/snapshot/jsonvalue.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <concepts>
#include <limits>
#include <optional>
#include <utility>

namespace Breakwater {

//! Reads the values of one object of a foreign document. Nothing is guessed: what is missing, of
//! another type or out of its range is reported with its path, and the target stays as it was. The
//! first report of a document counts.
//!
//! A target without std::optional may not be null in the document. Texts are the exception: null is
//! the empty one.
class JsonReader final
{
public:
    enum class Need {
        Promised, //!< part of the first version: must be there
        Added,    //!< an older version did not write it: may be missing
    };
    // Not `using enum`: as default arguments of templates, GCC 12 stumbles over its names.
    static constexpr Need Promised = Need::Promised;
    static constexpr Need Added = Need::Added;

    JsonReader(const QJsonObject &object, const QString &path, std::optional<Error> &problem);

    bool has(QLatin1StringView key) const { return m_object.contains(key); }
    //! There, and null.
    bool isNull(QLatin1StringView key) const { return m_object[key].isNull(); }
    const QJsonObject &object() const { return m_object; }
    //! The first thing that was wrong anywhere in the document.
    bool isFine() const { return !m_problem; }
    //! Empty when it is missing; that is reported when it was promised.
    JsonReader object(QLatin1StringView key, Need need = Promised) const;
    //! Calls read(JsonReader) for each entry, which must be an object.
    template <class Read>
    void each(QLatin1StringView key, qsizetype most, Read read, Need need = Promised) const;
    QJsonArray array(QLatin1StringView key, qsizetype most, Need need = Promised) const;

    //! Whole, 0 to 2⁵³ − 1, and within the target's own range.
    template <std::integral Number>
    void number(QLatin1StringView key, Number &target, Need need = Promised) const;
    template <std::integral Number>
    void number(QLatin1StringView key, std::optional<Number> &target, Need need = Promised) const;
    //! From 0 to `most`.
    void number(QLatin1StringView key, double &target, Need need = Promised,
                double most = largestReal) const;
    void number(QLatin1StringView key, std::optional<double> &target, Need need = Promised,
                double most = largestReal) const;
    void flag(QLatin1StringView key, bool &target, Need need = Promised) const;
    void seconds(QLatin1StringView key, Duration &target, Need need = Promised) const;
    void seconds(QLatin1StringView key, std::optional<Duration> &target,
                 Need need = Promised) const;
    void milliseconds(QLatin1StringView key, Duration &target, Need need = Promised) const;
    void milliseconds(QLatin1StringView key, std::optional<Duration> &target,
                      Need need = Promised) const;
    //! Sanitised; at most mostReadText characters, longer ones are reported.
    void text(QLatin1StringView key, QString &target, Need need = Promised) const;
    void time(QLatin1StringView key, WallTime &target, Need need = Promised) const;
    void time(QLatin1StringView key, std::optional<WallTime> &target, Need need = Promised) const;
    //! One of the names of an enumeration that ends with `last`.
    template <class Enum>
    void name(QLatin1StringView key, Enum &target, Enum last, Need need = Promised) const;

    void report(QLatin1StringView key, const QString &what) const;

    static constexpr double largestReal = 1e18;

private:
    //! None: missing; reported when it was promised.
    std::optional<QJsonValue> value(QLatin1StringView key, Need need) const;
    std::optional<std::int64_t> whole(QLatin1StringView key, const QJsonValue &value,
                                      std::int64_t most) const;
    std::optional<double> real(QLatin1StringView key, const QJsonValue &value, double most) const;
    std::optional<Duration> duration(QLatin1StringView key, const QJsonValue &value,
                                     double unit) const;
    std::optional<WallTime> moment(QLatin1StringView key, const QJsonValue &value) const;
    QString pathOf(QLatin1StringView key) const;
    std::optional<JsonReader> entry(QLatin1StringView key, const QJsonValue &value,
                                    qsizetype index) const;

    QJsonObject m_object;
    QString m_path; //!< empty for the document itself
    std::optional<Error> &m_problem;
};

template <class Read>
void JsonReader::each(QLatin1StringView key, qsizetype most, Read read, Need need) const
{
    qsizetype index = 0;
    for (const QJsonValue &value : array(key, most, need)) {
        if (const auto reader = entry(key, value, index++))
            read(*reader);
        if (m_problem)
            return;
    }
}

template <std::integral Number>
void JsonReader::number(QLatin1StringView key, Number &target, Need need) const
{
    constexpr auto most = std::cmp_less(std::numeric_limits<Number>::max(), JsonValue::largest)
        ? static_cast<std::int64_t>(std::numeric_limits<Number>::max())
        : JsonValue::largest;
    if (const auto found = value(key, need)) {
        if (const auto read = whole(key, *found, most))
            target = static_cast<Number>(*read);
    }
}

template <std::integral Number>
void JsonReader::number(QLatin1StringView key, std::optional<Number> &target, Need need) const
{
    const auto found = value(key, need);
    if (!found || found->isNull())
        return;
    Number read{};
    number(key, read, need);
    target = read;
}

template <class Enum>
void JsonReader::name(QLatin1StringView key, Enum &target, Enum last, Need need) const
{
    const auto found = value(key, need);
    if (!found)
        return;
    const QString name = found->toString();
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (name == toString(static_cast<Enum>(i))) {
            target = static_cast<Enum>(i);
            return;
        }
    }
    report(key, QStringLiteral("is not a name that is known here"));
}

} // namespace Breakwater
