// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <benchmarks/support/announced.h>
#include <core/base/realtimesystem.h>
#include <core/net/websockettransport.h>
#include <core/session/session.h>

#include <QtCore/QByteArray>
#include <QtWebSockets/QWebSocket>

#include <functional>
#include <memory>

namespace Breakwater::Bench {

//! Of one message, in nanoseconds.
struct Cost
{
    double cpu = 0;  //!< of the sending thread
    double wall = 0; //!< until the peer had read everything, where that was waited for
};

//! Sends the same message again and again over one link, many in each turn of the event loop, until
//! the peer's kernel takes no more.
class Sender
{
public:
    virtual ~Sender() = default;

    //! False when the link does not open in time.
    virtual bool open(const Endpoint &endpoint) = 0;
    //! All is out when it returns; none when that takes too long.
    std::optional<Cost> send(qint64 count);
    //! Orderly, so that the sink says what it has counted.
    virtual void close() = 0;

    //! Turns the event loop until `condition` holds; false when that takes too long.
    static bool waitFor(const std::function<bool()> &condition);

protected:
    //! At most so many, now; returns how many.
    virtual qint64 submit(qint64 most) = 0;
    virtual bool isAllOut() const = 0;
};

class RawSender final : public Sender
{
public:
    explicit RawSender(qsizetype size) : m_payload(size, 'x') { }

    bool open(const Endpoint &endpoint) override;
    void close() override;

protected:
    qint64 submit(qint64 most) override;
    bool isAllOut() const override;

private:
    QByteArray m_payload;
    QWebSocket m_socket;
};

//! The whole core without its thread: session, breaker, ledger, confirmation by pongs, metrics.
class ResilientSender final : public Sender, private SessionObserver
{
public:
    //! With ids of its own every message is checked for repetition.
    ResilientSender(qsizetype size, const StabilityConfig &config, bool withIds);

    //! A session that dials when it is opened; open() does both.
    Session &make(const Endpoint &endpoint);
    bool open(const Endpoint &endpoint) override;
    void close() override;
    //! So many at once; returns how many were taken.
    qint64 accept(qint64 count);
    std::function<void(Session &)> onChanged;
    std::function<void(const QByteArray &)> onReceived;

protected:
    qint64 submit(qint64 most) override;
    bool isAllOut() const override { return m_session->ledger().isEmpty(); }

private:
    struct MakeMessage
    {
        ResilientSender &sender;
        OutgoingMessage operator()() const { return sender.makeMessage(); }
    };
    OutgoingMessage makeMessage();
    const std::string &nextId();
    void sessionChanged(Session &session) override;
    void sessionEvent(Session &, Severity, const QString &, const QString &,
                      const QString &) override
    { }
    void sessionTransitioned(Session &, const BreakerTransition &) override { }
    void sessionSettled(Session &, MessageId, SendVerdict) override { }
    void sessionReceived(Session &session, const QByteArray &payload, PayloadKind kind) override;

    QByteArray m_payload;
    const StabilityConfig m_config;
    const bool m_withIds;
    std::string m_id = "id-0000000000";
    Announced<MakeMessage> m_messages{{*this}};
    RealTimeSystem m_time;
    SeededRandom m_random = SeededRandom::fromSystem();
    WebSocketTransportFactory m_transports;
    ByteBudget m_budget;
    MessageJournal m_journal;
    std::unique_ptr<Session> m_session;
};

} // namespace Breakwater::Bench
