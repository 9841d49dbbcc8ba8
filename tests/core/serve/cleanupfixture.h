// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/serve/workslice.h>

#include <tests/core/serve/registryfixture.h>

namespace Breakwater::Test {

//! A registry whose clients are due after `ttl`, and which looks for them every `interval`.
class CleanupFixture : public RegistryFixture
{
public:
    static constexpr int aSlice = WorkSlice::mostSteps; //!< clients; the clock stands still here

    CleanupFixture(Duration ttl, Duration interval, StabilityConfig config = {})
        : RegistryFixture(with(ttl, interval, std::move(config)))
    { }

    static StabilityConfig with(Duration ttl, Duration interval, StabilityConfig config = {})
    {
        config.metrics = {.enabled = true, .clientMetricsTtl = ttl, .cleanupInterval = interval};
        return config;
    }
    //! Ten times as many may be away.
    static StabilityConfig bounding(int most)
    {
        StabilityConfig config;
        config.limits.clients = most;
        config.queue.messageTtl = std::chrono::hours(1);
        return config;
    }
    //! So many that came and left.
    std::vector<std::unique_ptr<ScriptedClient>> absent(int count)
    {
        auto result = clients(count);
        for (const auto &client : result)
            client->leave();
        return result;
    }
    bool knows(const ScriptedClient &client) { return registry.find(client.id()) != nullptr; }
    //! A whole cycle, now.
    CleanupCycle sweep()
    {
        registry.sweep();
        time.fireDue();
        return look().cycles->back();
    }
    //! How many clients there are after each turn of the event loop, until that many are left.
    std::vector<std::int64_t> turnByTurn(std::int64_t left, const std::function<void()> &inBetween)
    {
        std::vector<std::int64_t> result;
        std::unique_ptr<Timer> between;
        between = time.createTimer([&] {
            result.push_back(look().clients);
            inBetween();
            if (result.back() > left && result.size() < 100)
                between->startAt(time.now());
        });
        between->startAt(time.now());
        time.fireDue();
        return result;
    }
};

} // namespace Breakwater::Test
