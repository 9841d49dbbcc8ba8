// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/base/states.h>
#include <core/base/timesystem.h>
#include <core/delivery/bytebudget.h>
#include <core/delivery/message.h>
#include <core/delivery/messagejournal.h>
#include <core/delivery/outbox.h>
#include <core/net/transport.h>
#include <core/resilience/circuitbreaker.h>

namespace Breakwater {

class Session;

//! Hears what a session has to say, on the worker thread, from within its calls: note it, act
//! later.
class SessionObserver
{
public:
    virtual ~SessionObserver() = default;

    //! Connection or breaker changed: worth a frame at once.
    virtual void sessionChanged(Session &session) = 0;
    virtual void sessionEvent(Session &session, Severity severity, const QString &source,
                              const QString &title, const QString &detail)
        = 0;
    virtual void sessionTransitioned(Session &session, const BreakerTransition &transition) = 0;
    //! A message that was answered Pending is accepted, or not.
    virtual void sessionSettled(Session &session, MessageId id, SendVerdict verdict) = 0;
    virtual void sessionReceived(Session &session, const QByteArray &payload, PayloadKind kind) = 0;
};

//! What a session needs of the world; all of it outlives the session.
struct SessionWorld
{
    TimeSystem &time;
    RandomSource &random;
    TransportFactory &transports;
    SessionObserver &observer;
    ByteBudget &budget;
    MessageJournal &journal;
    Outbox *outbox = nullptr; //!< null: messages live in memory only
};

} // namespace Breakwater
