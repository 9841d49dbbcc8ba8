// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/feedhistories.h>

#include <ui/models/watchedrows.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace Breakwater::Ui {

namespace {

Snapshot::Periods atLeast(const Snapshot::Periods &periods, Duration least)
{
    return {std::max(periods.realtime, least), std::max(periods.performance, least),
            std::max(periods.aggregate, least)};
}

} // namespace

void FeedHistories::record(const Snapshot &frame, const SessionId &selected)
{
    forgetSources(frame);
    const std::vector<Entry> entries = entriesOf(frame);
    // Those already known first: whoever was not there after this loop is gone.
    std::vector<const Entry *> unseen;
    for (const Entry &entry : entries) {
        const auto found = m_kept.find(entry.id);
        if (found == m_kept.end()) {
            unseen.push_back(&entry);
            continue;
        }
        found->second.lastFrame = frame.sequence;
        if (entry.frame)
            found->second.history.record(*entry.frame, *entry.session);
    }
    for (const Entry *entry : unseen) {
        if (!entry->frame || !makeRoom(*entry, entry->id == selected, frame.sequence))
            continue;
        Kept &kept = m_kept[entry->id];
        kept.lastFrame = frame.sequence;
        kept.isRemoteLink = entry->isRemoteLink;
        kept.history.record(*entry->frame, *entry->session);
    }
    m_recorded.clear();
}

std::vector<FeedHistories::Entry> FeedHistories::entriesOf(const Snapshot &frame)
{
    std::vector<Entry> entries{{SessionId{}, &frame, &frame.engine}};
    for (const SessionSnapshot &session : frame.sessions)
        entries.push_back({session.id, &frame, &session});
    for (const WatchedSource &source : frame.watched)
        addWatched(entries, source);
    return entries;
}

void FeedHistories::addWatched(std::vector<Entry> &entries, const WatchedSource &source)
{
    if (!source.frame)
        return;
    const Frame fresh = freshFrame(source);
    const Snapshot &shown = fresh ? *fresh : *source.frame;
    entries.push_back({source.id, fresh.get(), &shown.engine});
    for (const SessionSnapshot &link : shown.sessions)
        entries.push_back({watchedId(source.id, link.id), fresh.get(), &link, true});
    m_recorded.push_back(fresh);
}

// Null when nothing came since. When frames were skipped, what they renewed is in this one too. A
// polled remote is heard of less often than it says, and each answer tells all it has to tell.
FeedHistories::Frame FeedHistories::freshFrame(const WatchedSource &source)
{
    const Frame before = std::exchange(m_newest[source.id], source.frame);
    if (before == source.frame)
        return {};
    const bool isGap = before && source.frame->sequence != before->sequence + 1;
    const bool isPolled = source.kind == WatchKind::Poll;
    if (!isGap && !isPolled)
        return source.frame;
    auto frame = std::make_shared<Snapshot>(*source.frame);
    frame->tiers = TierSet::all();
    if (isPolled)
        frame->periods = atLeast(frame->periods, source.period);
    return frame;
}

void FeedHistories::forgetSources(const Snapshot &frame)
{
    std::erase_if(m_newest, [&](const auto &seen) {
        return std::none_of(frame.watched.begin(), frame.watched.end(),
                            [&](const WatchedSource &source) { return source.id == seen.first; });
    });
}

bool FeedHistories::makeRoom(const Entry &entry, bool isSelected, std::uint64_t now)
{
    if (static_cast<int>(m_kept.size()) < m_most)
        return true;
    const auto oldest
        = std::min_element(m_kept.begin(), m_kept.end(), [](const auto &a, const auto &b) {
              return a.second.lastFrame < b.second.lastFrame;
          });
    if (oldest->second.lastFrame != now) {
        m_kept.erase(oldest);
        return true;
    }
    const auto link = std::find_if(m_kept.begin(), m_kept.end(),
                                   [](const auto &kept) { return kept.second.isRemoteLink; });
    if (!isSelected && (entry.isRemoteLink || link == m_kept.end()))
        return false;
    const auto last = std::prev(m_kept.end()); // never the first one: the sum of all
    m_kept.erase(link != m_kept.end() ? link : last);
    return true;
}

const SourceHistory &FeedHistories::of(const SessionId &id) const
{
    const auto found = m_kept.find(id);
    return found == m_kept.end() ? m_nothing : found->second.history;
}

std::int64_t FeedHistories::bytes() const
{
    std::int64_t bytes = 0;
    for (const auto &[id, kept] : m_kept)
        bytes += kept.history.bytes();
    return bytes;
}

} // namespace Breakwater::Ui
