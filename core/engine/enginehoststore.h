// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/store/outboxdesk.h>

#include <QtCore/QObject>

#include <memory>

namespace Breakwater {

//! EngineHost's second thread, so that a slow disk never stalls a socket, and the outbox's file on
//! it. Made, used and destroyed on the worker thread; never blocks but in its destructor.
class EngineHostStore final
{
public:
    //! `worker` lives on the worker thread and hears the answers.
    explicit EngineHostStore(QObject &worker);
    //! Waits until what was asked for is committed and the file is closed; for a disk that does not
    //! answer at all no longer than longestGoodbye, and then the thread is left to itself.
    ~EngineHostStore();

    static constexpr std::chrono::seconds longestGoodbye{5};

    void open(const QString &path, OutboxDesk::OpenedHandler opened);
    OutboxCommitter &committer() { return *m_desk; }

private:
    struct StoreThread;
    struct WayBack;

    std::unique_ptr<StoreThread> m_thread;
    std::shared_ptr<WayBack> m_wayBack;
    std::unique_ptr<OutboxDesk> m_desk;
};

} // namespace Breakwater
