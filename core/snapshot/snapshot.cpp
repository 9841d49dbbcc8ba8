// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshot.h>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

QLatin1StringView toString(WatchKind kind)
{
    switch (kind) {
    case WatchKind::Stream: return "stream"_L1;
    case WatchKind::Poll: return "poll"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1StringView toString(Tier tier)
{
    switch (tier) {
    case Tier::Realtime: return "realtime"_L1;
    case Tier::Performance: return "performance"_L1;
    case Tier::Aggregate: return "aggregate"_L1;
    }
    Q_UNREACHABLE();
}

const SessionSnapshot *Snapshot::session(const SessionId &id) const
{
    const auto found
        = std::lower_bound(sessions.begin(), sessions.end(), id,
                           [](const SessionSnapshot &candidate, const SessionId &wanted) {
                               return candidate.id < wanted;
                           });
    return found != sessions.end() && found->id == id ? &*found : nullptr;
}

std::int64_t Snapshot::totalSessions() const
{
    const auto links = std::count_if(sessions.begin(), sessions.end(),
                                     [](const SessionSnapshot &one) { return !one.isAdopted; });
    return links + serving.clients;
}

} // namespace Breakwater
