// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshot.h>

#include <algorithm>

namespace Breakwater {

const SessionSnapshot *Snapshot::session(const SessionId &id) const
{
    const auto found
        = std::lower_bound(sessions.begin(), sessions.end(), id,
                           [](const SessionSnapshot &candidate, const SessionId &wanted) {
                               return candidate.id < wanted;
                           });
    return found != sessions.end() && found->id == id ? &*found : nullptr;
}

} // namespace Breakwater
