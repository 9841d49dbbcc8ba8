// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configparse.h>

#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>

#include <array>
#include <cmath>

namespace Breakwater {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct DurationUnit
{
    QLatin1StringView name;
    Duration length;
};

// The first that fits is written; "min" is only read.
constexpr std::array durationUnits{
    DurationUnit{"d"_L1, 24h}, DurationUnit{"h"_L1, 1h},   DurationUnit{"m"_L1, 1min},
    DurationUnit{"s"_L1, 1s},  DurationUnit{"ms"_L1, 1ms}, DurationUnit{"min"_L1, 1min},
};

struct ByteUnit
{
    QLatin1StringView name;
    std::int64_t size;
};

constexpr std::array byteUnits{
    ByteUnit{"TiB"_L1, 1LL << 40}, ByteUnit{"GiB"_L1, 1LL << 30}, ByteUnit{"MiB"_L1, 1LL << 20},
    ByteUnit{"KiB"_L1, 1LL << 10}, ByteUnit{"B"_L1, 1},
};

// Whole and fraction apart, so that a nanosecond beside 90 days is not rounded away.
struct Amount
{
    double whole;
    double fraction;
    QString unit;

    double number() const { return whole + fraction; }
};

std::optional<Amount> parseAmount(const QString &text)
{
    static const QRegularExpression form(
        uR"(\A\s*([+-]?)([0-9]{1,30})(\.[0-9]{1,30})?\s*([A-Za-z]*)\s*\z)"_qs);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    const double sign = match.captured(1) == "-"_L1 ? -1 : 1;
    return Amount{sign * match.captured(2).toDouble(), sign * (u'0' + match.captured(3)).toDouble(),
                  match.captured(4)};
}

// Exact: no double stands between, so that every duration reads back as itself.
QString decimalText(std::int64_t count, std::int64_t one)
{
    QString text = QString::number(count / one);
    if (const std::int64_t rest = count % one; rest != 0) {
        const auto digits = static_cast<int>(QString::number(one).size()) - 1;
        QString fraction = QString::number(rest < 0 ? -rest : rest).rightJustified(digits, u'0');
        while (fraction.endsWith(u'0'))
            fraction.chop(1);
        text += u'.' + fraction;
    }
    return text;
}

} // namespace

Duration durationFromSeconds(double seconds)
{
    const double nanoseconds = std::round(seconds * 1e9);
    if (nanoseconds <= -9.2e18)
        return Duration::min();
    if (!(nanoseconds < 9.2e18))
        return Duration::max();
    return Duration(static_cast<Duration::rep>(nanoseconds));
}

std::optional<Duration> parseDuration(const QString &text)
{
    const auto amount = parseAmount(text);
    if (!amount)
        return {};
    const QString name = amount->unit.isEmpty() ? u"s"_qs : amount->unit;
    for (const DurationUnit &unit : durationUnits) {
        if (name != unit.name)
            continue;
        const double seconds = toSeconds(unit.length);
        const Duration whole = durationFromSeconds(amount->whole * seconds);
        const bool clipped = whole == Duration::max() || whole == Duration::min();
        return clipped ? whole : whole + durationFromSeconds(amount->fraction * seconds);
    }
    return {};
}

std::optional<std::int64_t> parseByteSize(const QString &text)
{
    const auto amount = parseAmount(text);
    if (!amount)
        return {};
    double bytes = -0.5;
    if (amount->unit.isEmpty())
        bytes = amount->number();
    for (const ByteUnit &unit : byteUnits) {
        if (amount->unit == unit.name)
            bytes = amount->number() * static_cast<double>(unit.size);
    }
    if (bytes != std::floor(bytes) || std::abs(bytes) > 0x1.0p62)
        return {};
    return static_cast<std::int64_t>(bytes);
}

std::optional<std::int64_t> parseInteger(const QString &text)
{
    bool ok = false;
    const qlonglong value = text.trimmed().toLongLong(&ok);
    return ok ? std::optional<std::int64_t>(value) : std::nullopt;
}

std::optional<double> parseNumber(const QString &text)
{
    const auto amount = parseAmount(text);
    return amount && amount->unit.isEmpty() ? std::optional(amount->number()) : std::nullopt;
}

std::optional<bool> parseBoolean(const QString &text)
{
    const QString word = text.trimmed();
    if (word == "true"_L1)
        return true;
    return word == "false"_L1 ? std::optional(false) : std::nullopt;
}

QString durationText(Duration duration)
{
    if (duration == 0s)
        return u"0s"_qs;
    for (const DurationUnit &unit : durationUnits) {
        if (duration % unit.length == 0s)
            return QString::number(duration / unit.length) + unit.name;
    }
    if (duration > 1s)
        return secondsText(duration) + u's';
    return decimalText(duration.count(), 1'000'000) + "ms"_L1;
}

QString byteSizeText(std::int64_t bytes)
{
    for (const ByteUnit &unit : byteUnits) {
        if (bytes != 0 && bytes % unit.size == 0)
            return QString::number(bytes / unit.size) + unit.name;
    }
    return QString::number(bytes) + u'B';
}

QString secondsText(Duration duration)
{
    return decimalText(duration.count(), 1'000'000'000);
}

QString numberText(double number)
{
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

QString quotedText(const QString &text)
{
    QString result = u"\""_qs;
    for (const QChar character : text) {
        if (character == u'"' || character == u'\\')
            result += u'\\' + QString(character);
        else if (character.unicode() < 0x20 || character.unicode() == 0x7f)
            result += u"\\u"_qs + QString::number(character.unicode(), 16).rightJustified(4, u'0');
        else
            result += character;
    }
    return result + u'"';
}

} // namespace Breakwater
