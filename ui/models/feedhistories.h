// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/history/sourcehistory.h>
#include <core/snapshot/snapshot.h>

#include <map>
#include <memory>
#include <vector>

namespace Breakwater::Ui {

//! The histories behind the charts: of all our links together (the empty id), of each of them, of
//! each watched source and of each of its links.
//!
//! What is watched is recorded when its own frame changed, as that frame says. Whoever left keeps
//! its history until there are too many; then the one that left first goes.
class FeedHistories final
{
public:
    explicit FeedHistories(int most) : m_most(most) { }

    //! `selected` gets a history in any case; when all are in use, another one gives way.
    void record(const Snapshot &frame, const SessionId &selected);
    //! An empty one for who was never seen.
    const SourceHistory &of(const SessionId &id) const;
    std::int64_t bytes() const;

private:
    struct Kept
    {
        SourceHistory history;
        std::uint64_t lastFrame = 0; //!< the newest frame of ours in which it was there
        bool isRemoteLink = false;   //!< these give way to the others
    };
    struct Entry
    {
        SessionId id;
        const Snapshot *frame;          //!< its own; null: nothing new
        const SessionSnapshot *session; //!< in that frame
        bool isRemoteLink = false;
    };
    using Frame = std::shared_ptr<const Snapshot>;

    std::vector<Entry> entriesOf(const Snapshot &frame);
    void addWatched(std::vector<Entry> &entries, const WatchedSource &source);
    Frame freshFrame(const WatchedSource &source);
    void forgetSources(const Snapshot &frame);
    bool makeRoom(const Entry &entry, bool isSelected, std::uint64_t now);

    const int m_most;
    std::map<SessionId, Kept> m_kept;
    std::map<SessionId, Frame> m_newest; //!< of each source, as it came
    std::vector<Frame> m_recorded;       //!< what entries point into
    const SourceHistory m_nothing{64};
};

} // namespace Breakwater::Ui
