// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QLatin1StringView>
#include <QtCore/QString>

#include <cstdint>
#include <initializer_list>
#include <optional>

namespace Breakwater {

//! ISO 8601 (without a zone: UTC), Unix seconds or milliseconds. None when it is neither.
std::optional<WallTime> readServiceTime(const QJsonValue &value);

//! One JSON object, asked by what its keys may be called: `errorCount`, `error-count` and
//! `error_count` are the same. Of several spellings the first that is told counts; null is not
//! told. The first value that cannot be becomes problem().
class ServiceFields final
{
public:
    using Spellings = std::initializer_list<QLatin1StringView>;

    explicit ServiceFields(const QJsonObject &object);

    //! Undefined when none is told.
    QJsonValue value(Spellings keys) const;
    //! Sanitised; empty when none is told as text.
    QString text(Spellings keys, qsizetype most = 200) const;
    //! Whole, 0 … 2^53, also written as text of digits. What is neither number nor text is passed
    //! over: `errors` may be a list of them.
    std::optional<std::uint64_t> count(Spellings keys);
    //! Both added, where at least one is told.
    std::optional<std::uint64_t> sum(Spellings first, Spellings second);
    //! The unit is the key's suffix: `_ms`, `_us`, else seconds (`_s`, `_seconds`, none).
    std::optional<Duration> duration(Spellings stems);
    std::optional<double> number(Spellings keys);
    std::optional<WallTime> time(Spellings keys) const;

    //! A sentence; empty while all is well.
    const QString &problem() const { return m_problem; }

private:
    std::optional<double> numberOf(QLatin1StringView key, const QJsonValue &value);
    std::optional<Duration> durationIn(const QString &key, double unitInSeconds);

    QHash<QString, QJsonValue> m_values; //!< by snake_case key
    QString m_problem;
};

} // namespace Breakwater
