// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/base/timesystem.h>
#include <core/net/transport.h>
#include <core/resilience/faultclassifier.h>
#include <core/resilience/reconnectpolicy.h>
#include <core/watch/streamintake.h>
#include <core/watch/streampatience.h>
#include <core/watch/watcher.h>
#include <core/watch/watchstatus.h>

#include <memory>
#include <optional>

namespace Breakwater {

//! Watches by a metrics stream: dials, subscribes, reads, asks when it grows silent, comes back by
//! itself. Lives on the worker thread; one timer, at most one transport.
class StreamWatcher final : public Watcher, private TransportListener
{
public:
    struct World
    {
        TimeSystem &time;
        RandomSource &random;
        TransportFactory &transports;
        WatchListener &listener;
    };

    StreamWatcher(const WatchTarget &target, const StabilityConfig &config, const World &world);
    ~StreamWatcher() override;

    void start() override;
    void retryNow() override;
    void recheck() override;
    WatchedSource look(TimeSample at) override;
    void endPeriod(MonotonicTime now) override;
    void configure(const StabilityConfig &config) override;

private:
    void transportOpened(const QString &subprotocol) override;
    void transportText(const QByteArray &utf8) override;
    void transportBinary(const QByteArray &payload) override;
    void transportPong(const QByteArray &payload) override;
    void transportDrained() override { }
    void transportEnded(const EndReason &reason) override;

    void dial();
    void arrived(const QByteArray &payload);
    void act(const StreamIntake::Result &result, MonotonicTime now);
    void onWake();
    void ping(MonotonicTime now);
    void linkEnded(const EndReason &reason);
    void planNextAttempt(MonotonicTime now, const Fault &fault, std::optional<Duration> upFor);
    //! It speaks another language than we do: asked again now and then, it may be upgraded.
    void giveUpOn(const QString &sentence, MonotonicTime now);
    void dropTransport();
    void arm();
    //! A deadline that moved on is met early and looked at again; one that came nearer is not.
    void armSooner();

    const Endpoint m_endpoint;
    StabilityConfig m_config;
    World m_world;
    WatchStatus m_status;
    StreamIntake m_intake;
    StreamPatience m_patience;
    ReconnectPolicy m_reconnect;
    FaultClassifier m_classifier;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<Timer> m_timer;
    std::optional<MonotonicTime> m_openedAt;
    std::optional<MonotonicTime> m_armedFor;
    QString m_incompatible; //!< told already
    std::uint64_t m_pings = 0;
};

} // namespace Breakwater
