// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/core/serve/registryfixture.h>

namespace Breakwater::Test {

//! A registry whose clients are due after `ttl`, and which looks for them every `interval`.
class CleanupFixture : public RegistryFixture
{
public:
    CleanupFixture(Duration ttl, Duration interval, StabilityConfig config = {})
        : RegistryFixture(with(ttl, interval, std::move(config)))
    { }

    static StabilityConfig with(Duration ttl, Duration interval, StabilityConfig config = {})
    {
        config.metrics = {.enabled = true, .clientMetricsTtl = ttl, .cleanupInterval = interval};
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
};

} // namespace Breakwater::Test
