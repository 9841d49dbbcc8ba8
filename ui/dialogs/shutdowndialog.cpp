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

ShutdownDialog::Limits ShutdownDialog::limitsOf(MonotonicTime begunAt, Duration timeout)
{
    const Duration flush = std::min<Duration>(std::chrono::seconds(20), timeout * 7 / 10);
    return {begunAt, begunAt + flush, begunAt + timeout};
}

ShutdownDialog::ShutdownDialog(SnapshotFeed &feed, TimeSystem &time, const Limits &limits,
                               bool hasOutbox, QWidget *parent)
    : QDialog(parent), m_feed(feed), m_time(time), m_limits(limits), m_hasOutbox(hasOutbox),
      m_keptBefore(keptSoFar()), m_timer(time.createTimer([this] { showProgress(); })),
      m_words(new QLabel(this)), m_bar(new QProgressBar(this)), m_quit(new QPushButton(this))
{
    setWindowTitle(tr("Quitting"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setMinimumWidth(52 * fontMetrics().averageCharWidth());
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Time used of the time allowed"));
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

std::uint64_t ShutdownDialog::keptSoFar() const
{
    const SnapshotPtr frame = m_feed.latest();
    return frame ? frame->engine.messages.kept : 0;
}

QString ShutdownDialog::state(std::int64_t pending) const
{
    const auto kept = static_cast<std::int64_t>(keptSoFar() - std::min(keptSoFar(), m_keptBefore));
    QString words = pending == 0 ? tr("Saying goodbye to the servers.")
        : pending == 1           ? tr("1 message is not delivered yet.")
                       : tr("%1 messages are not delivered yet.").arg(Format::integer(pending));
    if (kept == 1)
        words += u' ' + tr("1 message is kept in the outbox for the next start.");
    else if (kept > 1)
        words += u' '
            + tr("%1 messages are kept in the outbox for the next start.")
                  .arg(Format::integer(kept));
    return words;
}

//! What is waited for now, and how long at most.
QString ShutdownDialog::bound(std::int64_t pending) const
{
    const MonotonicTime now = m_time.now();
    const bool isFlushing = pending > 0 && now < m_limits.flushUntil;
    const QString left = Format::countdown(
        std::max(Duration::zero(), (isFlushing ? m_limits.flushUntil : m_limits.until) - now));
    if (isFlushing)
        return tr("Trying for at most %1.").arg(left);
    return pending > 0 ? tr("No more are sent; closing for at most %1.").arg(left)
                       : tr("Waiting for at most %1.").arg(left);
}

QString ShutdownDialog::way(std::int64_t pending) const
{
    if (pending == 0)
        return tr("&Quit now");
    if (m_hasOutbox)
        return tr("&Quit now and keep only what is stored");
    return pending == 1 ? tr("&Quit now and discard 1 message")
                        : tr("&Quit now and discard %1 messages").arg(Format::integer(pending));
}

void ShutdownDialog::showProgress()
{
    const std::int64_t count = pending(m_feed);
    const MonotonicTime now = m_time.now();
    const bool isFlushing = count > 0 && now < m_limits.flushUntil;
    m_words->setText(state(count) + u' ' + bound(count));
    m_quit->setText(way(count));
    const auto milliseconds
        = [](Duration length) { return static_cast<int>(toMilliseconds(length)); };
    m_bar->setRange(
        0, milliseconds((isFlushing ? m_limits.flushUntil : m_limits.until) - m_limits.begunAt));
    m_bar->setValue(std::min(m_bar->maximum(), milliseconds(now - m_limits.begunAt)));
    m_timer->startAt(now + std::chrono::seconds(1));
}

} // namespace Breakwater::Ui
