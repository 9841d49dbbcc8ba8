// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/serve/clientregistry.h>

#include <tests/simulation/content.h>
#include <tests/simulation/findings.h>
#include <tests/simulation/simtime.h>
#include <tests/simulation/trace.h>

#include <map>
#include <optional>
#include <unordered_set>
#include <vector>

namespace Breakwater::Simulation {

//! The oracle of visits: keeps its own account of which client belongs to which session and what it
//! got, and holds the registry against it.
//!
//! V1: whoever shows the token that he read last gets his session back, as long as it has a message
//! for him, he was here until just now, or its time to live is not over. V2: the first frame is the
//! hello of his session, and what follows are its messages, each once a link. V3: the token of a
//! session that was ended is worth nothing, and no session is given to two. V4: who is gone for
//! good is removed. Besides: I2, I3 and I8 as for links that we dialled.
class VisitAccount final : public ClientListener
{
public:
    VisitAccount(SimTime &time, Trace &trace, Findings &findings, Duration ttl, int visitors);

    //! The client shows the token that it read last, if it read any.
    void coming(int visitor);
    //! It has been taken, or sent away.
    void taken(int visitor);
    //! The registry was told to end it.
    void disconnected(const SessionId &session) { m_sessions[session].isEnded = true; }
    //! A frame has arrived at the client.
    void read(int visitor, const QByteArray &payload);
    void accepted(const SessionId &session, std::uint64_t content);

    void afterEvent(ClientRegistry &registry);
    //! All that was accepted for clients who know their sessions has reached them, and the core
    //! knows it.
    bool isAllRead(const ClientRegistry &registry) const;
    //! Everybody is gone, for longer than they are kept.
    void atTheEnd(ClientRegistry &registry);

    //! The token that it read last; empty when it read none.
    const QByteArray &token(int visitor) const { return at(visitor).token; }

    // ClientListener
    void clientCame(const SessionId &client, bool resumed) override;
    void clientLeft(const SessionId &client) override;
    void clientMessage(const SessionId &, const QByteArray &, PayloadKind) override { }
    void clientEvent(const SessionId &, Severity, const QString &, const QString &,
                     const QString &) override
    { }

private:
    struct Visitor
    {
        QByteArray token;
        SessionId known;   //!< of the last hello that it read; of nothing before
        SessionId present; //!< whose link it has
        bool hasHello = false;
        std::unordered_set<std::uint64_t> readHere; //!< on its present link
    };
    struct Visited
    {
        bool isHere = false;
        bool isEnded = false;
        MonotonicTime leftAt{};
        std::vector<std::uint64_t> accepted; //!< in this order
        std::unordered_set<std::uint64_t> read;
        std::size_t firstUnread = 0;
        int owner = -1; //!< who read its hello; none yet
    };

    const Visitor &at(int visitor) const { return m_visitors[static_cast<std::size_t>(visitor)]; }
    Visitor &at(int visitor) { return m_visitors[static_cast<std::size_t>(visitor)]; }
    bool mustResume(const SessionId &session) const;
    void readHello(int visitor, const QByteArray &frame);
    void readMessage(int visitor, const Content &content);

    SimTime &m_time;
    Trace &m_trace;
    Findings &m_findings;
    const Duration m_ttl;
    std::vector<Visitor> m_visitors;
    std::map<SessionId, Visited> m_sessions;
    std::optional<SessionId> m_due;  //!< the session that must come back, in this call
    std::optional<SessionId> m_came; //!< whom the registry says to have come, in this call
};

} // namespace Breakwater::Simulation
