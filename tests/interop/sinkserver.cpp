// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/sinkserver.h>

#include <QtCore/QFile>
#include <QtNetwork/QTcpServer>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

namespace {

//! Of each message, so that the server is hit at work and not while it waits.
const QStringList busy{u"--work-us"_qs, u"60"_qs};

} // namespace

SinkServer::SinkServer(const KillPlan &plan, std::uint64_t seed)
    : m_plan(plan), m_random(seed), m_proxyRandom(seed)
{
    const QStringList arguments{u"--port"_qs, QString::number(quietPort()), u"--log"_qs,
                                m_folder.filePath(u"stored"_qs)};
    m_server = std::make_unique<PeerProcess>(
        peerCommand(plan.peer, u"sink"_qs, arguments + busy + plan.sinkOptions));
}

std::optional<quint16> SinkServer::start()
{
    if (!m_server->start())
        return {};
    return m_plan.faults.isEmpty() ? m_server->port() : startProxy();
}

std::optional<quint16> SinkServer::startProxy()
{
    const auto faults = FaultPlan::fromText(m_plan.faults);
    if (!faults) {
        m_said = faults.error().message;
        return {};
    }
    m_proxy = std::make_unique<FaultProxy>(*faults, m_time, m_proxyRandom);
    const auto port = m_proxy->listen({.port = quietPort(), .targetPort = m_server->port()});
    if (!port) {
        m_said = port.error().message;
        return {};
    }
    return *port;
}

bool SinkServer::replace()
{
    m_server->kill();
    return m_server->launch();
}

void SinkServer::revive()
{
    if (!m_server->isRunning())
        m_server->launch();
}

std::vector<std::int64_t> SinkServer::stored() const
{
    std::vector<std::int64_t> result;
    QFile file(m_folder.filePath(u"stored"_qs));
    if (!file.open(QIODevice::ReadOnly))
        return result;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (!line.isEmpty())
            result.push_back(line.toLongLong());
    }
    return result;
}

//! Below the ports that the kernel gives to clients: while the server is dead, none can take its
//! place, least of all our own dialling.
quint16 SinkServer::quietPort()
{
    for (int attempt = 0; attempt < 100; ++attempt) {
        const auto port
            = static_cast<quint16>(std::uniform_int_distribution(15000, 31000)(m_random));
        if (QTcpServer server; server.listen(QHostAddress::LocalHost, port))
            return port;
    }
    return 0;
}

} // namespace Breakwater::Test
