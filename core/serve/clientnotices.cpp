// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientnotices.h>

namespace Breakwater {

std::optional<QString> ClientNotices::take(MonotonicTime now, const QString &detail)
{
    if (!m_secondBegan || now - *m_secondBegan >= std::chrono::seconds(1)) {
        m_secondBegan = now;
        m_told = 0;
    }
    if (m_told == mostPerSecond) {
        ++m_leftOut;
        return {};
    }
    ++m_told;
    const std::uint64_t since = m_leftOut - m_leftOutTold;
    m_leftOutTold = m_leftOut;
    if (since == 0)
        return detail;
    const QString rest = QStringLiteral("%1 more events of clients were not told").arg(since);
    return detail.isEmpty() ? rest : detail + QStringLiteral("; ") + rest;
}

} // namespace Breakwater
