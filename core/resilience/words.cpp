// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/words.h>

namespace Breakwater {

using namespace std::chrono_literals;

QString spoken(Duration duration)
{
    if (duration < 1s)
        return u"%1 ms"_qs.arg(toMilliseconds(duration), 0, 'f', 0);
    if (duration < 10s)
        return u"%1 s"_qs.arg(toSeconds(duration), 0, 'f', 1);
    if (duration < 120s)
        return u"%1 s"_qs.arg(toSeconds(duration), 0, 'f', 0);
    return u"%1 min"_qs.arg(toSeconds(duration) / 60, 0, 'f', 0);
}

QString percent(double share, int decimals)
{
    return u"%1 %"_qs.arg(share * 100, 0, 'f', decimals);
}

QString counted(int count, const QString &noun)
{
    return u"%1 %2%3"_qs.arg(count).arg(noun, count == 1 ? QString() : u"s"_qs);
}

QString because(const QString &what, const QString &why)
{
    return why.isEmpty() ? what : u"%1: %2"_qs.arg(what, why);
}

} // namespace Breakwater
