// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/format/scalelabel.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

#include <cmath>

namespace Breakwater::Ui::Format {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::Format)
};

struct ScaleUnit
{
    double factor; //!< of one of the unit, in what the series holds
    QString name;
};

ScaleUnit timeUnit(double topInSeconds, double secondsPerValue)
{
    if (topInSeconds <= 0.001)
        return {1e-6 / secondsPerValue, Words::tr("µs")};
    if (topInSeconds <= 1)
        return {1e-3 / secondsPerValue, Words::tr("ms")};
    if (topInSeconds <= 120)
        return {1 / secondsPerValue, Words::tr("s")};
    return {60 / secondsPerValue, Words::tr("m")};
}

ScaleUnit prefixedUnit(double top, const QString &unit)
{
    if (top >= 1e9)
        return {1e9, u"G"_s + unit};
    if (top >= 1e6)
        return {1e6, u"M"_s + unit};
    if (top >= 1e4)
        return {1e3, u"k"_s + unit};
    return {1, unit};
}

ScaleUnit unitFor(double top, Unit unit)
{
    switch (unit) {
    case Unit::Milliseconds: return timeUnit(top / 1e3, 1e-3);
    case Unit::Seconds: return timeUnit(top, 1);
    case Unit::Share: return {0.01, u"%"_s};
    case Unit::BytesPerSecond: // "/s" stands in the chart's title
    case Unit::Bytes: return prefixedUnit(top, Words::tr("B"));
    case Unit::PerSecond: return prefixedUnit(top, {}); // "/s" stands in the chart's title
    case Unit::Count: return prefixedUnit(top, {});
    }
    return {1, {}};
}

int decimalsOf(double step)
{
    int decimals = 0;
    for (double rest = step; decimals < 3 && std::abs(rest - std::round(rest)) > 1e-6; rest *= 10)
        ++decimals;
    return decimals;
}

} // namespace

QString scaleLabel(double value, double step, double top, Unit unit)
{
    const ScaleUnit scale = unitFor(top, unit);
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    if (value == 0)
        return locale.toString(0);
    const QString number
        = locale.toString(value / scale.factor, 'f', decimalsOf(step / scale.factor));
    return scale.name.isEmpty() ? number : number + thinSpace + scale.name;
}

} // namespace Breakwater::Ui::Format
