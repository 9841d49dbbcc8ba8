// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/jsonreader.h>

#include <core/base/text.h>
#include <core/snapshot/snapshotreader.h>

#include <cmath>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

QString described(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null: return u"null"_qs;
    case QJsonValue::Bool: return value.toBool() ? u"true"_qs : u"false"_qs;
    case QJsonValue::Double: return QString::number(value.toDouble(), 'g', 17);
    case QJsonValue::String: return u"a text"_qs;
    case QJsonValue::Array: return u"an array"_qs;
    case QJsonValue::Object: return u"an object"_qs;
    case QJsonValue::Undefined: break;
    }
    return u"missing"_qs;
}

} // namespace

JsonReader::JsonReader(const QJsonObject &object, const QString &path,
                       std::optional<Error> &problem)
    : m_object(object), m_path(path), m_problem(problem)
{ }

QString JsonReader::pathOf(QLatin1StringView key) const
{
    return m_path.isEmpty() ? QString(key) : m_path + u'.' + key;
}

void JsonReader::report(QLatin1StringView key, const QString &what) const
{
    if (!m_problem)
        m_problem = Error{ErrorKind::BadArgument, u"“%1” %2."_qs.arg(pathOf(key), what)};
}

std::optional<QJsonValue> JsonReader::value(QLatin1StringView key, Need need) const
{
    const auto found = m_object.constFind(key);
    if (found != m_object.constEnd())
        return *found;
    if (need == Promised)
        report(key, u"is missing"_qs);
    return std::nullopt;
}

JsonReader JsonReader::object(QLatin1StringView key, Need need) const
{
    const auto found = value(key, need);
    if (found && !found->isObject())
        report(key, u"is %1, not an object"_qs.arg(described(*found)));
    return {found ? found->toObject() : QJsonObject(), pathOf(key), m_problem};
}

QJsonArray JsonReader::array(QLatin1StringView key, qsizetype most, Need need) const
{
    const auto found = value(key, need);
    if (!found)
        return {};
    if (!found->isArray()) {
        report(key, u"is %1, not an array"_qs.arg(described(*found)));
        return {};
    }
    const QJsonArray array = found->toArray();
    if (array.size() <= most)
        return array;
    report(key, u"has %1 entries; at most %2 are read"_qs.arg(array.size()).arg(most));
    return {};
}

std::optional<JsonReader> JsonReader::entry(QLatin1StringView key, const QJsonValue &value,
                                            qsizetype index) const
{
    const QString path = u"%1[%2]"_qs.arg(pathOf(key)).arg(index);
    if (value.isObject())
        return JsonReader(value.toObject(), path, m_problem);
    JsonReader({}, {}, m_problem)
        .report(QLatin1StringView(path.toLatin1()),
                u"is %1, not an object"_qs.arg(described(value)));
    return std::nullopt;
}

std::optional<double> JsonReader::real(QLatin1StringView key, const QJsonValue &value,
                                       double most) const
{
    const double number = value.toDouble();
    if (value.isDouble() && number >= 0 && number <= most) // not true of NaN
        return number;
    report(key, u"is %1; a number from 0 to %2 is expected"_qs.arg(described(value)).arg(most));
    return std::nullopt;
}

std::optional<std::int64_t> JsonReader::whole(QLatin1StringView key, const QJsonValue &value,
                                              std::int64_t most) const
{
    const double number = value.toDouble();
    // As a double, 2⁵³ + 1 is 2⁵³, which is too large as well.
    if (value.isDouble() && number >= 0 && number <= static_cast<double>(most)
        && number == std::floor(number))
        return static_cast<std::int64_t>(number);
    report(key,
           u"is %1; a whole number from 0 to %2 is expected"_qs.arg(described(value)).arg(most));
    return std::nullopt;
}

std::optional<Duration> JsonReader::duration(QLatin1StringView key, const QJsonValue &value,
                                             double unit) const
{
    constexpr double longest = 9e18; // nanoseconds: some 285 years
    const auto number = real(key, value, longest / unit);
    return number ? std::optional(Duration(std::llround(*number * unit))) : std::nullopt;
}

std::optional<WallTime> JsonReader::moment(QLatin1StringView key, const QJsonValue &value) const
{
    if (const Expected<WallTime> time = readTime(value.toString()))
        return *time;
    report(key, u"is not a time in ISO 8601 with its zone"_qs);
    return std::nullopt;
}

void JsonReader::number(QLatin1StringView key, double &target, Need need, double most) const
{
    if (const auto found = value(key, need))
        target = real(key, *found, most).value_or(target);
}

void JsonReader::number(QLatin1StringView key, std::optional<double> &target, Need need,
                        double most) const
{
    const auto found = value(key, need);
    if (found && !found->isNull())
        target = real(key, *found, most);
}

void JsonReader::flag(QLatin1StringView key, bool &target, Need need) const
{
    const auto found = value(key, need);
    if (found && !found->isBool())
        report(key, u"is %1; true or false is expected"_qs.arg(described(*found)));
    else if (found)
        target = found->toBool();
}

void JsonReader::seconds(QLatin1StringView key, Duration &target, Need need) const
{
    if (const auto found = value(key, need))
        target = duration(key, *found, 1e9).value_or(target);
}

void JsonReader::seconds(QLatin1StringView key, std::optional<Duration> &target, Need need) const
{
    const auto found = value(key, need);
    if (found && !found->isNull())
        target = duration(key, *found, 1e9);
}

void JsonReader::milliseconds(QLatin1StringView key, Duration &target, Need need) const
{
    if (const auto found = value(key, need))
        target = duration(key, *found, 1e6).value_or(target);
}

void JsonReader::milliseconds(QLatin1StringView key, std::optional<Duration> &target,
                              Need need) const
{
    const auto found = value(key, need);
    if (found && !found->isNull())
        target = duration(key, *found, 1e6);
}

void JsonReader::text(QLatin1StringView key, QString &target, Need need) const
{
    const auto found = value(key, need);
    if (!found || found->isNull())
        return;
    if (!found->isString())
        return report(key, u"is %1, not a text"_qs.arg(described(*found)));
    const QString text = found->toString();
    if (text.size() > mostReadText)
        return report(
            key, u"has %1 characters; at most %2 are read"_qs.arg(text.size()).arg(mostReadText));
    target = sanitised(text, mostReadText);
}

void JsonReader::time(QLatin1StringView key, WallTime &target, Need need) const
{
    if (const auto found = value(key, need))
        target = moment(key, *found).value_or(target);
}

void JsonReader::time(QLatin1StringView key, std::optional<WallTime> &target, Need need) const
{
    const auto found = value(key, need);
    if (found && !found->isNull())
        target = moment(key, *found);
}

} // namespace Breakwater
