// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <random>

namespace Breakwater::Test {

//! Frames as an engine with one link sends them, second by second, with the same outages at each
//! run: the link fails for some minutes, the breaker opens, probes, closes.
class Scenario final
{
public:
    struct Outage
    {
        double from = 0; //!< seconds after the start
        double to = 0;
    };

    Scenario(WallTime start, std::vector<Outage> outages);

    //! The frame of the next second.
    SnapshotPtr next();

private:
    void live(SessionSnapshot &session);
    void fail(SessionSnapshot &session, const Outage &outage);
    void changeTo(BreakerState state, SessionSnapshot &session);
    double noise(double spread);

    const WallTime m_start;
    const std::vector<Outage> m_outages;
    std::mt19937 m_random{7};
    std::int64_t m_second = 0;
    Snapshot m_frame;
    SessionSnapshot m_session;
};

} // namespace Breakwater::Test
