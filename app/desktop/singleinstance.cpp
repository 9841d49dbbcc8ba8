// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/singleinstance.h>

#include <QtCore/QDataStream>
#include <QtNetwork/QLocalSocket>

using namespace Qt::StringLiterals;

namespace Breakwater::App {

namespace {

constexpr int patience = 2000; // milliseconds, at each step
constexpr qint64 longestMessage = 64 * 1024;

} // namespace

SingleInstance::SingleInstance(const QString &folder, QObject *parent)
    : QObject(parent), m_socket(folder + u"/breakwater.sock"_qs),
      m_lock(folder + u"/breakwater.lock"_qs)
{
    m_lock.setStaleLockTime(0); // only the end of its process frees it
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
}

bool SingleInstance::becomeFirst()
{
    if (!m_lock.tryLock())
        return false;
    QLocalServer::removeServer(m_socket); // what a crash left behind
    m_server.listen(m_socket);
    return true;
}

bool SingleInstance::handOver(const QStringList &arguments) const
{
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    if (!socket.waitForConnected(patience))
        return false;
    QByteArray message;
    QDataStream stream(&message, QIODevice::WriteOnly);
    stream << arguments << qgetenv("XDG_ACTIVATION_TOKEN");
    socket.write(message);
    return socket.waitForBytesWritten(patience) && socket.waitForReadyRead(patience);
}

void SingleInstance::onConnection()
{
    QLocalSocket *const socket = m_server.nextPendingConnection();
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        if (socket->bytesAvailable() > longestMessage)
            return socket->abort();
        QDataStream stream(socket);
        QStringList arguments;
        QByteArray token;
        stream.startTransaction();
        stream >> arguments >> token;
        if (!stream.commitTransaction())
            return;
        socket->write("1");
        socket->flush();
        Q_EMIT argumentsReceived(arguments, token);
    });
}

} // namespace Breakwater::App
