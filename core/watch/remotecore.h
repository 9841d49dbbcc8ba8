// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>
#include <core/watch/remotering.h>

#include <optional>

namespace Breakwater {

//! The newest frame of one remote core, told anew as one of ours: by our clock, numbered by our own
//! count, its sessions marked as watched. Pure.
class RemoteCore final
{
public:
    explicit RemoteCore(const QString &name) : m_name(name) { }

    enum class Extent : std::uint8_t {
        Tick,  //!< what happens comes apart from it
        Whole, //!< its events and transitions are all that the remote holds
    };

    //! True when its state changed: worth showing at once.
    bool take(const Snapshot &snapshot, TimeSample arrivedAt, Extent extent = Extent::Tick);
    bool take(const Event &event, TimeSample arrivedAt);
    bool take(const TransitionRecord &transition, TimeSample arrivedAt);

    bool isKnown() const { return m_latest.has_value(); }
    std::optional<WallTime> takenAt() const { return m_takenAt; }
    //! How often it renews itself, as far as it says so.
    std::optional<Duration> period() const;
    //! Null before the first. Frames that nobody asked for in between are one with the next: its
    //! tiers are theirs too.
    SnapshotPtr frame();

private:
    void takeHappenings(const Snapshot &snapshot, Extent extent);
    void renewed(TimeSample arrivedAt);

    const QString m_name;
    std::optional<Snapshot> m_latest;
    std::optional<WallTime> m_takenAt;
    std::uint64_t m_toldSequence = 0; //!< by the remote's count
    RemoteRing<Event> m_events{Snapshot::keptEvents};
    RemoteRing<TransitionRecord> m_transitions{Snapshot::keptTransitions};
    TierSet m_tiers; //!< since a frame was asked for
    std::uint64_t m_sequence = 0;
    SnapshotPtr m_frame; //!< null: something came since
};

} // namespace Breakwater
