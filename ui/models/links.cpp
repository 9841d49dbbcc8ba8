// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/links.h>

namespace Breakwater::Ui {

bool isLink(const SessionSnapshot &session)
{
    return !session.isAdopted;
}

LinkCount countLinks(const Snapshot &frame)
{
    LinkCount count;
    for (const SessionSnapshot &session : frame.sessions) {
        if (!isLink(session))
            continue;
        ++count.all;
        count.connected += session.connection == ConnectionState::Connected ? 1 : 0;
    }
    return count;
}

const SessionSnapshot *onlyLink(const Snapshot &frame)
{
    const SessionSnapshot *found = nullptr;
    for (const SessionSnapshot &session : frame.sessions) {
        if (!isLink(session))
            continue;
        if (found)
            return nullptr;
        found = &session;
    }
    return found;
}

} // namespace Breakwater::Ui
