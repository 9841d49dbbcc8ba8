// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>

#include <optional>
#include <set>
#include <string>

namespace Breakwater {

//! Which messages wait for the server's own acknowledgement, by the sender's id. The same id may
//! wait more than once (other content); the oldest goes first. O(log n). Pure.
class AckIndex final
{
public:
    void add(const std::string &explicitId, MessageId id) { m_waiting.emplace(explicitId, id); }
    void remove(const std::string &explicitId, MessageId id) { m_waiting.erase({explicitId, id}); }
    void clear() { m_waiting.clear(); }
    //! None when nothing waits under that id.
    std::optional<MessageId> oldest(const std::string &explicitId) const
    {
        const auto found = m_waiting.lower_bound({explicitId, MessageId{}});
        if (found == m_waiting.end() || found->first != explicitId)
            return {};
        return found->second;
    }
    std::size_t size() const { return m_waiting.size(); }

private:
    std::set<std::pair<std::string, MessageId>> m_waiting;
};

} // namespace Breakwater
