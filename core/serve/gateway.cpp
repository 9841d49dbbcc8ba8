// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/gateway.h>

#include <core/base/logging.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <cmath>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

QUrl urlOf(const AcceptorOptions &acceptor)
{
    QUrl url;
    url.setScheme(acceptor.tls ? u"wss"_qs : u"ws"_qs);
    url.setHost(acceptor.host);
    url.setPort(acceptor.port);
    url.setPath(u"/"_qs);
    return url;
}

} // namespace

Gateway::Gateway(const StabilityConfig &config, TimeSystem &time, RandomSource &random,
                 ClientListener *listener)
    : m_time(time), m_listener(listener),
      m_registry(config, {.time = time, .random = random, .listener = *this}),
      m_stream(config, time), m_acceptor(config, time, *this),
      m_traffic(time.createTimer([this] { onTraffic(); }))
{ }

Gateway::~Gateway() = default;

AcceptorOptions Gateway::doorRules() const
{
    AcceptorOptions rules = m_wanted;
    rules.subprotocols = {QString::fromUtf16(ClientRegistry::subprotocol),
                          QString::fromUtf16(MetricsStream::subprotocol)};
    return rules;
}

Expected<QUrl> Gateway::start(const AcceptorOptions &acceptor, const GatewayBehaviour &behaviour)
{
    m_wanted = acceptor;
    const auto port = m_acceptor.listen(doorRules());
    if (!port)
        return Unexpected<>(port.error());
    m_wanted.port = *port;
    m_isSilent = false;
    setBehaviour(behaviour);
    return urlOf(m_wanted);
}

void Gateway::setBehaviour(const GatewayBehaviour &behaviour)
{
    m_behaviour = behaviour;
    startTraffic();
}

void Gateway::configure(const StabilityConfig &config)
{
    m_registry.configure(config);
    m_stream.configure(config);
    m_acceptor.configure(config, doorRules());
}

ServingSnapshot Gateway::withOurs(ServingSnapshot result) const
{
    if (m_acceptor.isListening())
        result.url = urlOf(m_wanted).toString();
    result.counters = m_counters;
    result.refused = m_acceptor.refused();
    result.subscribers = m_stream.subscribers();
    result.framesSkipped = m_stream.framesSkipped();
    return result;
}

void Gateway::stopListening()
{
    m_acceptor.close();
    m_traffic->stop();
}

void Gateway::goDown(int closeCode, const QString &reason)
{
    stopListening();
    m_registry.closeAll(closeCode, reason);
    m_stream.closeAll(closeCode, reason);
}

void Gateway::breakDown()
{
    stopListening();
    m_registry.breakAll();
    m_stream.breakAll();
}

Expected<void> Gateway::comeBack(bool isWarming)
{
    m_isSilent = false;
    const auto port = m_acceptor.listen(doorRules());
    if (!port)
        return Unexpected<>(port.error());
    if (isWarming)
        m_acceptor.pause();
    startTraffic();
    return {};
}

void Gateway::warmedUp()
{
    m_acceptor.resume();
}

void Gateway::clientArrived(const IncomingRequest &request, const Adopt &adopt)
{
    qCInfo(bwServe).noquote() << u"A client connected from %1."_qs.arg(request.peer);
    const bool asksForStream = request.path == QStringView(MetricsStream::path);
    if (asksForStream && request.subprotocol == QStringView(ClientRegistry::subprotocol))
        return; // it has been promised a session, and there is none here
    if (asksForStream || request.subprotocol == QStringView(MetricsStream::subprotocol))
        return m_stream.adopt(request, adopt);
    m_registry.adopt(request, adopt);
}

void Gateway::clientCame(const SessionId &client, bool resumed)
{
    if (m_listener)
        m_listener->clientCame(client, resumed);
}

void Gateway::clientLeft(const SessionId &client)
{
    if (m_listener)
        m_listener->clientLeft(client);
}

void Gateway::clientMessage(const SessionId &client, const QByteArray &payload, PayloadKind kind)
{
    m_counters.received += 1;
    m_counters.receivedBytes += static_cast<std::uint64_t>(payload.size());
    if (m_isSilent) {
        m_counters.unanswered += 1;
        return;
    }
    answer(client, {.payload = payload, .kind = kind});
    if (m_listener)
        m_listener->clientMessage(client, payload, kind);
}

void Gateway::clientEvent(const SessionId &client, Severity severity, const QString &source,
                          const QString &title, const QString &detail)
{
    if (m_listener)
        m_listener->clientEvent(client, severity, source, title, detail);
}

void Gateway::answer(const SessionId &client, const OutgoingMessage &message)
{
    if (m_behaviour.broadcast)
        m_counters.broadcast += static_cast<std::uint64_t>(m_registry.broadcast(message, &client));
    Session *session = m_behaviour.echo ? m_registry.find(client) : nullptr;
    if (!session)
        return;
    OutgoingMessage echo = message;
    // To wait for somebody who cannot come back would be waste.
    echo.priority = m_registry.canReturn(client) ? Priority::Critical : Priority::BestEffort;
    ++(session->send(std::move(echo)).isAccepted() ? m_counters.echoed : m_counters.unanswered);
}

void Gateway::onTraffic()
{
    startTraffic();
    if (m_isSilent || clients() == 0)
        return;
    const qint64 unixMilliseconds = m_time.wallNow().time_since_epoch().count();
    const QJsonObject message{{u"sequence"_qs, static_cast<qint64>(++m_sequence)},
                              {u"time_ms"_qs, unixMilliseconds},
                              {u"clients"_qs, clients()}};
    m_counters.traffic += static_cast<std::uint64_t>(
        m_registry.broadcast({.payload = QJsonDocument(message).toJson(QJsonDocument::Compact),
                              .priority = Priority::BestEffort}));
}

void Gateway::startTraffic()
{
    if (m_behaviour.trafficPerSecond > 0 && m_acceptor.isListening())
        m_traffic->startAt(m_time.now()
                           + Duration(std::llround(1e9 / m_behaviour.trafficPerSecond)));
    else
        m_traffic->stop();
}

} // namespace Breakwater
