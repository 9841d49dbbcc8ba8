// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/windowtitle.h>

#include <ui/format/words.h>
#include <ui/models/snapshotfeed.h>
#include <ui/theme/stateglyph.h>

#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

//! Null when there is no session.
const SessionSnapshot *worst(const Snapshot &frame)
{
    const SessionSnapshot *found = nullptr;
    for (const SessionSnapshot &session : frame.sessions) {
        if (!found
            || badness(session.breaker.effectiveState()) > badness(found->breaker.effectiveState()))
            found = &session;
    }
    return found;
}

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
    const QIcon plain(u":/icons/breakwater.svg"_qs);
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

void WindowTitle::follow()
{
    const SnapshotPtr frame = m_feed.latest();
    const SessionSnapshot *const session = frame ? worst(*frame) : nullptr;
    if (!session) {
        m_shown.clear();
        m_window.setWindowTitle(tr("Breakwater"));
        return m_window.setWindowIcon(QIcon(u":/icons/breakwater.svg"_qs));
    }
    std::optional<BreakerState> state;
    if (!m_feed.isUnknown())
        state = session->breaker.effectiveState();
    const QString word
        = Format::breakerState(state, state ? session->breaker.override_ : BreakerOverride::None);
    m_window.setWindowTitle(tr("%1 — %2 — Breakwater").arg(word, session->name));
    if (m_shown != word)
        m_window.setWindowIcon(icon(state, m_window.palette()));
    m_shown = word;
}

} // namespace Breakwater::Ui
