// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/realtimesystem.h>
#include <core/config/stabilityconfig.h>
#include <core/net/transport.h>

#include <QtCore/QByteArrayList>
#include <QtCore/QString>
#include <QtCore/QUrl>

#include <memory>
#include <optional>

namespace Breakwater::Test {

//! One client of a server, as somebody else's program would be: a name, and a socket of its own on
//! loopback. Comes, talks, goes, and comes back, with its token if it speaks sessions.
class PeerClient final : private TransportListener
{
public:
    enum class Manner : std::uint8_t { Plain, SpeaksSessions };

    //! `config` and `time` outlive it.
    PeerClient(const QString &name, Manner manner, const StabilityConfig &config, TimeSystem &time);
    ~PeerClient() override;

    //! On a new socket; the one before is dropped without a word. Shows its token, if it has one.
    void come(const QUrl &server);
    //! The same, with this token in place of its own.
    void comeWith(const QUrl &server, const QString &token);
    //! With a Close frame.
    void leave(int code = 1000);
    //! Without one: the socket is closed under the server.
    void vanish();
    bool send(const QByteArray &text);

    //! The handshake is done, and the hello is there where one is due.
    bool isHere() const;
    const QString &name() const { return m_name; }
    //! Messages on all of its sockets, in order; hellos are not among them.
    const QByteArrayList &heard() const { return m_heard; }
    void forget() { m_heard.clear(); }
    //! How the last link ended, other than by vanish(); none while it has one.
    const std::optional<EndReason> &end() const { return m_end; }

    // Of the last hello; empty before it.
    const QString &session() const { return m_session; }
    const QString &token() const { return m_token; }

private:
    void transportOpened(const QString &subprotocol) override;
    void transportText(const QByteArray &utf8) override;
    void transportBinary(const QByteArray &payload) override;
    void transportPong(const QByteArray &payload) override;
    void transportDrained() override;
    void transportEnded(const EndReason &reason) override;

    bool isHello(const QByteArray &utf8);

    const QString m_name;
    const Manner m_manner;
    const StabilityConfig &m_config;
    TimeSystem &m_time;
    std::unique_ptr<Transport> m_transport;
    bool m_isOpen = false;
    bool m_isGreeted = false;
    QByteArrayList m_heard;
    std::optional<EndReason> m_end;
    QString m_session;
    QString m_token;
};

} // namespace Breakwater::Test
