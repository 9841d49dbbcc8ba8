// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/prometheustext.h>

#include <QtCore/QLocale>

#include <cmath>

namespace Breakwater {

namespace {

QByteArray number(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    return QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
}

QByteArray escaped(const QString &text, bool isLabel)
{
    QByteArray bytes = text.toUtf8();
    bytes.replace('\\', "\\\\").replace('\n', "\\n");
    if (isLabel)
        bytes.replace('"', "\\\"");
    return bytes;
}

const char *nameOf(PrometheusText::Type type)
{
    switch (type) {
    case PrometheusText::Type::Counter: return "counter";
    case PrometheusText::Type::Gauge: return "gauge";
    case PrometheusText::Type::Summary: break;
    }
    return "summary";
}

} // namespace

void PrometheusText::family(const QByteArray &name, Type type, const QString &help)
{
    m_family = name;
    m_bytes += "# HELP " + name + ' ' + escaped(help, false) + "\n# TYPE " + name + ' '
        + nameOf(type) + '\n';
}

void PrometheusText::sample(Labels labels, std::uint64_t value)
{
    line("", labels, QByteArray::number(quint64{value}));
}

void PrometheusText::sample(Labels labels, double value)
{
    line("", labels, number(value));
}

void PrometheusText::summary(Labels labels, std::uint64_t count, double sum)
{
    line("_sum", labels, number(sum));
    line("_count", labels, QByteArray::number(quint64{count}));
}

void PrometheusText::line(const char *suffix, Labels labels, const QByteArray &value)
{
    m_bytes += m_family + suffix;
    char before = '{';
    for (const Label &label : labels) {
        if (label.name.isEmpty())
            continue;
        m_bytes += before + label.name + "=\"" + escaped(label.value, true) + '"';
        before = ',';
    }
    if (before == ',')
        m_bytes += '}';
    m_bytes += ' ' + value + '\n';
}

} // namespace Breakwater
