// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/history/sourcehistory.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QObject>

#include <memory>

namespace Breakwater::Ui {

//! The window's one subscriber: takes frames, keeps the newest, feeds the histories, knows what is
//! selected and what is stale.
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

    //! Empty id: all sessions together.
    SessionId selected() const;
    void select(const SessionId &session);
    //! Of the selected session (or the sum) in the newest frame; null before the first and when it
    //! is gone.
    const SessionSnapshot *current() const;
    //! Its last 24 h; an empty one for sessions never seen. Sessions that left keep theirs until
    //! `maxHistories` are exceeded; then the one that left first goes.
    const SourceHistory &history() const;
    const SourceHistory &historyOf(const SessionId &session) const;

    //! No frame for twice the realtime period (or never one).
    bool isStale() const;
    //! No frame for ten seconds (or never one): states are shown as unknown, values as "—".
    bool isUnknown() const;
    //! Since the newest frame; none before the first.
    std::optional<Duration> age() const;
    //! The same, but before the first frame: since this feed was made.
    Duration silentFor() const;
    //! Wall time of the newest frame; none before the first.
    std::optional<WallTime> lastFrameAt() const;
    //! Frames that never arrived here, seen by gaps in their numbers.
    std::uint64_t skippedFrames() const;
    std::int64_t historyBytes() const;

    TimeSystem &time() const;

    static constexpr int maxHistories = 64;
    static constexpr Duration unknownAfter = std::chrono::seconds(10);

Q_SIGNALS:
    //! A newer frame is here; `tiers` are those that it and the frames skipped before it renewed.
    void updated(Breakwater::TierSet tiers);
    void selectionChanged();
    //! Also once a second while stale, so that "stale 12 s" counts on.
    void staleChanged();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
