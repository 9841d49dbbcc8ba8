// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/autoselect.h>

#include <ui/models/snapshotfeed.h>

#include <utility>
#include <vector>

namespace Breakwater::Ui {

namespace {

//! The only link of ours, or the only thing watched; empty when there are more, or none. Clients
//! are nobody's choice: they are among the sessions while somebody looks at them.
SessionId onlyOne(const Snapshot &frame)
{
    std::vector<SessionId> all;
    for (const SessionSnapshot &session : frame.sessions) {
        if (!session.isAdopted)
            all.push_back(session.id);
    }
    for (const WatchedSource &source : frame.watched)
        all.push_back(source.id);
    return all.size() == 1 ? all.front() : SessionId();
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
    if (isGone)
        m_feed.select(only);
    else if (only != m_only && !only.value.isEmpty())
        m_feed.select(only);
    m_only = only;
    if (!m_expected.value.isEmpty() && m_feed.find(m_expected))
        m_feed.select(std::exchange(m_expected, {}));
}

} // namespace Breakwater::Ui
