// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/autoselect.h>

#include <ui/models/links.h>
#include <ui/models/snapshotfeed.h>

#include <utility>

namespace Breakwater::Ui {

namespace {

//! The only link of ours, or the first thing watched where there is none: then "All" is nothing to
//! look at. Empty when there are more, or none. Clients are nobody's choice: they are among the
//! sessions while somebody looks at them.
SessionId onlyOne(const Snapshot &frame)
{
    if (countLinks(frame).all == 0 && !frame.watched.empty())
        return frame.watched.front().id;
    const SessionSnapshot *const only = onlyLink(frame);
    return only && frame.watched.empty() ? only->id : SessionId();
}

//! Somebody may have chosen among several sources.
bool isChosen(const SnapshotFeed &feed)
{
    return feed.latest()->watched.size() > 1 && !feed.selected().value.isEmpty();
}

} // namespace

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
    const SessionId only = onlyOne(*frame);
    const bool isGone = !m_feed.selected().value.isEmpty() && !m_feed.current();
    const WatchedSource *const source = m_feed.watched(); // of a remote link that left
    if (isGone)
        m_feed.select(source ? source->id : only);
    else if (only != m_only && !only.value.isEmpty() && !isChosen(m_feed))
        m_feed.select(only);
    m_only = only;
    if (!m_expected.value.isEmpty() && m_feed.find(m_expected))
        m_feed.select(std::exchange(m_expected, {}));
}

} // namespace Breakwater::Ui
