// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/hub.h>

namespace Breakwater {

Hub::Hub(const StabilityConfig &config, QObject *parent) : QObject(parent), m_host(config)
{
    connect(&m_host, &EngineHost::servingAnswered, this, [this](const ServingAnswer &answer) {
        if (answer.url.isEmpty())
            Q_EMIT failed(answer.sentence);
        else
            Q_EMIT listening(answer.url);
    });
    connect(&m_host, &EngineHost::clientMessage, this, &Hub::messageReceived);
    connect(&m_host, &EngineHost::clientNewsShed, this, &Hub::newsShed);
    connect(&m_host, &EngineHost::clientCame, this, &Hub::clientCame);
    connect(&m_host, &EngineHost::clientLeft, this, &Hub::clientLeft);
    connect(&m_host, &EngineHost::sendAnswered, this, &Hub::sendAnswered);
    connect(&m_host, &EngineHost::snapshotReady, this, &Hub::snapshotReady);
    connect(&m_host, &EngineHost::shutdownFinished, this, &Hub::shutdownFinished);
}

Hub::~Hub() = default;

void Hub::listen(const AcceptorOptions &options)
{
    m_host.post(StartServing{.acceptor = options, .behaviour = {}, .wantsMessages = true});
}

void Hub::send(const SessionId &client, OutgoingMessage message, std::uint64_t requestId)
{
    m_host.post(SendMessage{client, std::move(message), requestId});
}

void Hub::broadcast(OutgoingMessage message)
{
    m_host.post(Broadcast{std::move(message)});
}

void Hub::disconnectClient(const SessionId &client, int code)
{
    m_host.post(DisconnectClient{client, code});
}

void Hub::shutdown(Duration timeout)
{
    m_host.shutdown(timeout);
}

} // namespace Breakwater
