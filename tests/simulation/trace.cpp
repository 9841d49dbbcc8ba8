// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/trace.h>

#include <bit>
#include <cstdio>

namespace Breakwater::Simulation {

void Trace::note(Words what, std::int64_t a, std::int64_t b)
{
    const Line line{m_now, what.text, a, b};
    m_lines[m_count++ % kept] = line;
    mix(what.hash);
    mix(static_cast<std::uint64_t>(m_now.time_since_epoch().count()));
    mix(static_cast<std::uint64_t>(a));
    mix(static_cast<std::uint64_t>(b));
    if (m_isPrinting)
        std::puts(qPrintable(spoken(line)));
}

void Trace::mix(std::uint64_t value)
{
    m_hash = (std::rotl(m_hash, 5) ^ value) * 0x9e3779b97f4a7c15ULL;
}

QStringList Trace::lastLines() const
{
    QStringList lines;
    for (std::uint64_t i = m_count < kept ? 0 : m_count - kept; i < m_count; ++i)
        lines += spoken(m_lines[i % kept]);
    return lines;
}

QString Trace::spoken(const Line &line)
{
    QString text = QString::fromLatin1(line.what);
    if (text.contains(QLatin1StringView("%1")))
        text = text.arg(line.a);
    if (text.contains(QLatin1StringView("%2")))
        text.replace(QLatin1StringView("%2"), QString::number(line.b));
    return QStringLiteral("%1 s  %2")
        .arg(toSeconds(line.at.time_since_epoch()), 12, 'f', 6)
        .arg(text);
}

} // namespace Breakwater::Simulation
