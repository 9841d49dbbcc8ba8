// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/session/session.h>

#include <tests/simulation/breakeraccount.h>
#include <tests/simulation/linkaccount.h>
#include <tests/simulation/messageaccount.h>

#include <map>

namespace Breakwater::Simulation {

//! The simulation's own account of one session, from open() to its end: its messages, its present
//! link, its breaker, and what it may still do.
class SessionAccount final
{
public:
    SessionAccount(const StabilityConfig &config, const SimServer &server, const SimDisk *disk,
                   Findings &findings);

    // What the core does, and what it is about to hear; see Witness
    void dialled(MonotonicTime now, const SimLink &link);
    void wrote(MonotonicTime now, const SimLink &link, const QByteArray &payload,
               std::int64_t backlogBefore);
    void pinged(MonotonicTime now, const SimLink &link, const QByteArray &payload);
    void closed();
    void aborted(MonotonicTime now);
    void opening(MonotonicTime now);
    void ponging(MonotonicTime now, const QByteArray &payload);
    void texting(MonotonicTime now, const QByteArray &payload);
    void draining(MonotonicTime now, std::int64_t backlog);
    void ending(MonotonicTime now, const EndReason &reason);
    void transitioned(MonotonicTime now, const BreakerTransition &transition);
    void spoke(const char *what);
    //! What arrived goes to whoever listens.
    void handedOn();
    void ended(MonotonicTime now, std::uint64_t message, MessageState how);

    // What somebody asks of the core
    void sending(MonotonicTime now, const OutgoingMessage &message, const Content &content,
                 std::int64_t budgetUsed);
    void answered(const SendOutcome &outcome);
    void stopAccepting() { m_messages.stopAccepting(); }
    void closingAsked();
    //! The present link ends for another one.
    void endpointChanges() { m_isGivingUpAsked = true; }
    //! *Refused* ends.
    void retryAsked();
    void forced(MonotonicTime now, BreakerOverride value, Duration length);
    void resetAsked() { m_breaker.resetByHand(); }
    void probeAsked() { m_breaker.probeRequested(); }
    //! Our process was killed; what its remains still do is no deed of the core.
    void crashed() { m_isCrashed = true; }
    void disturbed(MonotonicTime now);
    //! It was told to look anew.
    void rechecked(MonotonicTime now) { m_link.resumed(now); }
    void configure(const StabilityConfig &config);

    void afterEvent(MonotonicTime now, Session &session);
    void atRest(MonotonicTime now);

    MessageAccount &messages() { return m_messages; }
    const MessageAccount &messages() const { return m_messages; }
    const BreakerAccount &breaker() const { return m_breaker; }
    bool isUp() const { return m_link.isUp() && !m_link.isClosing(); }
    bool isStopped() const { return m_isStopped; }
    bool isRefused() const { return m_isRefused; }

private:
    bool mayWrite() const;
    void followSilence(MonotonicTime now);
    bool isRepetition(MonotonicTime now, const QByteArray &payload);
    void blame(const EndReason &reason);
    void lostLink();
    void compareCounters(const MetricSet &metrics);
    void judgeDelay(MonotonicTime now, const Session &session);

    StabilityConfig m_config;
    Findings &m_findings;
    MessageAccount m_messages;
    LinkAccount m_link;
    BreakerAccount m_breaker;
    std::optional<SendVerdict> m_expected;
    std::map<QByteArray, MonotonicTime> m_heardTexts; //!< those with an id, and when they were news
    int m_dueToHandOn = 0;                            //!< in this event
    bool m_isAckMissCounted = false;                  //!< on the present link
    bool m_isStopped = false;
    bool m_isCrashed = false;
    bool m_isRefused = false;
    bool m_isPreambleDue = false;
    bool m_isGivingUpAsked = false; //!< of the present link
    bool m_hasLostLink = false;     //!< in this event
    int m_notFound = 0;
    int m_generationAtDial = 0;
    std::int64_t m_dials = 0;
    std::int64_t m_opened = 0;
    std::int64_t m_failed = 0;
    std::int64_t m_givenUp = 0; //!< aborted before they opened
    std::int64_t m_received = 0;
};

} // namespace Breakwater::Simulation
