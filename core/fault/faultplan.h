// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/base/time.h>

#include <QtCore/QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace Breakwater {

//! What is wrong with one direction of a link for as long as it lasts.
struct LastingFaults
{
    Duration latency{};
    Duration jitter{};                            //!< up to so much more; never reorders
    std::optional<std::int64_t> bytesPerSecond{}; //!< none: as fast as it goes
    std::optional<std::int64_t> slice{};          //!< most bytes of one write
    double corrupt = 0;       //!< chance of each byte of a message's payload to have a bit flipped
    double dropPongs = 0;     //!< chance of each Pong that travels this way to get lost
    bool answerPings = false; //!< Pings that travel this way are answered here, and go no further

    friend bool operator==(const LastingFaults &, const LastingFaults &) = default;
};

//! What strikes a link at one moment.
enum class FaultKind : std::uint8_t {
    //! What is sent is taken, and held: as in TCP over a network that is gone, it arrives when the
    //! blackhole ends, or never. The end of a peer is held as well.
    Blackhole,
    //! Nothing is even taken; both sockets stay open, and the end of a peer is not passed on.
    HalfOpen,
    Reset,         //!< RST to both sides
    Close,         //!< a Close frame to the client, then the end
    CloseMidFrame, //!< the end in the middle of the next frame
};

struct LinkFault
{
    FaultKind kind = FaultKind::Reset;
    int closeCode = 1001;                //!< of Close
    std::optional<Duration> length = {}; //!< of Blackhole and HalfOpen; none: for good
    bool up = true;                      //!< from client to server
    bool down = true;                    //!< from server to client

    friend bool operator==(const LinkFault &, const LinkFault &) = default;
};

//! When a fault strikes; time and bytes count from the beginning of each connection.
struct PlannedFault
{
    enum class When : std::uint8_t { At, Every, AfterBytes } when = When::At;
    Duration time{};        //!< of At and Every
    std::int64_t bytes = 0; //!< of AfterBytes; those of both directions together
    LinkFault fault;

    friend bool operator==(const PlannedFault &, const PlannedFault &) = default;
};

//! What a FaultProxy does to the links that pass through it. A value, usually written as text:
//!
//!     latency=50ms jitter=20ms down.bandwidth=64KiB/s slice=7 drop-pongs=0.3 corrupt=0.001 seed=42
//!     answer-pings, at=10s:blackhole/5s, every=30s:reset, after-bytes=10000:close-mid-frame
//!
//! Words stand between spaces or commas. A word is a property `[up.|down.]NAME=VALUE`, which lasts,
//! or `WHEN=VALUE:[up.|down.]FAULT`, which strikes. Without `up.` (from client to server) or
//! `down.` both directions are meant. docs/cli.md lists all of them.
struct FaultPlan
{
    LastingFaults up;
    LastingFaults down;
    std::vector<PlannedFault> events;
    std::optional<std::uint64_t> seed; //!< the same seed and the same bytes give the same faults

    //! Or one sentence that names the word, says what is allowed and gives an example.
    static Expected<FaultPlan> fromText(const QString &text);

    //! True when it has to understand WebSocket frames, which TLS would hide from it.
    bool needsFrames() const;
    //! In plain words, a sentence for each thing; the seed is not among them.
    QStringList sentences() const;

    friend bool operator==(const FaultPlan &, const FaultPlan &) = default;
};

//! "a reset", "a close with code 1012", "a blackhole for 5s from server to client".
QString toString(const LinkFault &fault);

} // namespace Breakwater
