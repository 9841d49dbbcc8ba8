// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/session/sessionmanager.h>
#include <core/session/shutdownreport.h>

#include <tests/simulation/outboxtap.h>
#include <tests/simulation/sessionaccount.h>
#include <tests/simulation/simtime.h>
#include <tests/simulation/witness.h>

#include <memory>
#include <vector>

namespace Breakwater::Simulation {

//! Sees everything, keeps the accounts, and judges after every event. It asks the core for nothing
//! but what it claims: its counters, its events, and how each message ended.
class Oracle final : public Witness, public SessionObserver, public OutboxWitness
{
public:
    Oracle(SimTime &time, Trace &trace, Findings &findings);

    //! A process starts: its journal is empty. Null: it was killed.
    void reads(const MessageJournal *journal);

    //! A session begins at a place, maybe after another one that has ended.
    void begin(int place, const StabilityConfig &config, const SimServer &server,
               const SimDisk *disk);
    //! The outbox says that so many messages waited too long for their sessions.
    void swept(std::int64_t messages) { m_swept += messages; }
    SessionAccount &at(int place) { return *m_present[static_cast<std::size_t>(place)]; }
    int places() const { return static_cast<int>(m_present.size()); }
    static const SessionId &idOf(int place);

    void shutdownBegins();
    void shutdownEnds(const ShutdownReport &report, Duration most);
    bool isShuttingDown() const { return m_isShuttingDown; }
    //! Everybody was held up.
    void disturbed();

    //! All has ended, and the disk has had its time: it holds what was kept, and nothing else.
    void atTheEnd(const SimDisk &disk);
    //! Takes note of what the core says to have ended.
    void sync();
    void afterEvent(const SessionManager &sessions, const ByteBudget &budget);
    //! There is no process.
    void afterEventWithoutProcess();
    //! Nothing is due any more at this time.
    void atRest();

    // Witness
    void dialled(SimLink &link) override;
    void wrote(SimLink &link, const QByteArray &payload, std::int64_t backlogBefore) override;
    void pinged(SimLink &link, const QByteArray &payload) override;
    void closed(SimLink &link, int code) override;
    void aborted(SimLink &link) override;
    void opening(SimLink &link) override;
    void ponging(SimLink &link, const QByteArray &payload) override;
    void texting(SimLink &link, const QByteArray &payload) override;
    void draining(SimLink &link, std::int64_t backlog) override;
    void ending(SimLink &link, const EndReason &reason) override;
    void received(SimLink &link, const Content &content) override;
    void choked(SimLink &link, const Content &content) override;

    // OutboxWitness
    void taken(const SessionId &session, const std::vector<OutboxRow> &rows) override;
    void storing(const SessionId &session, const OutboxRow &row) override;

    // SessionObserver
    void sessionChanged(Session &session) override;
    void sessionEvent(Session &session, Severity severity, const QString &source,
                      const QString &title, const QString &detail) override;
    void sessionTransitioned(Session &session, const BreakerTransition &transition) override;
    void sessionSettled(Session &session, MessageId id, SendVerdict verdict) override;
    void sessionReceived(Session &session, const QByteArray &payload, PayloadKind kind) override;

private:
    SessionAccount &of(const SimLink &link);
    SessionAccount &of(const SessionId &id);
    std::uint64_t ended(std::initializer_list<MessageState> how) const;
    std::int64_t kept() const;

    SimTime &m_time;
    Trace &m_trace;
    const MessageJournal *m_journal = nullptr;
    Findings &m_findings;
    std::vector<std::unique_ptr<SessionAccount>> m_accounts; //!< all there ever were
    std::vector<SessionAccount *> m_present;                 //!< by place
    std::vector<SessionAccount *> m_byLink;                  //!< who dialled it, by the link's id
    std::vector<const SessionAccount *> m_before; //!< by place, whose rest the present one took
    bool m_hasOutbox = false;
    std::int64_t m_swept = 0;
    std::int64_t m_keptBefore = 0;
    std::optional<std::int64_t> m_keptAtShutdown; //!< as reported, until it can be compared
    std::uint64_t m_read = 0;                     //!< of the journal
    std::uint64_t m_deliveredBefore = 0;          //!< the shutdown began
    std::uint64_t m_lostBefore = 0;
    std::uint64_t m_upAtShutdown = 0;
    bool m_isShuttingDown = false;
    bool m_isShutDown = false;
};

} // namespace Breakwater::Simulation
