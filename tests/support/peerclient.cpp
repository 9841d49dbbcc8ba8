// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/peerclient.h>

#include <core/net/websockettransport.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QUrlQuery>

namespace Breakwater::Test {

PeerClient::PeerClient(const QString &name, Manner manner, const StabilityConfig &config,
                       TimeSystem &time)
    : m_name(name), m_manner(manner), m_config(config), m_time(time)
{ }

PeerClient::~PeerClient() = default;

void PeerClient::come(const QUrl &server)
{
    comeWith(server, m_token);
}

void PeerClient::comeWith(const QUrl &server, const QString &token)
{
    QUrl url = server;
    if (!token.isEmpty()) {
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("resume"), token);
        url.setQuery(query);
    }
    Endpoint endpoint = Endpoint::fromUrl(url.toString()).value();
    if (m_manner == Manner::SpeaksSessions)
        endpoint.subprotocols = {QStringLiteral("breakwater.session.v1")};
    vanish();
    m_end.reset();
    TransportListener &listener = *this;
    m_transport = std::make_unique<WebSocketTransport>(endpoint, listener, m_config, m_time);
    m_transport->open();
}

void PeerClient::leave(int code)
{
    m_isOpen = false;
    if (m_transport)
        m_transport->close(code, {});
}

void PeerClient::vanish()
{
    m_isOpen = false;
    m_isGreeted = false;
    m_transport.reset();
}

bool PeerClient::send(const QByteArray &text)
{
    return m_transport && m_transport->sendText(text);
}

bool PeerClient::isHere() const
{
    return m_isOpen && (m_isGreeted || m_manner == Manner::Plain);
}

void PeerClient::transportOpened(const QString &)
{
    m_isOpen = true;
}

void PeerClient::transportText(const QByteArray &utf8)
{
    if (m_manner == Manner::SpeaksSessions && !m_isGreeted && isHello(utf8))
        m_isGreeted = true;
    else
        m_heard.append(utf8);
}

void PeerClient::transportBinary(const QByteArray &payload)
{
    m_heard.append(payload);
}

void PeerClient::transportPong(const QByteArray &) { }

void PeerClient::transportDrained() { }

void PeerClient::transportEnded(const EndReason &reason)
{
    m_end = reason;
    vanish();
}

bool PeerClient::isHello(const QByteArray &utf8)
{
    const QJsonDocument frame = QJsonDocument::fromJson(utf8);
    if (frame[QStringLiteral("type")] != QStringLiteral("hello"))
        return false;
    const QJsonValue data = frame[QStringLiteral("data")];
    m_session = data[QStringLiteral("session")].toString();
    m_token = data[QStringLiteral("resume_token")].toString();
    return true;
}

} // namespace Breakwater::Test
