// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/deliveryledger.h>
#include <core/net/transport.h>
#include <core/session/breakercalls.h>
#include <core/session/linkmonitor.h>

namespace Breakwater {

//! What pings prove about one link, and who has to hear of it: the breaker (calls), the ledger
//! (guarantee and confirmation) and the histograms (RTT). Says what it found; the session does what
//! follows. Lives on the worker thread.
class LinkHealth final
{
public:
    enum class Finding : std::uint8_t {
        Nothing,
        Proven,         //!< the first pong of this link
        Answered,       //!< another pong
        NoPings,        //!< the probe at connect was not answered: nothing can be confirmed here
        Missed,         //!< a heartbeat was not answered in time
        Dead,           //!< too many of them: give the link up; the breaker has heard of it
        Unacknowledged, //!< the server's program owes an acknowledgement: give the link up
        Silent,         //!< nothing arrived for `connection.timeout`: give the link up
    };

    LinkHealth(const StabilityConfig &config, const CircuitBreaker &breaker, BreakerCalls &calls,
               DeliveryLedger &ledger, MetricSet &metrics);

    //! The link is up: asks at once.
    void opened(MonotonicTime now, Transport &transport, RandomSource &random);
    void closed();
    //! Asks, if nothing is asked already.
    void ask(MonotonicTime now, Transport &transport);
    //! Asks, if something written waits for a pong. Self-clocked, one ping out at a time: heavy
    //! traffic is confirmed in groups, a lone message at once, and light traffic every few
    //! milliseconds. docs/decisions/0033. True when it asked.
    bool askForConfirmation(MonotonicTime now, Transport &transport);
    //! Asks, if the breaker waits for a probe and the link is up.
    void probe(MonotonicTime now, Transport *transport);
    //! The server's program has acknowledged something.
    void acknowledged(MonotonicTime now);
    void heard(MonotonicTime now) { m_monitor.heard(now); }
    //! A kernel that was full took bytes.
    void drained(MonotonicTime now) { m_monitor.drained(now); }
    //! This machine slept, or this process was stopped: passes no verdict on what was asked before,
    //! and asks at once.
    void resumed(MonotonicTime now, Transport &transport);

    Finding pong(MonotonicTime now, const QByteArray &payload, Transport &transport);
    //! Call at `nextWake()`.
    Finding onTimer(MonotonicTime now, Transport &transport);
    std::optional<MonotonicTime> nextWake() const;

    const LinkMonitor &monitor() const { return m_monitor; }
    struct News
    {
        QString title;
        QString detail;
    };
    //! What the event log should hear of it; none where that is nothing.
    std::optional<News> newsOf(Finding finding) const;
    //! Why the link has to be given up; none where it has not.
    std::optional<EndReason> endAfter(Finding finding) const;
    void configure(const StabilityConfig &config);

private:
    //! What it needs of the configuration: there may be thousands of links.
    struct Rules
    {
        explicit Rules(const StabilityConfig &config);

        bool measures;
        ConfirmMode confirm;
        int successesNeeded;
        Duration probeTimeout;
        Duration confirmTimeout;
        Duration idleTimeout;
    };

    bool confirmsByPong() const { return m_confirm == ConfirmMode::Hop; }
    Guarantee guaranteeAtFirst() const;
    //! The server's program owes an acknowledgement: that it answers pings is no proof then that it
    //! works.
    bool isOwedAcknowledgement() const;
    bool isMuchWritten() const;
    //! An answer takes so little time that it is the peer's work that counts, not the way. Over a
    //! long way each question should stand for as much as the queue holds.
    bool isNear() const;
    //! When to ask for a confirmation; none while nothing is to be confirmed or a ping is out.
    std::optional<MonotonicTime> confirmationDue() const;
    //! When the next acknowledgement is overdue; none outside `app`, and while none is owed.
    std::optional<MonotonicTime> acknowledgementDue() const;
    QString missedSentence() const;
    QString noPingsSentence() const;
    Finding noPings(MonotonicTime now);
    Finding missed(MonotonicTime now, Transport &transport);

    Rules m_rules;
    const CircuitBreaker &m_breaker;
    BreakerCalls &m_calls;
    DeliveryLedger &m_ledger;
    MetricSet &m_metrics;
    LinkMonitor m_monitor;
    ConfirmMode m_confirm = ConfirmMode::Hop;           //!< of this link
    MonotonicTime m_acknowledgedAt{};                   //!< the latest acknowledgement
    std::optional<MonotonicTime> m_confirmationAskedAt; //!< on this link, the latest
    MonotonicTime m_answeredAt{};                       //!< the latest pong
    bool m_everAnswered = false;                        //!< on any link of this session
};

} // namespace Breakwater
