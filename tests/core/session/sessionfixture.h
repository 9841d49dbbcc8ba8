// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/session/session.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/manualtimesystem.h>
#include <tests/support/scriptednetwork.h>

#include <QtCore/QStringList>

namespace Breakwater::Test {

//! Three failures open the breaker, for ten seconds.
inline StabilityConfig quickBreaker()
{
    StabilityConfig config;
    config.circuitBreaker.failureThreshold = 3;
    config.circuitBreaker.timeout = std::chrono::seconds(10);
    return config;
}

//! One session on a scripted network under manual time; notes what it says.
class SessionFixture final : public SessionObserver
{
public:
    explicit SessionFixture(const StabilityConfig &settings = {}, Outbox *outbox = nullptr)
        : config(settings),
          session({QStringLiteral("link")}, QStringLiteral("link"),
                  *Endpoint::fromUrl(QStringLiteral("ws://127.0.0.1:9/")), config,
                  SessionWorld{time, random, network, *this, budget, journal, outbox})
    { }

    //! The session of a client, which is away still.
    struct OfClient
    { };
    explicit SessionFixture(OfClient, const StabilityConfig &settings = {})
        : config(settings),
          session({QStringLiteral("client")}, QStringLiteral("client"), config,
                  SessionWorld{time, random, network, *this, budget, journal, nullptr})
    { }

    //! A client comes (again), and its socket is adopted.
    bool come(const QByteArray &greeting = {})
    {
        const bool adopted = session.adopt(
            [this](TransportListener &listener) { return network.create({}, listener); },
            QStringLiteral("127.0.0.1 port 4711"), greeting);
        if (adopted)
            peer()->accept();
        return adopted;
    }

    //! Dials, is accepted, and its probe is answered.
    void connect()
    {
        session.open();
        peer()->accept();
        if (!network.answersPings)
            peer()->answerOldest();
    }
    ScriptedTransport *peer() const { return network.current(); }
    SendOutcome send(const QByteArray &text, Priority priority = Priority::Critical)
    {
        return session.send({.payload = text, .priority = priority});
    }
    const MessageCounters &messages() { return session.meter().set().messages; }

    void sessionChanged(Session &) override { ++changes; }
    void sessionEvent(Session &, Severity, const QString &, const QString &title,
                      const QString &detail) override
    {
        events += title + QStringLiteral(": ") + detail;
    }
    void sessionTransitioned(Session &, const BreakerTransition &transition) override
    {
        transitions += transition;
    }
    void sessionSettled(Session &, MessageId id, SendVerdict verdict) override
    {
        settled.emplace_back(id, verdict);
    }
    void sessionReceived(Session &, const QByteArray &payload, PayloadKind) override
    {
        received += payload;
    }

    StabilityConfig config;
    ManualTimeSystem time;
    FixedRandom random;
    ScriptedNetwork network;
    ByteBudget budget{1 << 30};
    MessageJournal journal{100};
    std::vector<std::pair<MessageId, SendVerdict>> settled;
    int changes = 0;
    QStringList events;
    QList<BreakerTransition> transitions;
    QByteArrayList received;
    Session session;
};

} // namespace Breakwater::Test
