// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/messageledger.h>

#include <ui/models/snapshotfeed.h>

#include <algorithm>

namespace Breakwater::Ui {

namespace {

//! Messages come in runs of one session: the name is asked for when it changes.
class Names final
{
public:
    explicit Names(const MessageLedger::NameOf &nameOf) : m_nameOf(nameOf) { }

    //! Null for sessions that are not shown.
    const QString *of(const SessionId &session)
    {
        if (!m_isKnown || session != m_session) {
            m_session = session;
            m_isKnown = true;
            m_isHidden = SnapshotFeed::isTest(session);
            m_name = m_isHidden ? QString() : m_nameOf(session);
        }
        return m_isHidden ? nullptr : &m_name;
    }

private:
    const MessageLedger::NameOf &m_nameOf;
    SessionId m_session;
    QString m_name;
    bool m_isKnown = false;
    bool m_isHidden = false;
};

WallTime wallOf(MonotonicTime moment, TimeSample at)
{
    return at.wall - std::chrono::floor<std::chrono::milliseconds>(at.monotonic - moment);
}

//! The same message among those that lived; null when it was not there. `live` is in order.
const LedgerEntry *find(const std::vector<LedgerEntryPtr> &live, const MessageRecord &record)
{
    const auto found = std::lower_bound(
        live.begin(), live.end(), record, [](const LedgerEntryPtr &entry, const auto &wanted) {
            return entry->record.session == wanted.session ? entry->record.id < wanted.id
                                                           : entry->record.session < wanted.session;
        });
    const bool isThere = found != live.end() && (*found)->record.id == record.id
        && (*found)->record.session == record.session;
    return isThere ? found->get() : nullptr;
}

LedgerEntryPtr entryOf(const MessageRecord &record, const QString &name, TimeSample at,
                       const LedgerEntry *before)
{
    auto entry = std::make_shared<LedgerEntry>();
    entry->record = record;
    entry->sessionName = name;
    // Counted back from every page anew, it would flicker by a millisecond.
    entry->acceptedAt = before ? before->acceptedAt : wallOf(record.acceptedAt, at);
    if (record.endedAt)
        entry->endedAt = wallOf(*record.endedAt, at);
    entry->total = record.endedAt.value_or(at.monotonic) - record.acceptedAt;
    if (record.state == MessageState::Confirmed && record.endedAt && record.writtenAt)
        entry->confirm = *record.endedAt - *record.writtenAt;
    return entry;
}

} // namespace

void MessageLedger::accept(const MessagePage &page, const NameOf &nameOf)
{
    if (page.endedUpTo < m_endedUpTo) { // another engine: its numbers begin anew
        m_ended.clear();
        m_endedUpTo = 0;
        m_gapBefore.reset();
    } else if (page.skipped && m_takenAt) {
        m_gapBefore = page.at.wall;
    }
    takeEnded(page, nameOf);
    takeLive(page, nameOf);
    shrink();
    m_takenAt = page.at.wall;
}

void MessageLedger::takeEnded(const MessagePage &page, const NameOf &nameOf)
{
    // A page that was asked for twice brings some again: their numbers tell.
    const std::uint64_t count = page.ended.size();
    const std::uint64_t before = page.endedUpTo - std::min(page.endedUpTo, count);
    const std::uint64_t known = m_endedUpTo > before ? std::min(count, m_endedUpTo - before) : 0;
    Names names(nameOf);
    for (std::size_t i = known; i < page.ended.size(); ++i) {
        if (const QString *name = names.of(page.ended[i].session))
            m_ended.push_back(entryOf(page.ended[i], *name, page.at, find(m_live, page.ended[i])));
    }
    m_endedUpTo = page.endedUpTo;
}

void MessageLedger::takeLive(const MessagePage &page, const NameOf &nameOf)
{
    std::vector<LedgerEntryPtr> live;
    live.reserve(page.live.size());
    Names names(nameOf);
    for (const MessageRecord &record : page.live) {
        if (const QString *name = names.of(record.session))
            live.push_back(entryOf(record, *name, page.at, find(m_live, record)));
    }
    m_live = std::move(live);
}

void MessageLedger::shrink()
{
    if (m_live.size() > capacity)
        m_live.erase(m_live.begin(), m_live.end() - std::ptrdiff_t(capacity));
    const std::size_t room = capacity - m_live.size();
    if (m_ended.size() > room)
        m_ended.erase(m_ended.begin(), m_ended.end() - std::ptrdiff_t(room));
    if (m_gapBefore && (m_ended.empty() || *m_ended.front()->endedAt >= *m_gapBefore))
        m_gapBefore.reset();
}

std::vector<LedgerEntryPtr> MessageLedger::entries() const
{
    std::vector<LedgerEntryPtr> all;
    all.reserve(m_ended.size() + m_live.size());
    all.insert(all.end(), m_ended.begin(), m_ended.end());
    all.insert(all.end(), m_live.begin(), m_live.end());
    return all;
}

} // namespace Breakwater::Ui
