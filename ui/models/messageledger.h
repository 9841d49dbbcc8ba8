// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/messagerecord.h>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace Breakwater::Ui {

//! One message as the window keeps it; never changed once it is made.
struct LedgerEntry
{
    MessageRecord record;
    QString sessionName;
    WallTime acceptedAt{};
    std::optional<WallTime> endedAt; //!< none while it lives
    Duration total{};                //!< from acceptance to its end; so far, while it lives
    std::optional<Duration> confirm; //!< from its last writing; none unless confirmed

    bool isLive() const { return !record.endedAt; }
    bool isSameMessage(const LedgerEntry &other) const
    {
        return record.id == other.record.id && record.session == other.record.session;
    }
};
using LedgerEntryPtr = std::shared_ptr<const LedgerEntry>;

//! The last messages, put together from the engine's pages: those that live are as the newest page
//! has them, those that ended are kept while there is room.
class MessageLedger final
{
public:
    static constexpr std::size_t capacity = MessagePage::mostRecords;
    using NameOf = std::function<QString(const SessionId &)>;

    //! `nameOf` is asked once a session and page. Messages of throw-away sessions are left out.
    void accept(const MessagePage &page, const NameOf &nameOf);

    //! What to ask for next, as QueryMessages::endedAfter.
    std::uint64_t endedUpTo() const { return m_endedUpTo; }
    //! At most `capacity`: oldest end first, then those that live.
    std::vector<LedgerEntryPtr> entries() const;
    //! Of the newest page; none before the first.
    std::optional<WallTime> takenAt() const { return m_takenAt; }
    //! Between two pages more ended than the engine keeps: those that ended shortly before this
    //! time are not all here. None when there was no such time, or all from then has left.
    std::optional<WallTime> gapBefore() const { return m_gapBefore; }

private:
    void takeEnded(const MessagePage &page, const NameOf &nameOf);
    void takeLive(const MessagePage &page, const NameOf &nameOf);
    void shrink();

    std::deque<LedgerEntryPtr> m_ended;
    std::vector<LedgerEntryPtr> m_live;
    std::uint64_t m_endedUpTo = 0;
    std::optional<WallTime> m_takenAt;
    std::optional<WallTime> m_gapBefore;
};

} // namespace Breakwater::Ui
