// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/watch/streamwatcher.h>

#include <tests/core/watch/watchfixture.h>

namespace Breakwater::Test {

//! One stream watcher on a scripted network under manual time.
class StreamFixture final
{
public:
    explicit StreamFixture(const WatchTarget &target = targetOf(QStringLiteral("ws://host:9001")),
                           const StabilityConfig &config = {})
        : watcher(target, config, {time, random, network, notes})
    { }

    void connect()
    {
        watcher.start();
        peer()->accept();
    }
    ScriptedTransport *peer() const { return network.current(); }
    WatchedSource look() { return watcher.look(time.sample()); }
    QString connection() { return toString(look().connection); }

    ManualTimeSystem time;
    FixedRandom random;
    ScriptedNetwork network;
    WatchNotes notes;
    StreamWatcher watcher;
};

} // namespace Breakwater::Test
