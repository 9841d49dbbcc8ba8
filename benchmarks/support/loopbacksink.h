// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QtGlobal>

#include <atomic>
#include <cstdint>
#include <thread>

namespace Breakwater::Bench {

//! A WebSocket server on 127.0.0.1 that does as little as can be: takes one client, counts its
//! messages without reading them, and answers its pings. In a thread of its own, so that its work
//! is in nobody's thread time.
class LoopbackSink final
{
public:
    LoopbackSink();
    ~LoopbackSink();

    //! 0 when it could not listen.
    quint16 port() const { return m_port; }
    std::int64_t messages() const { return m_messages.load(); }

private:
    void serve();
    bool upgrade(int socket) const;
    void count(int socket);

    int m_listener = -1;
    std::atomic<int> m_client = -1;
    quint16 m_port = 0;
    std::atomic<std::int64_t> m_messages = 0;
    std::thread m_thread;
};

} // namespace Breakwater::Bench
