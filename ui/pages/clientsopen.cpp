// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/clientsopen.h>

#include <algorithm>

namespace Breakwater::Ui {

std::optional<OpenClients::Entry> OpenClients::open(const Entry &client)
{
    if (isOpen(client))
        return std::nullopt;
    std::optional<Entry> gone;
    if (m_entries.size() == most) {
        gone = m_entries.front();
        m_entries.erase(m_entries.begin());
    }
    m_entries.push_back(client);
    return gone;
}

bool OpenClients::close(const Entry &client)
{
    return std::erase(m_entries, client) > 0;
}

bool OpenClients::isOpen(const Entry &client) const
{
    return std::find(m_entries.begin(), m_entries.end(), client) != m_entries.end();
}

std::vector<OpenClients::Entry> OpenClients::of(const SessionId &source) const
{
    std::vector<Entry> entries;
    std::copy_if(m_entries.begin(), m_entries.end(), std::back_inserter(entries),
                 [&source](const Entry &entry) { return entry.source == source; });
    return entries;
}

} // namespace Breakwater::Ui
