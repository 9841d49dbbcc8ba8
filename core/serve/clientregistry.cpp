// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientregistry.h>

#include <core/base/logging.h>
#include <core/serve/clientconfig.h>
#include <core/serve/hello.h>
#include <core/session/transitionnews.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! What became of the messages of clients is counted, not listed: nobody asks this journal.
constexpr std::size_t journalSize = 1;

std::int64_t budgetOf(const StabilityConfig &config)
{
    return config.queue.totalMaxBytes / 2;
}

ClientCleanup::Limits cleanupLimitsOf(const StabilityConfig &config)
{
    return {.ttl = config.metrics.clientMetricsTtl,
            .interval = config.metrics.cleanupInterval,
            .mostAway
            = ClientRegistry::mostAwayPerClient * static_cast<std::size_t>(config.limits.clients)};
}

} // namespace

ClientRegistry::ClientRegistry(const StabilityConfig &config, const World &world)
    : m_world(world), m_config(clientConfigOf(config)), m_budget(budgetOf(config)),
      m_journal(journalSize), m_sessions(m_config,
                                         SessionWorld{.time = world.time,
                                                      .random = world.random,
                                                      .transports = m_noDialling,
                                                      .observer = *this,
                                                      .budget = m_budget,
                                                      .journal = m_journal}),
      m_tokens(*world.secrets), m_cleanup(world.time, *this, cleanupLimitsOf(m_config))
{ }

ClientRegistry::~ClientRegistry() = default;

void ClientRegistry::adopt(const IncomingRequest &request, const AcceptorListener::Adopt &adopt)
{
    const bool speaks = request.subprotocol == QStringView(subprotocol);
    const QByteArray shown = speaks ? resumeTokenIn(request.query) : QByteArray();
    Session *known = speaks ? resumable(shown) : nullptr;
    Session &session = known ? *known : createSession();
    Client &client = m_clients.at(&session);
    const bool wasHere = client.isHere;
    const QByteArray token = speaks ? m_tokens.make() : QByteArray();
    const QByteArray greeting
        = speaks ? helloFrame(session.id(), token, m_world.time.wallNow()) : QByteArray();
    if (!session.adopt(adopt, request.peer, greeting)) {
        qCInfo(bwServe).noquote() << u"Client %1 was sent away: its breaker is forced open."_qs.arg(
            session.id().value);
        return;
    }
    client.openedBefore = session.meter().set().connections.opened;
    client.receivedBefore = session.meter().set().messages.received;
    if (speaks)
        m_tokens.renew(token, session.id(), shown);
    m_accepted += 1;
    m_resumed += known ? 1 : 0;
    if (wasHere)
        m_world.listener.clientLeft(session.id()); // its older socket
    m_world.listener.clientCame(session.id(), known != nullptr);
}

Session *ClientRegistry::resumable(const QByteArray &token)
{
    const auto id = m_tokens.find(token);
    Session *session = id ? find(*id) : nullptr;
    if (!session)
        return nullptr;
    if (wasHeard(m_clients.at(session)))
        m_tokens.settle(*id);
    return m_tokens.find(token) ? session : nullptr;
}

bool ClientRegistry::wasHeard(const Client &client)
{
    const MetricSet &counted = client.session.meter().set();
    const bool hasOpened = counted.connections.opened != client.openedBefore;
    return counted.messages.received != client.receivedBefore
        || (hasOpened && client.session.monitor().everAnswered());
}

Session &ClientRegistry::createSession()
{
    const SessionId id{u"client:%1"_qs.arg(++m_lastNumber, 8, 10, QLatin1Char('0'))};
    const SessionManager::Place place = m_sessions.create(id, id.value);
    m_clients.try_emplace(place->second.get(), place);
    return *place->second;
}

std::int64_t ClientRegistry::broadcast(const OutgoingMessage &message, const SessionId *except)
{
    std::int64_t taken = 0;
    for (const auto &[id, session] : m_sessions.all()) {
        if (!session->isUp() || (except && id == *except))
            continue;
        OutgoingMessage copy = message;
        if (!canReturn(id))
            copy.priority = Priority::BestEffort;
        taken += session->send(std::move(copy)).isAccepted() ? 1 : 0;
    }
    return taken;
}

void ClientRegistry::disconnect(const SessionId &client, int code, const QString &reason)
{
    m_tokens.revoke(client);
    if (Session *session = find(client))
        session->close(code, reason);
}

void ClientRegistry::closeAll(int code, const QString &reason)
{
    for (const auto &[id, session] : m_sessions.all())
        disconnect(id, code, reason);
}

void ClientRegistry::breakAll()
{
    for (const auto &[id, session] : m_sessions.all())
        session->breakLink(u"The link was broken here."_qs);
}

void ClientRegistry::configure(const StabilityConfig &config)
{
    m_config = clientConfigOf(config);
    m_budget.setLimit(budgetOf(config));
    m_sessions.configure(m_config);
    m_cleanup.configure(cleanupLimitsOf(m_config));
}

void ClientRegistry::sessionChanged(Session &session)
{
    const auto found = m_clients.find(&session);
    if (found == m_clients.end())
        return; // it is being removed
    setUp(found->second, session.isUp());
    setHere(found->second, !session.isClosed() && session.connection() != ConnectionState::Away);
    // It takes nothing more: whoever came back to it would be stuck.
    if (session.connection() == ConnectionState::Closing)
        m_tokens.revoke(session.id());
    if (session.isClosed()) {
        m_tokens.revoke(session.id());
        m_cleanup.ended(found->second);
    }
}

void ClientRegistry::setHere(Client &client, bool isHere)
{
    if (client.isHere == isHere)
        return;
    client.isHere = isHere;
    if (isHere)
        return m_cleanup.returned(client);
    m_cleanup.left(client);
    m_world.listener.clientLeft(client.session.id());
}

void ClientRegistry::setUp(Client &client, bool isUp)
{
    if (client.isUp == isUp)
        return;
    client.isUp = isUp;
    m_connected += isUp ? 1 : -1;
}

bool ClientRegistry::hasMessages(const Candidate &client) const
{
    return !sessionOf(client).ledger().isEmpty();
}

std::int64_t ClientRegistry::footprint(const Candidate &client) const
{
    return sessionOf(client).footprint();
}

void ClientRegistry::removeClient(Candidate &candidate, ClientCleanup::Reason why)
{
    auto &client = static_cast<Client &>(candidate);
    Q_ASSERT(why != ClientCleanup::Reason::Ended || client.session.isClosed());
    if (why == ClientCleanup::Reason::Crowding) {
        m_evictedMessages += client.session.ledger().gauges().messages();
        m_lastEvicted = client.session.id();
    }
    const SessionManager::Place place = client.place;
    m_cleanup.forget(client);
    setUp(client, false);
    m_tokens.revoke(client.session.id());
    m_clients.erase(&client.session);
    m_sessions.remove(place);
}

void ClientRegistry::sessionEvent(Session &session, Severity severity, const QString &source,
                                  const QString &title, const QString &detail)
{
    // Who comes, goes and answers late is told by numbers; of its link only what is lost for good.
    if (source == "connection"_L1 && severity != Severity::Error)
        return;
    if (const auto told = m_notices.take(m_world.time.now(), detail))
        m_world.listener.clientEvent(session.id(), severity, source, title, *told);
}

void ClientRegistry::sessionTransitioned(Session &session, const BreakerTransition &transition)
{
    const TransitionNews news = newsOf(transition);
    sessionEvent(session, news.severity, u"breaker"_qs, news.title, transition.detail);
}

void ClientRegistry::sessionSettled(Session &, MessageId, SendVerdict) { }

void ClientRegistry::sessionReceived(Session &session, const QByteArray &payload, PayloadKind kind)
{
    m_world.listener.clientMessage(session.id(), payload, kind);
}

void ClientRegistry::clientsRemoved()
{
    if (m_evictedMessages == 0)
        return;
    const QString lost
        = u"%1 messages for clients that are away were dropped: too many are away"_qs.arg(
            m_evictedMessages);
    const auto told = m_notices.take(m_world.time.now(), lost);
    if (!told)
        return; // said with the next
    m_evictedMessages = 0;
    m_world.listener.clientEvent(m_lastEvicted, Severity::Warning, u"cleanup"_qs,
                                 u"Clients were removed early"_qs, *told);
}

ServingSnapshot ClientRegistry::look(TimeSample at, bool withTable, const Strain &strain)
{
    if (withTable)
        m_figures.renewTable(at);
    return {.clients = static_cast<std::int64_t>(m_clients.size()),
            .connected = m_connected,
            .failing = strain.failing,
            .queued = strain.queued,
            .accepted = m_accepted,
            .resumed = m_resumed,
            .eventsLeftOut = m_notices.leftOut(),
            .cycles = m_cleanup.cycles(),
            .table = m_figures.table()};
}

} // namespace Breakwater
