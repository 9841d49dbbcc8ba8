// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/serve/gateway.h>
#include <core/serve/outagescript.h>

#include <functional>
#include <optional>

namespace Breakwater {

//! Makes of a gateway a living server for a new user to look at: echo, gentle traffic, and a
//! scripted outage every minute or so. Lives on the worker thread.
class DemoServer final
{
public:
    static constexpr double trafficPerSecond = 4;

    //! The outages are timed so that a client with the breaker of `config` shows all its colours.
    //! The gateway stays as it is when this ends.
    DemoServer(Gateway &gateway, const StabilityConfig &config, TimeSystem &time,
               RandomSource &random);
    ~DemoServer();

    //! On a free loopback port, or where `acceptor` says. Starting again gives the same address.
    Expected<QUrl> start(const AcceptorOptions &acceptor = {});

    //! Says goodbye to all clients and stays away, until start().
    void stop(int closeCode, const QString &reason);

    ServePhase phase() const;
    //! None during an outage, and before start().
    std::optional<Duration> untilOutage() const;
    //! Says each step in a sentence as it happens: "The demo server is restarting …".
    void onStep(std::function<void(const OutageScript::Step &, const QString &sentence)> listener);

private:
    void onTimer();
    void carryOut(const OutageScript::Step &step);
    void listenAgain();
    void arm();

    Gateway &m_gateway;
    TimeSystem &m_time;
    RandomSource &m_random;
    const OutageScript::Times m_times;
    std::optional<OutageScript> m_script;
    std::optional<QUrl> m_url;
    std::function<void(const OutageScript::Step &, const QString &)> m_listener;
    const std::unique_ptr<Timer> m_timer;
    bool m_isPortTaken = false;
    const std::unique_ptr<Timer> m_listenAgain; //!< runs while somebody else has the port
};

//! One sentence for people about what the demo server does from now on.
QString sentenceFor(const OutageScript::Step &step);

} // namespace Breakwater
