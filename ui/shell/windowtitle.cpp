// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/windowtitle.h>

#include <core/base/text.h>
#include <ui/format/words.h>
#include <ui/models/lampstate.h>
#include <ui/models/links.h>
#include <ui/models/snapshotfeed.h>
#include <ui/models/watchedrows.h>
#include <ui/theme/stateglyph.h>

#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

#include <utility>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

constexpr QLatin1StringView iconFile(":/icons/breakwater.svg");

} // namespace

WindowTitle::WindowTitle(SnapshotFeed &feed, QWidget &window)
    : QObject(&window), m_feed(feed), m_window(window)
{
    connect(&feed, &SnapshotFeed::updated, this, &WindowTitle::follow);
    connect(&feed, &SnapshotFeed::staleChanged, this, &WindowTitle::follow);
    follow();
}

QIcon WindowTitle::icon(std::optional<BreakerState> state, const QPalette &palette)
{
    const QIcon plain(iconFile);
    QIcon badged;
    for (const int size : {16, 32, 48, 64, 128}) {
        QPixmap pixmap = plain.pixmap(size, size);
        QPainter painter(&pixmap);
        const int badge = size * 5 / 8;
        paintStateGlyph(painter, QRect(size - badge, size - badge, badge, badge), state, palette);
        badged.addPixmap(pixmap);
    }
    return badged;
}

// A breaker that nobody knows is worse than a closed one. Of a source and its worst link the link
// is named.
const SessionSnapshot *WindowTitle::worst() const
{
    const SnapshotPtr frame = m_feed.latest();
    const SessionSnapshot *found = frame ? worstSession(*frame) : nullptr;
    const auto rank = [this](const SessionSnapshot &session) {
        if (m_feed.isUnknown(session.id))
            return 5;
        const int state = 8 * badness(session.breaker.effectiveState());
        if (m_feed.isSource(session.id))
            return state;
        return state + (session.connection == ConnectionState::Connected ? 2 : 1);
    };
    for (const SessionSnapshot &row : m_feed.watchedRows()) {
        if (isLink(row) && (!found || rank(row) > rank(*found)))
            found = &row;
    }
    return found;
}

void WindowTitle::follow()
{
    const SessionSnapshot *const session = worst();
    if (!session) {
        m_window.setWindowTitle(tr("Breakwater"));
        return showIcon(u"plain"_qs, [] { return QIcon(iconFile); });
    }
    std::optional<BreakerState> state;
    if (!m_feed.isUnknown(session->id))
        state = session->breaker.effectiveState();
    const QString word
        = Format::breakerState(state, state ? session->breaker.override_ : BreakerOverride::None,
                               isRecovering(session->breaker));
    m_window.setWindowTitle(tr("%1 — %2 — Breakwater").arg(word, sanitised(session->name)));
    // A closed breaker without a link is nothing to be green about.
    const WatchedSource *const source
        = m_feed.isSource(session->id) ? m_feed.watchedOf(session->id) : nullptr;
    const bool isUp
        = source ? !hasNothingUp(*source) : session->connection == ConnectionState::Connected;
    const auto shape = shownShape(state, isUp);
    const QPalette palette = m_window.palette();
    const QString name = u"%1 %2 %3"_qs.arg(word, shape ? u"known"_qs : u"?"_qs)
                             .arg(palette.cacheKey()); // another theme, another badge
    showIcon(name, [&] { return icon(shape, palette); });
}

// Made only when it changes: to read the picture takes longer than all else that a quiet window
// does in a second.
void WindowTitle::showIcon(const QString &name, const std::function<QIcon()> &make)
{
    if (std::exchange(m_shown, name) != name)
        m_window.setWindowIcon(make());
}

} // namespace Breakwater::Ui
