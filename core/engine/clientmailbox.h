// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/delivery/message.h>

#include <mutex>
#include <utility>
#include <vector>

namespace Breakwater {

//! What a client did, for the program that serves it.
struct ClientNews
{
    enum class What : std::uint8_t { Came, Returned, Left, Message } what = What::Message;
    SessionId client;
    QByteArray payload = {}; //!< of a message
    PayloadKind kind = PayloadKind::Text;
};

//! News of clients on their way from the worker to the program, in order, many per turn of its
//! event loop. Bounded: the worker never waits for the program, and what does not fit is shed and
//! counted. Both threads.
class ClientMailbox final
{
public:
    static constexpr std::size_t mostNews = 65'536;
    static constexpr std::int64_t mostBytes = 64 * 1024 * 1024;

    struct Batch
    {
        std::vector<ClientNews> news;
        std::uint64_t shed = 0; //!< lost after these, because nobody took them in time
    };

    //! True when the program has to be woken.
    bool put(ClientNews news)
    {
        const std::lock_guard lock(m_mutex);
        const std::int64_t size = news.payload.size();
        if (m_waiting.news.size() >= mostNews || m_bytes + size > mostBytes) {
            ++m_waiting.shed;
            return false;
        }
        m_bytes += size;
        m_waiting.news.push_back(std::move(news));
        return m_waiting.news.size() == 1;
    }

    Batch take()
    {
        const std::lock_guard lock(m_mutex);
        m_bytes = 0;
        return std::exchange(m_waiting, {});
    }

private:
    std::mutex m_mutex;
    Batch m_waiting;
    std::int64_t m_bytes = 0;
};

} // namespace Breakwater
