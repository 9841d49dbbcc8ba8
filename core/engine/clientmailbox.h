// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/command.h>

#include <memory>
#include <mutex>
#include <utility>

namespace Breakwater {

//! Messages of clients on their way from the worker to the program, many per turn of its event
//! loop. Bounded: the worker never waits for the program, and what does not fit is shed and
//! counted. Both threads.
class ClientMailbox final
{
public:
    static constexpr std::size_t mostMessages = 65'536;
    static constexpr std::int64_t mostBytes = 64 * 1024 * 1024;

    //! True when the program has to be woken.
    bool put(ClientMessage message)
    {
        const std::lock_guard lock(m_mutex);
        const std::int64_t size = message.payload.size();
        if (m_waiting.messages.size() >= mostMessages || m_bytes + size > mostBytes) {
            ++m_waiting.shed;
            return false;
        }
        m_bytes += size;
        m_waiting.messages.push_back(std::move(message));
        return m_waiting.messages.size() == 1;
    }

    ClientMessagesPtr take()
    {
        const std::lock_guard lock(m_mutex);
        m_bytes = 0;
        return std::make_shared<const ClientMessages>(std::exchange(m_waiting, {}));
    }

private:
    std::mutex m_mutex;
    ClientMessages m_waiting;
    std::int64_t m_bytes = 0;
};

} // namespace Breakwater
