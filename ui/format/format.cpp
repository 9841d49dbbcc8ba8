// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/format/format.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace Breakwater::Ui::Format {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::Format)
};

bool isKnown(std::optional<double> value)
{
    return value && std::isfinite(*value);
}

QString digits(double value, int decimals)
{
    QLocale locale;
    const bool isShort = std::abs(value) < 10'000;
    locale.setNumberOptions(isShort ? QLocale::OmitGroupSeparator : QLocale::DefaultNumberOptions);
    return locale.toString(value == 0 ? 0.0 : value, 'f', decimals); // never "-0"
}

QString withUnit(const QString &number, const QString &unit)
{
    return number + thinSpace + unit;
}

//! One decimal below `tenths`, none above it, and none on whole numbers when `isTrimmed`.
QString rounded(double value, double tenths, bool isTrimmed)
{
    const double fine = std::round(value * 10) / 10;
    const bool isWhole = isTrimmed && fine == std::round(fine);
    return digits(value, std::abs(fine) < tenths && !isWhole ? 1 : 0);
}

struct Prefix
{
    double factor;
    QLatin1StringView name;
};

constexpr std::array prefixes{Prefix{1, ""_L1}, Prefix{1e3, "k"_L1}, Prefix{1e6, "M"_L1},
                              Prefix{1e9, "G"_L1}, Prefix{1e12, "T"_L1}};

//! The prefix under which the value, once rounded to three digits, is below 1000.
Prefix prefixFor(double value)
{
    const auto fits
        = [value](const Prefix &prefix) { return std::abs(value) / prefix.factor < 999.5; };
    const auto found = std::find_if(prefixes.begin(), prefixes.end(), fits);
    return found != prefixes.end() ? *found : prefixes.back();
}

QString prefixed(double value, const QString &unit)
{
    const Prefix prefix = prefixFor(value);
    return withUnit(
        rounded(value / prefix.factor, 100, value == std::round(value) && prefix.factor == 1),
        QString(prefix.name) + unit);
}

QString twoParts(std::int64_t large, const QString &largeUnit, std::int64_t small,
                 const QString &smallUnit, bool isPadded)
{
    QString rest = digits(static_cast<double>(small), 0);
    if (isPadded && small < 10)
        rest.prepend(QLocale().zeroDigit());
    return withUnit(digits(static_cast<double>(large), 0), largeUnit) + u' '
        + withUnit(rest, smallUnit);
}

QString wholeSeconds(std::int64_t seconds)
{
    if (seconds < 60)
        return withUnit(digits(static_cast<double>(seconds), 0), Words::tr("s"));
    if (seconds < 3600)
        return twoParts(seconds / 60, Words::tr("m"), seconds % 60, Words::tr("s"), true);
    if (seconds < 86'400)
        return twoParts(seconds / 3600, Words::tr("h"), seconds / 60 % 60, Words::tr("m"), true);
    return twoParts(seconds / 86'400, Words::tr("d"), seconds / 3600 % 24, Words::tr("h"), false);
}

//! Latencies are measured from 1 µs on; up to here a histogram cannot tell them from it.
constexpr double leastMeasured = 1.008e-6;

QString secondsInWords(double seconds)
{
    const double size = std::abs(seconds);
    if (size == 0)
        return withUnit(digits(0, 0), Words::tr("s"));
    if (seconds > 0 && seconds < leastMeasured)
        return withUnit(u"≤ "_s + digits(1, 0), Words::tr("µs"));
    if (size < 0.0009995)
        return withUnit(rounded(seconds * 1e6, 10, true), Words::tr("µs"));
    if (size < 0.9995)
        return withUnit(rounded(seconds * 1e3, 10, true), Words::tr("ms"));
    if (size < 59.5)
        return withUnit(rounded(seconds, 10, true), Words::tr("s"));
    return wholeSeconds(std::llround(seconds));
}

QString formatted(std::optional<WallTime> time, const QString &format)
{
    if (!time)
        return unknown();
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time->time_since_epoch().count()),
                              format);
}

} // namespace

QString unknown()
{
    return u"—"_s;
}

QString value(std::optional<double> value, Unit unit)
{
    if (!isKnown(value))
        return unknown();
    switch (unit) {
    case Unit::Milliseconds: return secondsInWords(*value / 1e3);
    case Unit::PerSecond: return rate(value);
    case Unit::Share: return percent(value);
    case Unit::Count: return *value < 10'000 ? rounded(*value, 100, true) : compact(value);
    case Unit::Seconds: return secondsInWords(*value);
    case Unit::Bytes: return bytes(std::llround(*value));
    case Unit::BytesPerSecond: return prefixed(std::round(*value), Words::tr("B/s"));
    }
    return {};
}

QString duration(std::optional<Duration> duration)
{
    return duration ? secondsInWords(toSeconds(*duration)) : unknown();
}

QString countdown(std::optional<Duration> left)
{
    if (!left)
        return unknown();
    return wholeSeconds(
        std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::seconds>(*left).count()));
}

QString rate(std::optional<double> perSecond)
{
    return isKnown(perSecond) ? prefixed(*perSecond, Words::tr("/s")) : unknown();
}

QString percent(std::optional<double> share)
{
    return isKnown(share) ? withUnit(digits(*share * 100, 1), u"%"_s) : unknown();
}

QString bytes(std::optional<std::int64_t> bytes)
{
    return bytes ? prefixed(static_cast<double>(*bytes), Words::tr("B")) : unknown();
}

QString integer(std::optional<std::int64_t> number)
{
    if (!number)
        return unknown();
    QLocale locale;
    if (*number > -10'000 && *number < 10'000)
        locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(static_cast<qlonglong>(*number));
}

QString compact(std::optional<double> number)
{
    if (!isKnown(number))
        return unknown();
    const QString text = prefixed(*number, {});
    return text.endsWith(thinSpace) ? text.chopped(1) : text;
}

QString timeOfDay(std::optional<WallTime> time)
{
    return formatted(time, u"HH:mm:ss"_s);
}

QString timeOfDayExact(std::optional<WallTime> time)
{
    return formatted(time, u"HH:mm:ss.zzz"_s);
}

QString dayAndTime(std::optional<WallTime> time)
{
    return formatted(time, u"ddd HH:mm:ss"_s);
}

QString isoUtc(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

WallTime wallTime(double secondsSinceEpoch)
{
    return WallTime(std::chrono::milliseconds(std::llround(secondsSinceEpoch * 1e3)));
}

} // namespace Breakwater::Ui::Format
