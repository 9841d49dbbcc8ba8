// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/enginehoststore.h>

#include <core/base/logging.h>

#include <QtCore/QDeadlineTimer>
#include <QtCore/QThread>

#include <mutex>

namespace Breakwater {

struct EngineHostStore::StoreThread
{
    StoreThread()
    {
        thread.setObjectName(QStringLiteral("breakwater-store"));
        context.moveToThread(&thread);
        thread.start();
    }
    QThread thread;
    QObject context;
};

//! A thread that had to be left to itself must not find a worker that is gone.
struct EngineHostStore::WayBack
{
    std::mutex mutex;
    QObject *worker = nullptr;

    void run(std::function<void()> task)
    {
        const std::lock_guard lock(mutex);
        if (worker)
            QMetaObject::invokeMethod(worker, std::move(task), Qt::QueuedConnection);
    }
    void end()
    {
        const std::lock_guard lock(mutex);
        worker = nullptr;
    }
};

EngineHostStore::EngineHostStore(QObject &worker)
    : m_thread(std::make_unique<StoreThread>()), m_wayBack(std::make_shared<WayBack>())
{
    m_wayBack->worker = &worker;
    m_desk = std::make_unique<OutboxDesk>(
        [context = &m_thread->context](std::function<void()> task) {
            QMetaObject::invokeMethod(context, std::move(task), Qt::QueuedConnection);
        },
        [wayBack = m_wayBack](std::function<void()> task) { wayBack->run(std::move(task)); });
}

EngineHostStore::~EngineHostStore()
{
    m_desk.reset();
    m_wayBack->end();
    QThread *const thread = &m_thread->thread;
    QMetaObject::invokeMethod(
        &m_thread->context, [thread] { thread->quit(); }, Qt::QueuedConnection);
    if (thread->wait(QDeadlineTimer(longestGoodbye)))
        return;
    qCWarning(bwEngine) << "The disk of the outbox does not answer; it is left to itself.";
    static_cast<void>(m_thread.release()); // a running QThread must not be destroyed
}

void EngineHostStore::open(const QString &path, OutboxDesk::OpenedHandler opened)
{
    m_desk->open({.path = path}, std::move(opened));
}

} // namespace Breakwater
