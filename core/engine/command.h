// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/states.h>
#include <core/config/stabilityconfig.h>
#include <core/delivery/message.h>
#include <core/net/endpoint.h>
#include <core/net/acceptor.h>
#include <core/serve/gatewaybehaviour.h>
#include <core/watch/watchtarget.h>

#include <QtCore/QMetaType>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace Breakwater {

// What the outside asks of the core: plain values, posted to EngineHost, carried out in order on
// the worker thread.

//! Makes the session (or changes the endpoint of the one with this id) and starts to connect.
struct OpenSession
{
    SessionId id;
    QString name;
    Endpoint endpoint;
};
//! Ends a link of ours, or the watching of a source.
struct CloseSession
{
    SessionId id;
};
//! Connect now: ends waiting, backoff and *refused*. An open breaker still answers when it will
//! probe.
struct RetryNow
{
    SessionId id;
};
struct SendMessage
{
    SessionId id;
    OutgoingMessage message;
    std::uint64_t requestId = 0; //!< comes back with the outcome; 0: nobody wants to know
};
//! Repeats a text as traffic: `text` with {sequence}, {id}, {time} replaced. A rate of 0 or less
//! stops it, one of more than a million a second is taken for a million. A rate that is infinite or
//! no number changes nothing and is answered by commandFailed().
struct SetTraffic
{
    SessionId id;
    QString text;
    double perSecond = 0;
    Priority priority = Priority::Critical;
};
struct ForceBreaker
{
    SessionId id;
    BreakerOverride value = BreakerOverride::None; //!< None clears it
    QString owner;
    QString reason;
    Duration length = std::chrono::minutes(15);
};
struct ResetBreaker
{
    SessionId id;
};
//! Everything that can change live does; an event names the keys that need a restart.
struct ApplyConfig
{
    StabilityConfig config;
};
//! The embedded demo: a server on a free loopback port, with a scripted outage, and a session to
//! it.
struct StartDemo
{
    SessionId id;
};
//! The machine slept or its network changed: look at every link at once.
struct RecheckLinks
{
    QString why; //!< for the event log
};
//! What became of the messages; answered by messagesFound().
struct QueryMessages
{
    std::uint64_t endedAfter = 0; //!< the `endedUpTo` of the last page; 0 asks for all that is kept
};

//! Lets clients in: each becomes a session, subscribers get the metrics stream. Answered by
//! servingAnswered(). SendMessage and ForceBreaker take the ids of clients too.
struct StartServing
{
    AcceptorOptions acceptor;
    GatewayBehaviour behaviour;
    bool isDemo = false;        //!< with the scripted outages of the demo
    bool wantsMessages = false; //!< hand each message of a client out; else they are counted
};
//! Says goodbye to all clients and listens no more.
struct StopServing
{ };
//! To every client that is here.
struct Broadcast
{
    OutgoingMessage message;
};
//! With a Close frame; its session ends.
struct DisconnectClient
{
    SessionId id;
    int code = 1000;
};
//! Puts a client among the `sessions` of every frame, or takes it out. At most 16 at a time: the
//! oldest wish goes first.
struct LookAtClient
{
    SessionId id;
    bool isWanted = true;
};
//! Watches a remote core. The same id again: with the new target.
struct OpenWatch
{
    WatchTarget target;
};

using EngineCommand
    = std::variant<OpenSession, CloseSession, RetryNow, SendMessage, SetTraffic, ForceBreaker,
                   ResetBreaker, ApplyConfig, StartDemo, RecheckLinks, QueryMessages, StartServing,
                   StopServing, Broadcast, DisconnectClient, LookAtClient, OpenWatch>;

//! Answer to StartServing.
struct ServingAnswer
{
    QUrl url;         //!< what clients dial; empty: it failed
    QString sentence; //!< why it failed
};

//! Answer to one SendMessage; with an outbox two: pending, then how it ended.
struct SendAnswer
{
    std::uint64_t requestId = 0;
    SendOutcome outcome;
};

} // namespace Breakwater

Q_DECLARE_METATYPE(Breakwater::SendAnswer)
Q_DECLARE_METATYPE(Breakwater::ServingAnswer)
