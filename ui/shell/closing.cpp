// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/closing.h>

#include <ui/dialogs/shutdowndialog.h>
#include <ui/models/snapshotfeed.h>

namespace Breakwater::Ui {

Closing::Closing(SnapshotFeed &feed, TimeSystem &time, bool hasOutbox, QWidget &window)
    : QObject(&window), m_feed(feed), m_time(time), m_hasOutbox(hasOutbox), m_window(window),
      m_timer(time.createTimer([this] { onTimer(); }))
{ }

Closing::~Closing() = default;

bool Closing::ask()
{
    if (m_isDone || m_isWaiting)
        return m_isDone;
    m_isWaiting = true;
    m_begunAt = m_time.now();
    m_timer->startAt(m_begunAt + patience);
    Q_EMIT shutdownWanted(timeout);
    return m_isDone; // a direct answer is possible
}

void Closing::onTimer()
{
    if (m_dialog)
        return finish();
    m_dialog = new ShutdownDialog(m_feed, m_time, ShutdownDialog::limitsOf(m_begunAt, timeout),
                                  m_hasOutbox, &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ShutdownDialog::quitNowWanted, this, &Closing::finish);
    m_dialog->open();
    m_timer->startAt(m_begunAt + timeout + grace);
}

void Closing::finish()
{
    if (m_isDone)
        return;
    m_isDone = true;
    m_timer->stop();
    if (m_dialog)
        m_dialog->accept();
    m_window.close();
}

} // namespace Breakwater::Ui
