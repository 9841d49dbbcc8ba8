// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/bench_sessions_crowd.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>
#include <QtWebSockets/QWebSocket>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

namespace Breakwater::Bench {

namespace {

constexpr int atOnce = 10; // each waits for the others' handshakes
constexpr int patience = 300'000;

void say(const char *word)
{
    std::puts(word);
    std::fflush(stdout);
}

//! The clients, in their process.
class Clients final : public QObject
{
public:
    Clients(const QUrl &server, int count) : m_server(server), m_count(count)
    {
        connect(&m_input, &QSocketNotifier::activated, this, &Clients::onInput);
        for (int i = 0; i < std::min(atOnce, count); ++i)
            dial();
    }

private:
    void dial()
    {
        auto &socket = *m_sockets.emplace_back(std::make_unique<QWebSocket>());
        connect(&socket, &QWebSocket::connected, this, [this] { onConnected(); });
        // Sent away: the server was too slow for its own deadline.
        connect(&socket, &QWebSocket::stateChanged, this,
                [this, &socket](QAbstractSocket::SocketState state) {
                    if (state == QAbstractSocket::UnconnectedState && m_here < m_count)
                        QTimer::singleShot(100, &socket,
                                           [this, &socket] { socket.open(m_server); });
                });
        connect(&socket, &QWebSocket::textMessageReceived, this, [this] {
            if (++m_heard == m_count)
                say("heard");
        });
        socket.open(m_server);
    }

    void onConnected()
    {
        if (static_cast<int>(m_sockets.size()) < m_count)
            dial();
        if (++m_here == m_count)
            say("here");
    }

    void onInput()
    {
        char command = 0;
        if (::read(STDIN_FILENO, &command, 1) != 1)
            return QCoreApplication::quit();
        if (command == 't') {
            m_heard = 0;
            for (const auto &socket : m_sockets)
                socket->sendTextMessage(QStringLiteral("a text of forty-eight bytes, as a client "
                                                       "sends"));
        } else if (command == 'v') {
            for (const auto &socket : m_sockets)
                socket->abort();
            say("gone");
        }
    }

    const QUrl m_server;
    const int m_count;
    QSocketNotifier m_input{STDIN_FILENO, QSocketNotifier::Read};
    std::vector<std::unique_ptr<QWebSocket>> m_sockets;
    int m_here = 0;
    int m_heard = 0;
};

} // namespace

Crowd::~Crowd()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished(5000);
}

QString Crowd::come(const QUrl &server, int count)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--crowd"), server.toString(), QString::number(count)});
    return ask({}, "here");
}

QString Crowd::talk()
{
    return ask("t", "heard");
}

QString Crowd::vanish()
{
    return ask("v", "gone");
}

QString Crowd::ask(const QByteArray &command, const QByteArray &answer)
{
    m_process.write(command);
    // The server is in this process: its events have to be handled meanwhile.
    QEventLoop loop;
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        m_said += m_process.readAllStandardOutput();
        if (m_said.contains(answer) || m_process.state() == QProcess::NotRunning)
            loop.quit();
    });
    poll.start(50);
    loop.exec();
    if (m_said.contains(answer))
        return {};
    return QStringLiteral("the clients never said \"%1\"").arg(QString::fromUtf8(answer));
}

int Crowd::run(const QUrl &server, int count)
{
    Clients clients(server, count);
    return QCoreApplication::exec();
}

} // namespace Breakwater::Bench
