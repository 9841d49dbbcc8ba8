// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/base/timesystem.h>
#include <core/config/stabilityconfig.h>
#include <core/net/transport.h>
#include <core/watch/watcher.h>
#include <core/watch/watchtarget.h>

#include <map>
#include <memory>
#include <vector>

namespace Breakwater {

//! All watched sources, by id. Lives on the worker thread.
class WatchList final
{
public:
    static constexpr std::size_t mostSources = 64;

    struct World
    {
        TimeSystem &time;
        RandomSource &random;
        TransportFactory &transports; //!< for streams; polling has a network of its own
        WatchListener &listener;
    };

    WatchList(const StabilityConfig &config, const World &world);
    ~WatchList();

    //! Begins to watch. The same id again: with the new target, at once. A sentence when there are
    //! too many.
    Expected<void> open(const WatchTarget &target);
    //! False when there is none of that id.
    bool close(const SessionId &source);
    bool retryNow(const SessionId &source);
    //! After a sleep or a change of network: who backs off tries at once, who is live is asked
    //! whether it still is.
    void recheck();
    bool isEmpty() const { return m_watchers.empty(); }
    void configure(const StabilityConfig &config);
    void endPeriod(MonotonicTime now);
    //! In order of their ids.
    std::vector<WatchedSource> look(TimeSample at) const;

private:
    std::unique_ptr<Watcher> make(const WatchTarget &target) const;

    StabilityConfig m_config;
    World m_world;
    std::map<SessionId, std::unique_ptr<Watcher>> m_watchers;
};

} // namespace Breakwater
