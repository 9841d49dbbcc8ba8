// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <atomic>
#include <cstdint>
#include <thread>

namespace Breakwater::Test {

//! A server on a thread of its own, so that its flood takes nothing from the thread of the test:
//! shakes hands with one client after the other and sends `chunk` as fast as it is taken.
class FloodServer final
{
public:
    explicit FloodServer(const QByteArray &chunk);
    ~FloodServer();

    QString url() const { return QStringLiteral("ws://127.0.0.1:%1/").arg(m_port); }
    std::int64_t connections() const { return m_connections; }
    //! Leaves the link in peace; it stays open.
    void calmDown() { m_isCalm = true; }

private:
    void run();
    void serve(int client);
    bool readRequest(int client, QByteArray &request);

    const QByteArray m_chunk;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<bool> m_isOver = false;
    std::atomic<bool> m_isCalm = false;
    std::atomic<std::int64_t> m_connections = 0;
    std::thread m_thread;
};

} // namespace Breakwater::Test
