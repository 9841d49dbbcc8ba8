// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientregistry.h>

#include <core/base/logging.h>
#include <core/serve/clientconfig.h>
#include <core/serve/hello.h>

// How clients come and go; what is seen of them stands in clientfigures.cpp.

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! What became of the messages of clients is counted, not listed: nobody asks this journal.
constexpr std::size_t journalSize = 1;

} // namespace

ClientRegistry::ClientRegistry(const StabilityConfig &config, const World &world)
    : m_world(world), m_config(clientConfigOf(config)), m_journal(journalSize),
      m_sessions(m_config,
                 SessionWorld{.time = world.time,
                              .random = world.random,
                              .transports = m_noDialling,
                              .observer = *this,
                              .budget = world.budget,
                              .journal = m_journal}),
      m_tokens(*world.secrets), m_removal(world.time.createTimer([this] { removeEnded(); })),
      m_cleanup(world.time.createTimer([this] { sweep(); })), m_lastCleanup(world.time.now())
{
    armCleanup();
}

ClientRegistry::~ClientRegistry() = default;

void ClientRegistry::adopt(const IncomingRequest &request, const AcceptorListener::Adopt &adopt)
{
    const bool speaks = request.subprotocol == QStringView(subprotocol);
    Session *known = resumable(request);
    Session &session = known ? *known : createSession();
    const QByteArray token = speaks ? m_tokens.make() : QByteArray();
    const QByteArray greeting
        = speaks ? helloFrame(session.id(), token, m_world.time.wallNow()) : QByteArray();
    if (!session.adopt(adopt, request.peer, greeting)) {
        qCInfo(bwServe).noquote() << u"Client %1 was sent away: its breaker is forced open."_qs.arg(
            session.id().value);
        return;
    }
    if (speaks)
        m_tokens.give(token, session.id());
    m_accepted += 1;
    m_resumed += known ? 1 : 0;
    m_world.listener.clientCame(session.id(), known != nullptr);
}

Session *ClientRegistry::resumable(const IncomingRequest &request) const
{
    if (request.subprotocol != QStringView(subprotocol))
        return nullptr;
    const auto id = m_tokens.find(resumeTokenIn(request.query));
    return id ? find(*id) : nullptr;
}

Session &ClientRegistry::createSession()
{
    const SessionId id{u"client-%1"_qs.arg(++m_lastNumber, 8, 10, QLatin1Char('0'))};
    Session &session = m_sessions.create(id, id.value);
    m_clients.try_emplace(&session, session);
    return session;
}

std::int64_t ClientRegistry::broadcast(const OutgoingMessage &message, const SessionId *except)
{
    std::int64_t taken = 0;
    for (const auto &[id, session] : m_sessions.all()) {
        if (session->isUp() && (!except || id != *except))
            taken += session->send(message).isAccepted() ? 1 : 0;
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
    m_sessions.configure(m_config);
    armCleanup();
}

void ClientRegistry::sessionChanged(Session &session)
{
    const auto found = m_clients.find(&session);
    if (found == m_clients.end())
        return; // it is being removed
    setHere(found->second, !session.isClosed() && session.connection() != ConnectionState::Away);
    if (session.isClosed()) {
        m_tokens.revoke(session.id());
        m_idle.remove(found->second);
        m_ended.push_back(&session);
        m_removal->startAt(m_world.time.now());
    }
    m_world.listener.clientsChanged();
}

void ClientRegistry::setHere(Client &client, bool isHere)
{
    if (client.isHere == isHere)
        return;
    client.isHere = isHere;
    m_connected += isHere ? 1 : -1;
    if (isHere)
        return m_idle.remove(client);
    m_idle.append(client, m_world.time.now());
    if (m_idle.size() > mostAway())
        m_removal->startAt(m_world.time.now()); // not from within the session's own call
    m_world.listener.clientLeft(client.session.id());
}

void ClientRegistry::removeEnded()
{
    for (const Session *session : std::exchange(m_ended, {})) {
        const auto found = m_clients.find(session);
        if (found != m_clients.end())
            remove(found->second);
    }
    boundAway();
}

std::size_t ClientRegistry::mostAway() const
{
    return mostAwayPerClient * static_cast<std::size_t>(m_config.limits.clients);
}

void ClientRegistry::boundAway()
{
    while (m_idle.size() > mostAway())
        cleanUp(static_cast<Client &>(*m_idle.takeOldest(m_world.time.now())));
}

void ClientRegistry::remove(Client &client)
{
    Session &session = client.session;
    const SessionId id = session.id();
    m_idle.remove(client);
    m_connected -= client.isHere ? 1 : 0;
    m_tokens.revoke(id);
    m_clients.erase(&session);
    m_departed.merge(session.meter().set().thisPeriod);
    m_sessions.remove(id);
}

void ClientRegistry::cleanUp(Client &client)
{
    m_cycle.bytesFreed += static_cast<std::uint64_t>(client.session.footprint());
    m_cycle.clientsRemoved += 1;
    remove(client);
}

CleanupCycle ClientRegistry::sweep()
{
    const TimeSample began = m_world.time.sample();
    std::vector<IdleList::Node *> waiting;
    while (auto *idle = m_idle.takeOldest(began.monotonic - m_config.metrics.clientMetricsTtl)) {
        auto &client = static_cast<Client &>(*idle);
        if (client.session.ledger().isEmpty())
            cleanUp(client);
        else
            waiting.push_back(idle);
    }
    for (auto *idle : waiting)
        m_idle.append(*idle, began.monotonic);
    m_lastCleanup = m_world.time.now();
    m_cycle.at = began.wall;
    m_cycle.duration = m_lastCleanup - began.monotonic;
    armCleanup();
    return m_log.add(std::exchange(m_cycle, {}));
}

void ClientRegistry::armCleanup()
{
    m_cleanup->startAt(m_lastCleanup + m_config.metrics.cleanupInterval);
}

} // namespace Breakwater
