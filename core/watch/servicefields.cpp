// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/servicefields.h>

#include <core/base/text.h>

#include <QtCore/QDateTime>

#include <cmath>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr double mostCount = 0x1.0p53;
constexpr double mostSeconds = 366.0 * 24 * 3600;
constexpr qsizetype longestKey = 64; // no spelling is longer

QString snakeCase(const QString &key)
{
    QString result;
    for (const QChar c : key) {
        const bool isHump = c.isUpper() && !result.isEmpty() && !result.back().isUpper()
            && result.back() != u'_' && key[0].isLower();
        if (isHump)
            result += u'_';
        result += c == u'-' || c == u' ' ? QChar(u'_') : c.toLower();
    }
    return result;
}

std::optional<WallTime> wallTime(double milliseconds)
{
    constexpr double endOf9999 = 253402300800000.0;
    if (!(milliseconds > 0 && milliseconds < endOf9999))
        return {};
    return WallTime(std::chrono::milliseconds(std::llround(milliseconds)));
}

std::optional<WallTime> isoTime(const QString &text)
{
    if (text.size() > 40)
        return {};
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return {};
    if (time.timeSpec() == Qt::LocalTime) // it names no zone; ours has nothing to do with it
        time = QDateTime(time.date(), time.time(), Qt::UTC);
    return wallTime(static_cast<double>(time.toMSecsSinceEpoch()));
}

} // namespace

std::optional<WallTime> readServiceTime(const QJsonValue &value)
{
    constexpr double firstThatIsMilliseconds = 1e11; // as seconds: the year 5138
    if (value.isString())
        return isoTime(value.toString());
    if (!value.isDouble())
        return {};
    const double number = value.toDouble();
    return wallTime(number < firstThatIsMilliseconds ? number * 1000 : number);
}

ServiceFields::ServiceFields(const QJsonObject &object)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key().size() <= longestKey && !it.value().isNull())
            m_values.insert(snakeCase(it.key()), it.value());
    }
}

QJsonValue ServiceFields::value(Spellings keys) const
{
    for (const QLatin1StringView key : keys) {
        if (const auto found = m_values.constFind(QString(key)); found != m_values.constEnd())
            return *found;
    }
    return QJsonValue(QJsonValue::Undefined);
}

QString ServiceFields::text(Spellings keys, qsizetype most) const
{
    for (const QLatin1StringView key : keys) {
        const QString found = m_values.value(QString(key)).toString().trimmed();
        if (!found.isEmpty())
            return sanitised(found, most);
    }
    return {};
}

std::optional<double> ServiceFields::numberOf(QLatin1StringView key, const QJsonValue &value)
{
    bool isNumber = value.isDouble();
    double number = value.toDouble();
    if (value.isString())
        number = value.toString().toDouble(&isNumber);
    else if (!isNumber)
        return {};
    if (isNumber && std::isfinite(number) && number >= 0 && number <= mostCount)
        return number;
    if (m_problem.isEmpty())
        m_problem = u"its '%1' is no number from 0 to 2^53."_qs.arg(key);
    return {};
}

std::optional<double> ServiceFields::number(Spellings keys)
{
    for (const QLatin1StringView key : keys) {
        if (const auto found = numberOf(key, m_values.value(QString(key))))
            return found;
    }
    return {};
}

std::optional<std::uint64_t> ServiceFields::count(Spellings keys)
{
    const auto found = number(keys);
    if (!found)
        return {};
    if (*found != std::floor(*found) && m_problem.isEmpty())
        m_problem
            = u"its '%1' (or another spelling of it) is no whole number."_qs.arg(*keys.begin());
    return static_cast<std::uint64_t>(*found);
}

std::optional<std::uint64_t> ServiceFields::sum(Spellings first, Spellings second)
{
    const auto one = count(first);
    const auto other = count(second);
    if (!one && !other)
        return {};
    return one.value_or(0) + other.value_or(0);
}

std::optional<Duration> ServiceFields::durationIn(const QString &key, double unitInSeconds)
{
    const auto number = numberOf("response time"_L1, m_values.value(key));
    if (!number)
        return {};
    const double seconds = *number * unitInSeconds;
    if (seconds > mostSeconds) {
        if (m_problem.isEmpty())
            m_problem = u"a response time of more than a year cannot be."_qs;
        return {};
    }
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

std::optional<Duration> ServiceFields::duration(Spellings stems)
{
    static constexpr std::pair<QLatin1StringView, double> units[]
        = {{"_ms"_L1, 1e-3}, {"_milliseconds"_L1, 1e-3}, {"_us"_L1, 1e-6}, {"_s"_L1, 1},
           {"_sec"_L1, 1},   {"_seconds"_L1, 1},         {""_L1, 1}};
    for (const QLatin1StringView stem : stems) {
        for (const auto &[suffix, unit] : units) {
            if (const auto found = durationIn(stem + suffix, unit))
                return found;
        }
    }
    return {};
}

std::optional<WallTime> ServiceFields::time(Spellings keys) const
{
    return readServiceTime(value(keys));
}

} // namespace Breakwater
