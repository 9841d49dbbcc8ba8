// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/shutdowndialog.h>

#include <ui/format/format.h>
#include <ui/models/snapshotfeed.h>

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace Breakwater::Ui {

ShutdownDialog::ShutdownDialog(SnapshotFeed &feed, TimeSystem &time, Duration timeout,
                               QWidget *parent)
    : QDialog(parent), m_feed(feed), m_time(time), m_deadline(time.now() + timeout),
      m_timer(time.createTimer([this] { showProgress(); })), m_words(new QLabel(this)),
      m_bar(new QProgressBar(this)), m_quit(new QPushButton(this))
{
    setWindowTitle(tr("Quitting"));
    m_words->setTextFormat(Qt::PlainText);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Time used of the time allowed"));
    m_bar->setRange(0, static_cast<int>(toSeconds(timeout)));
    auto *const buttons = new QDialogButtonBox(this);
    buttons->addButton(m_quit, QDialogButtonBox::DestructiveRole);
    m_quit->setAutoDefault(false);
    connect(m_quit, &QPushButton::clicked, this, &ShutdownDialog::quitNowWanted);
    // Keys typed on while the window closes must not reach the button.
    m_words->setFocusPolicy(Qt::TabFocus);
    m_words->setFocus();
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(m_words);
    layout->addWidget(m_bar);
    layout->addWidget(buttons);
    showProgress();
}

ShutdownDialog::~ShutdownDialog() = default;

std::int64_t ShutdownDialog::pending(const SnapshotFeed &feed)
{
    const SnapshotPtr frame = feed.latest();
    if (!frame)
        return 0;
    const QueueSnapshot &queue = frame->engine.queue;
    return queue.queued + queue.unconfirmed + queue.inDoubt;
}

void ShutdownDialog::showProgress()
{
    const Duration left = std::max(Duration::zero(), m_deadline - m_time.now());
    const std::int64_t count = pending(m_feed);
    const QString messages = count == 0 ? tr("Saying goodbye to the servers.")
        : count == 1                    ? tr("1 message is not delivered yet.")
                     : tr("%1 messages are not delivered yet.").arg(Format::integer(count));
    m_words->setText(tr("%1 Waiting for at most %2.").arg(messages, Format::countdown(left)));
    m_quit->setText(count == 0 ? tr("&Quit now")
                        : count == 1
                        ? tr("&Quit now and discard 1 message")
                        : tr("&Quit now and discard %1 messages").arg(Format::integer(count)));
    m_bar->setValue(m_bar->maximum() - static_cast<int>(toSeconds(left)));
    m_timer->startAt(m_time.now() + std::chrono::seconds(1));
}

} // namespace Breakwater::Ui
