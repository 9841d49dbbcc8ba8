// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/autoselect.h>

#include <ui/models/snapshotfeed.h>

#include <utility>

namespace Breakwater::Ui {

AutoSelect::AutoSelect(SnapshotFeed &feed, QObject *parent) : QObject(parent), m_feed(feed)
{
    connect(&feed, &SnapshotFeed::updated, this, &AutoSelect::follow);
    follow();
}

void AutoSelect::expect(const SessionId &id)
{
    m_expected = id;
    follow();
}

void AutoSelect::follow()
{
    const SnapshotPtr frame = m_feed.latest();
    if (!frame)
        return;
    const SessionId only = frame->sessions.size() == 1 ? frame->sessions.front().id : SessionId();
    const bool isGone = !m_feed.selected().value.isEmpty() && !m_feed.current();
    if (isGone)
        m_feed.select(only);
    else if (only != m_only && !only.value.isEmpty())
        m_feed.select(only);
    m_only = only;
    if (!m_expected.value.isEmpty() && frame->session(m_expected))
        m_feed.select(std::exchange(m_expected, {}));
}

} // namespace Breakwater::Ui
