// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/metricset.h>
#include <core/resilience/circuitbreaker.h>

namespace Breakwater {

//! The calls of one session as its breaker sees them: at most one connect and one ping out at a
//! time, each with its permit, each counted. Pure; must not outlive the breaker.
class BreakerCalls final
{
public:
    BreakerCalls(CircuitBreaker &breaker, CallCounters &counters);

    //! False when the breaker forbids it.
    [[nodiscard]] bool beginConnect(MonotonicTime now);
    //! Without a permit (all probes are out) the ping still goes; its outcome then counts for
    //! nothing.
    void beginPing(MonotonicTime now);

    void connectSucceeded(MonotonicTime now) { succeed(m_connect, now); }
    void connectFailed(MonotonicTime now, const QString &why) { fail(m_connect, now, why); }
    //! The pong of an older ping than the one that is out ends nothing: it began before.
    void pingSucceeded(MonotonicTime now, MonotonicTime askedAt);
    void pingFailed(MonotonicTime now, const QString &why) { fail(m_ping, now, why); }
    void pingCancelled() { m_ping.cancel(); }
    //! The peer failed: the connect that is out, or a failure of its own. One failure, whatever is
    //! out.
    void peerFailed(MonotonicTime now, const QString &why);
    //! A peer that answers no pings can prove itself only by letting us connect: that has to be
    //! enough.
    void connectIsProofEnough(MonotonicTime now, int successesNeeded);
    //! What is out ends without a verdict.
    void cancelAll();

private:
    void succeed(CircuitBreaker::Permit &permit, MonotonicTime now);
    void fail(CircuitBreaker::Permit &permit, MonotonicTime now, const QString &why);

    CircuitBreaker &m_breaker;
    CallCounters &m_counters;
    CircuitBreaker::Permit m_connect;
    CircuitBreaker::Permit m_ping;
};

} // namespace Breakwater
