// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/endpoint.h>
#include <core/net/transport.h>

#include <QtCore/QByteArrayList>

#include <memory>
#include <optional>
#include <vector>

namespace Breakwater::Test {

class ScriptedNetwork;

//! A transport whose peer is the test: everything that happens on it is called by name.
class ScriptedTransport final : public Transport
{
public:
    ScriptedTransport(ScriptedNetwork &network, const Endpoint &endpoint,
                      TransportListener &listener);
    ~ScriptedTransport() override;

    // The session's side
    void open() override { opened = true; }
    void close(int code, const QString &reason) override;
    void abort() override { m_state = State::Gone; }
    bool isOpen() const override { return m_state == State::Open; }
    bool sendText(const QByteArray &utf8) override { return take(utf8); }
    bool sendBinary(const QByteArray &payload) override { return take(payload); }
    void ping(const QByteArray &payload) override;
    std::int64_t backlogBytes() const override { return backlog; }

    // The peer's side. What comes after the end, or after abort(), is ignored as the real one must.
    void accept(const QString &subprotocol = {});
    void answer(const QByteArray &pingPayload);
    //! The oldest ping that was not answered yet.
    void answerOldest();
    void text(const QByteArray &utf8);
    void drain();
    void end(const EndReason &reason);
    void end(EndKind kind) { end(EndReason{.kind = kind}); }

    const Endpoint endpoint;
    bool opened = false;
    std::int64_t backlog = 0;
    QByteArrayList written;
    QByteArrayList pings; //!< not answered yet
    std::optional<int> closeCode;
    int groups = 0; //!< of messages that were written together
    int pushes = 0; //!< of such groups

private:
    void beginGroup(std::span<char>) override { ++groups; }
    void pushOutGroup() override { ++pushes; }
    enum class State { Connecting, Open, Gone };
    bool take(const QByteArray &payload);

    ScriptedNetwork &m_network;
    const std::weak_ptr<void> m_networkLives; //!< a test may end it before the session
    TransportListener &m_listener;
    State m_state = State::Connecting;
};

//! Makes scripted transports and remembers which is the living one.
class ScriptedNetwork final : public TransportFactory
{
public:
    std::unique_ptr<Transport> create(const Endpoint &endpoint,
                                      TransportListener &listener) override;

    //! The transport that lives now; null when there is none.
    ScriptedTransport *current() const { return m_current; }
    int created() const { return m_created; }
    //! Everything that was written on any transport, in order.
    QByteArrayList received;

    bool answersPings = false; //!< at once
    bool answersClose = true;  //!< with WantedClose, at once

private:
    friend class ScriptedTransport;

    const std::shared_ptr<void> m_life = std::make_shared<int>();
    ScriptedTransport *m_current = nullptr;
    int m_created = 0;
};

} // namespace Breakwater::Test
