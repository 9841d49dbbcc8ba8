// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultamounts.h>

#include <QtCore/QRegularExpression>

#include <array>
#include <cmath>

namespace Breakwater::FaultAmounts {

using namespace Qt::StringLiterals;

namespace {

struct Unit
{
    QLatin1StringView name;
    double size; //!< in nanoseconds, or in bytes
};

// The first that fits is written; no unit is only read.
constexpr std::array durationUnits{Unit{"h"_L1, 3600e9}, Unit{"m"_L1, 60e9}, Unit{"s"_L1, 1e9},
                                   Unit{"ms"_L1, 1e6}, Unit{""_L1, 1e9}};
constexpr std::array byteUnits{Unit{"GiB"_L1, 0x1p30}, Unit{"MiB"_L1, 0x1p20},
                               Unit{"KiB"_L1, 0x1p10}, Unit{"B"_L1, 1}, Unit{""_L1, 1}};
constexpr double mostNanoseconds = 24 * 3600e9;
constexpr double mostBytes = 0x1p40;

template <std::size_t size>
std::optional<double> amount(QStringView text, const std::array<Unit, size> &units, double most)
{
    static const QRegularExpression form(uR"(\A([0-9]{1,18}(?:\.[0-9]{1,9})?)([A-Za-z]*)\z)"_qs);
    const auto match = form.match(text.toString());
    if (!match.hasMatch())
        return {};
    for (const Unit &unit : units) {
        if (match.capturedView(2) != unit.name)
            continue;
        const double value = match.capturedView(1).toDouble() * unit.size;
        return value <= most ? std::optional(value) : std::nullopt;
    }
    return {};
}

} // namespace

std::optional<Duration> duration(QStringView text)
{
    const auto nanoseconds = amount(text, durationUnits, mostNanoseconds);
    if (!nanoseconds)
        return {};
    return Duration(std::llround(*nanoseconds));
}

std::optional<std::int64_t> bytes(QStringView text)
{
    const auto value = amount(text, byteUnits, mostBytes);
    if (!value || *value < 1 || *value != std::floor(*value))
        return {};
    return static_cast<std::int64_t>(*value);
}

std::optional<std::int64_t> bytesPerSecond(QStringView text)
{
    return text.endsWith("/s"_L1) ? bytes(text.chopped(2)) : std::nullopt;
}

std::optional<double> share(QStringView text)
{
    constexpr std::array plain{Unit{""_L1, 1}};
    return amount(text, plain, 1);
}

QString durationText(Duration duration)
{
    const auto nanoseconds = static_cast<double>(duration.count());
    for (const Unit &unit : durationUnits) {
        const double value = nanoseconds / unit.size;
        const bool isWhole = value >= 1 && value == std::floor(value);
        const bool isSmallest = unit.size <= (nanoseconds < 1e9 ? 1e6 : 1e9);
        if (isWhole || isSmallest)
            return QString::number(value, 'g', 12) + unit.name;
    }
    Q_UNREACHABLE();
}

QString bytesText(std::int64_t bytes)
{
    if (bytes == 1)
        return u"1 byte"_qs;
    for (const Unit &unit : byteUnits) {
        const double value = static_cast<double>(bytes) / unit.size;
        if (unit.size > 1 && value >= 1 && value == std::floor(value))
            return QString::number(value, 'f', 0) + u' ' + unit.name;
    }
    return QString::number(bytes) + u" bytes"_qs;
}

QString shareText(double share)
{
    return QString::number(share * 100, 'g', 6) + u" %"_qs;
}

} // namespace Breakwater::FaultAmounts
