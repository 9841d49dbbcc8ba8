// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>

#include <tests/simulation/chance.h>
#include <tests/simulation/pipe.h>
#include <tests/simulation/simdisk.h>
#include <tests/simulation/simserver.h>

#include <array>

namespace Breakwater::Simulation {

//! What may go wrong, or be asked for, in the middle of a run.
enum class Deed : std::uint8_t {
    KillServer,
    Partition,
    PeerCloses,
    PeerTalks,
    ForgePong,
    ChangeManners,
    LocalFault,
    Stall,
    Sleep,
    ChangeNetwork,
    StepClock,
    RetryNow,
    Configure,
    ForceBreaker,
    ResetBreaker,
    ChangeEndpoint,
    Disconnect,
    Crash,
    DiskTrouble,
    Count
};

//! How much of what is sent is of a special kind.
struct SendHabits
{
    Duration pause = std::chrono::milliseconds(300); //!< between two bursts, on average
    int largestBurst = 6;
    std::int64_t largestPayload = 60;
    double bestEffort = 0;
    double withId = 0;   //!< with an id of the sender's own
    int ids = 4;         //!< how many different ones: few, so that they meet again
    double repeated = 0; //!< the same content again, of those with an id
    double ownTtl = 0;
    double poison = 0;
    double unusable = 0; //!< too large, or no UTF-8
};

//! Everything about a run that is decided before it starts. Which faults a run knows at all is
//! drawn first ("swarm testing", Groce et al., ISSTA 2012): rare mixtures come up more often than
//! if every run knew them all.
struct Plan
{
    std::uint64_t seed = 0;
    StabilityConfig config;
    int sessions = 1;
    Duration length{}; //!< of the time of trouble
    Duration betweenDeeds{};
    std::array<int, static_cast<std::size_t>(Deed::Count)> weights{};
    WireConditions wires;
    Manners manners;
    bool hasOutbox = false;
    DiskManners disk;
    SendHabits sending;
    bool endsByShutdown = false;
    bool shutsDownInTrouble = false; //!< at a random moment of it; else after the recovery
    Duration shutdownTimeout{};

    static Plan drawn(std::uint64_t seed);
    //! How long a healthy world may take, from any state, until all is delivered and closed.
    Duration recoveryBound(int poisonMessages) const;
};

Manners drawManners(Chance &chance);
DiskManners drawDiskManners(Chance &chance);

} // namespace Breakwater::Simulation
