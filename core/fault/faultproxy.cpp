// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultproxy.h>

#include <core/base/text.h>
#include <core/fault/faultlink.h>

#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration resumeAfter = std::chrono::milliseconds(500);

Expected<QHostAddress> loopback(const QString &host)
{
    const bool isBracketed = host.startsWith(u'[') && host.endsWith(u']');
    const QHostAddress address = host == "localhost"_L1
        ? QHostAddress(QHostAddress::LocalHost)
        : QHostAddress(isBracketed ? host.mid(1, host.size() - 2) : host);
    if (address.isLoopback())
        return address;
    return Unexpected<>(Error{ErrorKind::BadArgument,
                              u"Cannot listen on '%1': faults are for this machine only, on a "
                              "loopback address such as 127.0.0.1."_qs.arg(sanitised(host))});
}

} // namespace

FaultProxy::FaultProxy(const FaultPlan &plan, TimeSystem &time, RandomSource &random)
    : m_world{.time = time, .plan = plan},
      m_seed(plan.seed ? *plan.seed : random.next() >> 32), // short enough to be typed
      m_random(m_seed), m_resume(time.createTimer([this] {
          if (m_server)
              m_server->resumeAccepting();
      }))
{ }

FaultProxy::~FaultProxy()
{
    close();
}

Expected<quint16> FaultProxy::listen(const FaultProxyOptions &options)
{
    close();
    const auto address = loopback(options.host);
    if (!address)
        return Unexpected<>(address.error());
    m_options = options;
    auto server = std::make_unique<QTcpServer>();
    connect(server.get(), &QTcpServer::newConnection, this, &FaultProxy::onNewConnection);
    // Out of descriptors, say: Qt pauses, and would pause for ever.
    connect(server.get(), &QTcpServer::acceptError, this,
            [this] { m_resume->startAt(m_world.time.now() + resumeAfter); });
    if (!server->listen(*address, options.port))
        return Unexpected<>(Error{ErrorKind::Network,
                                  u"Cannot listen on %1 port %2: %3."_qs.arg(options.host)
                                      .arg(options.port)
                                      .arg(server->errorString())});
    m_server = std::move(server);
    m_options.port = m_server->serverPort();
    return m_options.port;
}

void FaultProxy::close()
{
    m_resume->stop();
    if (!m_server)
        return;
    m_server->disconnect(this);
    m_server->close();
    m_server.release()->deleteLater(); // perhaps called from within its newConnection()
}

bool FaultProxy::isListening() const
{
    return m_server && m_server->isListening();
}

void FaultProxy::setTarget(const QString &host, quint16 port)
{
    m_options.targetHost = host;
    m_options.targetPort = port;
}

void FaultProxy::setPlan(const FaultPlan &plan)
{
    m_world.plan = plan;
    forEachLink([](FaultLink &link) { link.pump(); });
}

void FaultProxy::strike(const LinkFault &fault)
{
    forEachLink([&](FaultLink &link) { link.strike(fault); });
}

void FaultProxy::setBlackhole(bool isOn)
{
    m_world.isBlackhole = isOn;
    if (!isOn)
        forEachLink([](FaultLink &link) { link.heal(FaultKind::Blackhole); });
}

void FaultProxy::setHalfOpen(bool isOn)
{
    m_world.isHalfOpen = isOn;
    if (!isOn)
        forEachLink([](FaultLink &link) { link.heal(FaultKind::HalfOpen); });
}

void FaultProxy::setPongLoss(double share)
{
    m_world.plan.down.dropPongs = share;
}

void FaultProxy::setAnswersPings(bool isOn)
{
    m_world.plan.up.answerPings = isOn;
}

void FaultProxy::onStrike(std::function<void(const LinkFault &, const QString &)> listener)
{
    m_world.struck = std::move(listener);
}

void FaultProxy::onNewConnection()
{
    while (m_server && m_server->hasPendingConnections())
        admit(std::unique_ptr<QTcpSocket>(m_server->nextPendingConnection()));
}

void FaultProxy::admit(std::unique_ptr<QTcpSocket> client)
{
    client->setParent(nullptr); // it survives the server
    if (connections() >= m_options.maxConnections) {
        ++m_world.counts.turnedAway;
        return;
    }
    ++m_world.counts.connections;
    m_links.push_back(std::make_unique<FaultLink>(std::move(client), m_world, m_random,
                                                  [this](FaultLink &link) { linkEnded(link); }));
    m_links.back()->connectTo(m_options.targetHost, m_options.targetPort);
}

void FaultProxy::linkEnded(FaultLink &ended)
{
    const auto it = std::ranges::find(m_links, &ended, &std::unique_ptr<FaultLink>::get);
    if (it == m_links.end())
        return;
    it->release()->deleteLater(); // it is on the stack
    m_links.erase(it);
}

//! Links that end meanwhile are deleted later.
void FaultProxy::forEachLink(const std::function<void(FaultLink &)> &call)
{
    std::vector<FaultLink *> links;
    for (const auto &link : m_links)
        links.push_back(link.get());
    for (FaultLink *link : links)
        call(*link);
}

} // namespace Breakwater
