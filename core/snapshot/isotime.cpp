// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/isotime.h>

namespace Breakwater {

IsoTime::IsoTime(WallTime time)
{
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day day(midnight);
    const std::chrono::hh_mm_ss clock(time - midnight);
    const int year = static_cast<int>(day.year());
    if (year < 1 || year > 9999)
        return;
    add(static_cast<unsigned>(year), 4, '-');
    add(static_cast<unsigned>(day.month()), 2, '-');
    add(static_cast<unsigned>(day.day()), 2, 'T');
    add(static_cast<unsigned>(clock.hours().count()), 2, ':');
    add(static_cast<unsigned>(clock.minutes().count()), 2, ':');
    add(static_cast<unsigned>(clock.seconds().count()), 2, '.');
    add(static_cast<unsigned>(clock.subseconds().count()), 3, 'Z');
}

void IsoTime::add(unsigned number, std::size_t digits, char after)
{
    for (std::size_t i = digits; i > 0; --i, number /= 10)
        m_text[m_size + i - 1] = static_cast<char>('0' + number % 10);
    m_text[m_size + digits] = after;
    m_size += digits + 1;
}

} // namespace Breakwater
