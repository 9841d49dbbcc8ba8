// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/base/timesystem.h>
#include <core/net/httpget.h>
#include <core/resilience/reconnectpolicy.h>
#include <core/watch/healthreader.h>
#include <core/watch/pollfault.h>
#include <core/watch/remotecore.h>
#include <core/watch/watcher.h>
#include <core/watch/watchstatus.h>

#include <memory>
#include <optional>

namespace Breakwater {

//! Watches by asking a health URL again and again, one request at a time. Follows no redirect,
//! keeps no cookie, reads no long answer. Lives on the worker thread.
class HealthPoller final : public Watcher
{
public:
    struct World
    {
        TimeSystem &time;
        RandomSource &random;
        WatchListener &listener;
    };

    HealthPoller(const WatchTarget &target, const StabilityConfig &config, const World &world);
    ~HealthPoller() override;

    void start() override;
    void retryNow() override;
    WatchedSource look(TimeSample at) override;
    void endPeriod(MonotonicTime) override { }
    void configure(const StabilityConfig &config) override;

private:
    void ask();
    void onDone(const HttpResult &result);
    void answered(const HttpResponse &response);
    void takeIn(const HealthReport &report);
    void failed(const Fault &fault);
    void giveUpOn(const QString &sentence);
    void scheduleAt(MonotonicTime due, ConnectionState state, const QString &detail);

    const Endpoint m_endpoint;
    StabilityConfig m_config;
    World m_world;
    WatchStatus m_status;
    RemoteCore m_core;
    ReconnectPolicy m_reconnect;
    PollFaults m_faults;
    std::unique_ptr<Timer> m_timer;     //!< of the next request
    std::unique_ptr<HttpGet> m_request; //!< null: none is out
    QString m_health;                   //!< what it said last; empty: it does not answer
    QString m_incompatible;             //!< told already
    std::optional<MonotonicTime> m_upSince;
};

} // namespace Breakwater
