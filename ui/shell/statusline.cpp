// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/statusline.h>

#include <core/base/text.h>
#include <ui/charts/timeview.h>
#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/servicefeed.h>
#include <ui/models/snapshotfeed.h>
#include <ui/models/watchwords.h>
#include <ui/pages/eventlog.h>
#include <ui/shell/steadylabel.h>
#include <ui/theme/theme.h>

#include <QtCore/QEvent>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStatusBar>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

//! "00:42", "1:02:05".
QString stopwatch(Duration length)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(length).count();
    const QString tail = u"%1:%2"_qs.arg(qlonglong(seconds / 60 % 60), 2, 10, QChar(u'0'))
                             .arg(qlonglong(seconds % 60), 2, 10, QChar(u'0'));
    return seconds < 3600 ? tail : u"%1:%2"_qs.arg(seconds / 3600).arg(tail);
}

} // namespace

StatusLine::StatusLine(SnapshotFeed &feed, const ServiceFeed &services, TimeView &view,
                       EventLog &log, QStatusBar &bar)
    : QObject(&bar), m_feed(feed), m_services(services), m_view(view), m_log(log), m_bar(bar),
      m_mode(new SteadyLabel(&bar)), m_link(new SteadyLabel(&bar)), m_tiers(new QLabel(&bar)),
      m_history(new QLabel(&bar)), m_skipped(new QLabel(&bar))
{
    for (QLabel *const label : {m_tiers, m_history, m_skipped})
        label->setTextFormat(Qt::PlainText);
    m_skipped->setToolTip(tr("Frames that the window was too slow for; it shows the newest one"));
    for (QLabel *const label : {m_mode, m_link})
        label->setIndent(6);
    bar.addWidget(m_mode);
    bar.addWidget(m_link);
    bar.addPermanentWidget(m_tiers);
    bar.addPermanentWidget(m_history);
    bar.addPermanentWidget(m_skipped);
    for (QLabel *const label : {m_tiers, m_history, m_skipped})
        label->setContentsMargins(8, 0, 8, 0);
    bar.installEventFilter(this);
    connect(&feed, &SnapshotFeed::updated, this, &StatusLine::follow);
    connect(&feed, &SnapshotFeed::staleChanged, this, &StatusLine::follow);
    connect(&feed, &SnapshotFeed::selectionChanged, this, &StatusLine::follow);
    connect(&view, &TimeView::liveChanged, this, &StatusLine::onLive);
    follow();
}

void StatusLine::onLive(bool live)
{
    m_pausedAt = live ? std::nullopt : std::optional(m_feed.time().now());
    follow();
}

QString StatusLine::mode() const
{
    if (m_feed.isStale() || !m_feed.latest())
        return m_feed.age() ? tr("⚠ STALE %1").arg(Format::duration(m_feed.age()))
                            : tr("○ WAITING");
    if (m_view.isLive())
        return tr("● LIVE");
    const Duration paused = m_pausedAt ? m_feed.time().now() - *m_pausedAt : Duration::zero();
    const int count = m_log.newerThanPause();
    return tr("❚❚ PAUSED %1 · still recording · %2")
        .arg(stopwatch(paused),
             count == 1 ? tr("1 new event") : tr("%1 new events").arg(Format::integer(count)));
}

QString StatusLine::link() const
{
    if (const WatchedSource *const source = m_feed.watched())
        return tr("%1: %2").arg(sanitised(source->name, 40), watchState(m_feed, *source));
    const SessionSnapshot *const session = m_feed.current();
    if (!session || m_feed.isUnknown())
        return m_feed.latest() ? QString() : tr("Waiting for the first frame of the engine");
    if (m_feed.selected().value.isEmpty())
        return tr("up %1").arg(Format::duration(m_feed.latest()->uptime));
    if (session->connection == ConnectionState::Connected) {
        return tr("RTT %1 · up %2")
            .arg(Format::duration(session->lastRtt), Format::duration(session->connectedFor));
    }
    const QString state = Format::connectionState(session->connection);
    return session->nextAttemptIn
        ? tr("%1 — next attempt in %2").arg(state, Format::countdown(session->nextAttemptIn))
        : state;
}

QString StatusLine::tiers() const
{
    const Snapshot *const frame = m_feed.shownFrame();
    // A health page does not say how often its numbers are renewed.
    if (!frame || frame->periods.realtime <= Duration::zero())
        return {};
    return tr("RT %1 · Perf %2 · Agg %3")
        .arg(Format::countdown(frame->periods.realtime),
             Format::countdown(frame->periods.performance),
             Format::countdown(frame->periods.aggregate));
}

void StatusLine::follow()
{
    const bool isWell = !m_feed.isStale() && m_view.isLive() && m_feed.latest();
    QPalette colours;
    if (!isWell)
        colours.setColor(QPalette::WindowText, colour(Role::Recovering, m_link->palette()));
    m_mode->setPalette(colours);
    m_mode->tell(mode());
    m_link->tell(link());
    m_tiers->setText(tiers());
    m_history->setText(
        tr("history 24 h %1")
            .arg(Format::bytes(m_feed.historyBytes() + m_services.history().bytes())));
    m_skipped->setText(
        tr("dropped UI updates %1").arg(Format::integer(std::int64_t(m_feed.skippedFrames()))));
    fit();
}

bool StatusLine::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fit();
    return QObject::eventFilter(watched, event);
}

void StatusLine::fit()
{
    constexpr int spacing = 12; // what the bar puts between two labels, at most
    const auto width = [](const QLabel *label) { return label->sizeHint().width() + spacing; };
    const int grip = m_bar.isSizeGripEnabled() ? m_bar.height() : 0;
    int room = m_bar.width() - grip - m_mode->maximumWidth() - m_link->maximumWidth() - 2 * spacing;
    for (QLabel *const label : {m_tiers, m_history, m_skipped}) {
        room -= width(label);
        label->setVisible(room >= 0);
    }
}

} // namespace Breakwater::Ui
