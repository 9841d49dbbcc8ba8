// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <cstdint>
#include <initializer_list>
#include <utility>

namespace Breakwater {

//! Writes the text format 0.0.4 of Prometheus: a family's head, then its samples. Pure.
class PrometheusText final
{
public:
    enum class Type : std::uint8_t { Counter, Gauge, Summary };
    struct Label
    {
        QByteArray name;
        QString value; //!< anything; escaped here
    };
    using Labels = std::initializer_list<Label>;

    //! What follows are its samples. `name` is the whole name, with `_total` for a counter.
    void family(const QByteArray &name, Type type, const QString &help);
    //! Counters: exact.
    void sample(Labels labels, std::uint64_t value);
    //! Gauges. Infinities and NaN are legal.
    void sample(Labels labels, double value);
    //! `<name>_count` and `<name>_sum` of a summary without quantiles.
    void summary(Labels labels, std::uint64_t count, double sum);

    QByteArray bytes() const { return m_bytes; }
    static QByteArray contentType() { return "text/plain; version=0.0.4; charset=utf-8"; }

private:
    void line(const char *suffix, Labels labels, const QByteArray &value);

    QByteArray m_family;
    QByteArray m_bytes;
};

} // namespace Breakwater
