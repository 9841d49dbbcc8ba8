// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/history/sourcehistory.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QObject>

#include <memory>
#include <vector>

namespace Breakwater::Ui {

//! The window's one subscriber: takes frames, keeps the newest, feeds the histories, knows what is
//! selected and what is stale. What is watched stands beside our own links, under ids that start
//! with WatchedSource::prefix.
//!
//! Lives on the window's thread. Everything else in the window reads from here when updated() says
//! so; nobody keeps a frame.
class SnapshotFeed final : public QObject
{
    Q_OBJECT

public:
    explicit SnapshotFeed(TimeSystem &time, QObject *parent = nullptr);
    ~SnapshotFeed() override;

    //! Connected to EngineHost::snapshotReady. Older frames than the newest are ignored.
    void accept(const Breakwater::SnapshotPtr &frame);

    //! Null before the first frame. Without the throw-away sessions of tests: nobody who reads from
    //! here sees them.
    SnapshotPtr latest() const;
    //! The throw-away session of a test, for who started it; null when it is not there.
    const SessionSnapshot *tested(const SessionId &session) const;
    //! What ids of throw-away sessions start with.
    static constexpr char16_t testPrefix[] = u"test:";
    static bool isTest(const SessionId &session);

    //! Empty id: all our links together. Else one of latest()'s sessions, or of watchedRows().
    SessionId selected() const;
    void select(const SessionId &session);
    //! Of the selected session (or the sum) in the newest frame; null before the first and when it
    //! is gone.
    const SessionSnapshot *current() const;
    //! The same of any id.
    const SessionSnapshot *find(const SessionId &id) const;
    //! Its last 24 h; an empty one for sessions never seen. Sessions that left keep theirs until
    //! `maxHistories` are exceeded; then the one that left first goes.
    const SourceHistory &history() const;
    const SourceHistory &historyOf(const SessionId &session) const;

    //! What is watched, beside latest()'s sessions: a row for each source, and one for each of its
    //! links; see watchedrows.h. Valid until the next frame, as are the pointers below.
    const std::vector<SessionSnapshot> &watchedRows() const;
    //! The source that the selection belongs to; null: it is our own.
    const WatchedSource *watched() const;
    //! The same of any id.
    const WatchedSource *watchedOf(const SessionId &id) const;
    //! Whether the id is of a source as a whole, not of one of its links.
    bool isSource(const SessionId &id) const;
    //! The frame that the selection is part of: latest(), or the watched source's own. Null while
    //! there is none.
    const Snapshot *shownFrame() const;

    // These are about what is selected: our engine's frames, or those of the watched source.

    //! No frame for twice the realtime period (or never one). A watched source: nothing fresh for
    //! three of its periods.
    bool isStale() const;
    //! No frame for ten seconds (or never one): states are shown as unknown, values as "—". A
    //! watched source: as soon as it is stale.
    bool isUnknown() const;
    bool isStale(const SessionId &id) const;
    bool isUnknown(const SessionId &id) const;
    //! Since the newest frame; none before the first.
    std::optional<Duration> age() const;
    //! The same, but before the first frame: since this feed was made.
    Duration silentFor() const;
    //! Wall time of the newest frame; none before the first.
    std::optional<WallTime> lastFrameAt() const;

    //! Since our own engine's newest frame: what counts down in it has gone on for so long.
    Duration sinceFrame() const;
    //! Frames that never arrived here, seen by gaps in their numbers.
    std::uint64_t skippedFrames() const;
    std::int64_t historyBytes() const;

    TimeSystem &time() const;

    static constexpr int maxHistories = 64;
    static constexpr Duration unknownAfter = std::chrono::seconds(10);

Q_SIGNALS:
    //! A newer frame is here; `tiers` are those that it and the frames skipped before it renewed,
    //! or that the selected source's own frame did.
    void updated(Breakwater::TierSet tiers);
    void selectionChanged();
    //! Also once a second while stale, so that "stale 12 s" counts on.
    void staleChanged();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
