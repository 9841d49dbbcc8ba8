// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/echoserver.h>

#include <QtCore/QFile>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

namespace {

// Set by CMake.
const QString peersFolder = QStringLiteral(BREAKWATER_INTEROP_PEERS);

} // namespace

EchoServer::EchoServer(const Options &options)
    : m_options(options), m_peer(std::make_unique<PeerProcess>(peerCommand()))
{ }

PeerProcess::Command EchoServer::peerCommand() const
{
    QStringList arguments{u"--port"_qs, QString::number(m_options.port)};
    if (m_options.tls && !m_options.isBehindNginx)
        arguments
            += {u"--cert"_qs, m_options.tls->certificateFile, u"--key"_qs, m_options.tls->keyFile};
    if (!m_options.log.isEmpty())
        arguments += {u"--log"_qs, m_options.log};

    return Test::peerCommand(m_options.peer, u"echo"_qs, arguments);
}

bool EchoServer::start()
{
    return m_peer->start() && (!m_options.isBehindNginx || startNginx());
}

bool EchoServer::startNginx()
{
    // The port may be taken between asking for a free one and using it: then another one.
    for (int attempt = 0; attempt < 3; ++attempt) {
        const quint16 port = PeerProcess::freePort();
        const PeerProcess::Command command{
            u"/usr/sbin/nginx"_qs,
            {u"-p"_qs, m_folder.path(), u"-c"_qs, m_folder.filePath(u"nginx.conf"_qs)},
            {}};
        m_nginx = std::make_unique<PeerProcess>(command);
        if (writeNginxConfig(port) && m_nginx->startOn(port))
            return true;
    }
    return false;
}

bool EchoServer::writeNginxConfig(quint16 port) const
{
    QFile source(peersFolder + u"/nginx.conf.in"_qs);
    QFile target(m_folder.filePath(u"nginx.conf"_qs));
    if (!source.open(QIODevice::ReadOnly) || !target.open(QIODevice::WriteOnly))
        return false;
    QByteArray ssl;
    if (m_options.tls)
        ssl = " ssl;\n        ssl_certificate " + m_options.tls->certificateFile.toUtf8()
            + ";\n        ssl_certificate_key " + m_options.tls->keyFile.toUtf8();
    return target.write(source.readAll()
                            .replace("@DIR@", m_folder.path().toUtf8())
                            .replace("@PORT@", QByteArray::number(port))
                            .replace("@SSL@", ssl)
                            .replace("@UPSTREAM@", QByteArray::number(m_peer->port())))
        > 0;
}

QString EchoServer::failure()
{
    return m_peer->said() + (m_nginx ? m_nginx->said() : QString());
}

QString EchoServer::url(const QString &host) const
{
    return u"%1://%2:%3/"_qs.arg(m_options.tls ? u"wss"_qs : u"ws"_qs, host)
        .arg(m_options.isBehindNginx ? m_nginx->port() : m_peer->port());
}

} // namespace Breakwater::Test
