// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/queuenotices.h>

#include <QtCore/QStringList>

namespace Breakwater {

std::optional<QString> QueueNotices::take(MonotonicTime now, const MetricSet &metrics)
{
    const Losses losses{.overflows = metrics.queue.overflows,
                        .dropped = metrics.messages.dropped,
                        .expired = metrics.messages.expired,
                        .expiredInDoubt = metrics.messages.expiredInDoubt,
                        .abandoned = metrics.messages.abandoned};
    if (losses.sum() == m_told.sum())
        return {};
    if (m_lastTold && now < *m_lastTold + interval) {
        m_due = *m_lastTold + interval;
        return {};
    }
    QStringList parts;
    const auto add = [&parts](std::uint64_t count, std::uint64_t told, const char16_t *what) {
        if (count > told)
            parts += QStringLiteral("%1 %2").arg(count - told).arg(QString::fromUtf16(what));
    };
    add(losses.overflows, m_told.overflows, u"rejected or displaced, the queue being full");
    add(losses.dropped, m_told.dropped, u"dropped");
    add(losses.expired, m_told.expired, u"expired");
    add(losses.expiredInDoubt, m_told.expiredInDoubt, u"expired in doubt");
    add(losses.abandoned, m_told.abandoned, u"abandoned");
    m_told = losses;
    m_lastTold = now;
    m_due.reset();
    return parts.join(QStringLiteral(", "));
}

} // namespace Breakwater
