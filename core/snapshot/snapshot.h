// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/states.h>
#include <core/base/time.h>
#include <core/metrics/metricset.h>
#include <core/snapshot/servingsnapshot.h>
#include <core/snapshot/watchedsource.h>

#include <QtCore/QMetaType>
#include <QtCore/QString>

#include <memory>
#include <optional>
#include <vector>

namespace Breakwater {

// Immutable values: what the outside sees of the core. Built on the worker thread, handed out as
// SnapshotPtr, never changed.

enum class Tier : std::uint8_t { Realtime = 1, Performance = 2, Aggregate = 4 };
//! `realtime`, `performance`, `aggregate`.
QLatin1StringView toString(Tier tier);

//! Which tiers a frame renews; the other tiers' values in it are those of their own last tick.
struct TierSet
{
    std::uint8_t bits = 0;

    bool has(Tier tier) const { return (bits & static_cast<std::uint8_t>(tier)) != 0; }
    static TierSet all() { return {7}; }
    void add(Tier tier)
    {
        bits = static_cast<std::uint8_t>(bits | static_cast<std::uint8_t>(tier));
    }
    void add(TierSet other) { bits = static_cast<std::uint8_t>(bits | other.bits); }
    bool isEmpty() const { return bits == 0; }
};

struct BreakerSnapshot
{
    bool enabled = true;
    BreakerState state = BreakerState::Closed;
    BreakerOverride override_ = BreakerOverride::None;
    QString overrideReason;
    Duration inState{};
    bool isRecovering = false; //!< half-open, the probes succeeded, traffic is let in step by step
    double recoveryShare
        = 0; //!< of queue.max_messages that may be unconfirmed; 0 unless recovering
    std::optional<Duration> retryAfter; //!< until the next probe; none unless open
    std::uint64_t consecutiveFailures = 0;
    std::optional<double> failureRate; //!< over the window; none with no calls in it
    std::optional<double> slowRate;    //!< the same; none while that rule is off
    std::uint64_t windowCalls = 0;
    int probeSuccesses = 0; //!< meaningful while half-open
    int probesNeeded = 0;
    QString cause;  //!< machine name of the last transition's cause; empty before the first
    QString detail; //!< its sentence
    std::optional<WallTime> lastTransitionAt;
    BreakerCounters counters;
    // The live configuration behind the lamp's words and the chart's lines.
    int failureThreshold = 0;
    double failureRateThreshold = 0;
    Duration window{};

    //! What the breaker does: the override where there is one, else the computed state.
    BreakerState effectiveState() const
    {
        switch (override_) {
        case BreakerOverride::ForcedOpen: return BreakerState::Open;
        case BreakerOverride::ForcedClosed: return BreakerState::Closed;
        case BreakerOverride::None: break;
        }
        return state;
    }
};

struct QueueSnapshot
{
    std::int64_t queued = 0;
    std::int64_t unconfirmed = 0; //!< written, not yet confirmed
    std::int64_t inDoubt = 0;
    std::int64_t storing = 0; //!< part of queued: not yet accepted, the outbox is at it
    std::int64_t bytes = 0;   //!< of queued, unconfirmed and in doubt
    std::int64_t maxMessages = 0;
    std::int64_t maxBytes = 0;
    double highWater = 0.8;
    std::optional<Duration>
        oldestAge; //!< of the oldest waiting or unconfirmed message; none when there is none
    std::optional<Duration> oldestUnconfirmedAge;
    QueueCounters counters;
};

//! Per second, over the last performance period.
struct RateSnapshot
{
    double sent = 0;
    double received = 0;
    double sentBytes = 0;
    double receivedBytes = 0;
    double retries = 0;
    double calls = 0;    //!< connects, heartbeats and confirmation pings
    double failures = 0; //!< of these
    std::optional<double>
        errorRate; //!< failures among breaker calls of the period, 0..1; none without calls
};

struct LatencySnapshot
{
    LatencySummary queue;
    LatencySummary confirm;
    LatencySummary total;
    LatencySummary rtt;
    //! What a receiver needs to merge; only of a period, and only of links and of the engine's sum.
    std::shared_ptr<const LatencyBuckets> buckets = nullptr;
};

//! One session, or the sum over all (then identity, url and connection are empty, and the breaker
//! is the worst one).
struct SessionSnapshot
{
    SessionId id;
    QString name;
    QString url; //!< redacted
    bool isPlaintextToRemote = false;
    bool isAdopted = false; //!< a client that came to us, not a link that we were told to keep
    bool isWatched = false; //!< of a remote core: nothing here can act on it
    //! Told by a health answer or an older version: rates, the period's latencies, what the breaker
    //! counts and its rules are not known. 0 there means nothing.
    bool isPartial = false;

    // Realtime
    ConnectionState connection = ConnectionState::Idle;
    QString connectionDetail; //!< why it is so, for people: "connection refused; is the server
                              //!< running?"; may be empty
    std::optional<Duration> connectedFor;
    std::optional<Duration> nextAttemptIn;
    int attempt = 0; //!< connect attempts since it was last up
    Guarantee guarantee = Guarantee::Unknown;
    std::optional<Duration> lastRtt;
    std::optional<Duration> heartbeatUnansweredFor; //!< none while pings are answered soon enough
    BreakerSnapshot breaker;
    QueueSnapshot queue;
    std::uint64_t sentTotal = 0; //!< live counters for one-second rates
    std::uint64_t receivedTotal = 0;

    // Performance
    RateSnapshot rates;
    LatencySnapshot period; //!< of the last performance period

    // Aggregate
    ConnectionCounters connections;
    MessageCounters messages;
    RetryCounters retry;
    //! Seconds of the past in which a repeated id is recognised; none while dedup is off.
    std::optional<Duration> dedupHorizon;
    std::int64_t dedupEntries = 0;
    //! In a frame of our own engine the quantiles of a link with many values may be as old as an
    //! aggregate period; all the rest is of now.
    LatencySnapshot sinceStart;
    std::optional<Duration> averageSend;
    std::int64_t transportBacklog = 0;
};

struct Event
{
    std::uint64_t sequence
        = 0; //!< from 1 on, per engine, without gaps: a gap seen means events were skipped
    WallTime at{};
    Severity severity = Severity::Info;
    QString source;    //!< breaker, connection, queue, engine, user
    SessionId session; //!< empty: the engine itself
    QString sessionName;
    QString title; //!< "CLOSED → OPEN", "Connected"
    QString detail;
};

//! A breaker's change of state in the engine's own ring, which no other event displaces.
struct TransitionRecord
{
    std::uint64_t sequence = 0; //!< per engine
    SessionId session;
    BreakerState from = BreakerState::Closed;
    BreakerState to = BreakerState::Closed;
    QString cause;
    QString detail;
    WallTime at{};
    Duration timeToDetect{};
};

struct MemorySnapshot
{
    std::int64_t rssBytes = 0;
    std::int64_t historyBytes = 0; //!< 0: not known here
    std::int64_t queueBytes = 0;
};

//! One frame. Frames number without gaps at the producer; a receiver that sees a gap was slow.
struct Snapshot
{
    static constexpr int keptEvents = 200;
    static constexpr int keptTransitions = 200;

    std::uint64_t sequence = 0;
    TimeSample at;
    TierSet tiers;
    QString source; //!< "local", or the remote's name
    Duration uptime{};
    SessionSnapshot engine;
    //! In order of their ids: links that we keep, and those clients that somebody looks at.
    std::vector<SessionSnapshot> sessions;
    int active = 0; //!< connected sessions, clients among them
    ServingSnapshot serving;
    std::vector<WatchedSource> watched;               //!< in order of their ids
    std::shared_ptr<const std::vector<Event>> events; //!< the last ones, oldest first; never null
    std::shared_ptr<const std::vector<TransitionRecord>> transitions; //!< the same
    CleanupCounters cleanup;
    MemorySnapshot memory;
    struct Periods
    {
        Duration realtime{};
        Duration performance{};
        Duration aggregate{};
    } periods;

    //! Null when there is none of that id.
    const SessionSnapshot *session(const SessionId &id) const;
    //! Links and clients, those in `sessions` and those that are not.
    std::int64_t totalSessions() const;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace Breakwater

Q_DECLARE_METATYPE(Breakwater::SnapshotPtr)
