// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/clientfilter.h>

#include <core/snapshot/snapshot.h>

#include <algorithm>

namespace Breakwater::Ui {

bool ClientFilter::accepts(const SessionSnapshot &client) const
{
    const bool isWanted = (!connected && !away && !failing)
        || (connected && client.connection == ConnectionState::Connected)
        || (away && client.connection == ConnectionState::Away) || (failing && isFailing(client));
    const auto occurs = [&client](const QString &word) {
        return client.name.contains(word, Qt::CaseInsensitive)
            || client.id.value.contains(word, Qt::CaseInsensitive)
            || client.url.contains(word, Qt::CaseInsensitive);
    };
    return isWanted && std::all_of(words.begin(), words.end(), occurs);
}

bool isFailing(const SessionSnapshot &client)
{
    const QueueSnapshot &queue = client.queue;
    return client.breaker.effectiveState() != BreakerState::Closed
        || (queue.maxMessages > 0
            && static_cast<double>(queue.queued)
                > queue.highWater * static_cast<double>(queue.maxMessages));
}

} // namespace Breakwater::Ui
