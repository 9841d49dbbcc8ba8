// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The other side of a link, a process of its own: counts messages as fast as a socket can be read,
// so that it is never what is waited for. Answers pings, keeps nothing, and under the path /echo
// sends every message back. Says "listening PORT" first and "counted N" when a link has ended.
//
// endtoend_sink raw CPU [CERTIFICATE KEY]    over POSIX and OpenSSL alone
// endtoend_sink qt CPU                       over QWebSocketServer

#include <benchmarks/bench_endtoend_machine.h>
#include <benchmarks/bench_endtoend_stream.h>

#include <QtCore/QByteArray>
#include <QtCore/QCoreApplication>
#include <QtCore/QCryptographicHash>
#include <QtCore/QtEndian>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketServer>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <thread>
#include <vector>

using namespace Breakwater::Bench;

namespace {

constexpr std::size_t roomForFrames = 512 * 1024;
constexpr std::size_t longestHeader = 14;

void sayCounted(qint64 messages)
{
    std::printf("counted %lld\n", static_cast<long long>(messages));
    std::fflush(stdout);
}

//! Reads the frames of one link: counts messages, answers pings.
class FrameCounter final
{
public:
    FrameCounter(Stream &stream, bool echoes) : m_stream(stream), m_echoes(echoes) { }

    //! Until the link ends.
    void run()
    {
        while (m_open && readMore()) { // ends first after a Close: clients wait for that
            while (takeFrame()) { }
            std::memmove(m_bytes.data(), m_bytes.data() + m_begin, m_end - m_begin);
            m_end -= m_begin;
            m_begin = 0;
        }
    }
    qint64 messages() const { return m_messages; }

private:
    enum Opcode { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

    bool readMore()
    {
        const long got = m_stream.read(m_bytes.data() + m_end, m_bytes.size() - m_end);
        m_end += static_cast<std::size_t>(std::max(got, 0L));
        return got > 0;
    }

    //! False when the next frame is not whole yet.
    bool takeFrame()
    {
        const auto *head = reinterpret_cast<const unsigned char *>(m_bytes.data() + m_begin);
        const std::size_t available = m_end - m_begin;
        if (available < 2)
            return false;
        std::size_t length = head[1] & 0x7fU;
        std::size_t header = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (available < header)
            return false;
        if (length == 126)
            length = qFromBigEndian<quint16>(head + 2);
        else if (length == 127)
            length = qFromBigEndian<quint64>(head + 2);
        header += (head[1] & 0x80U) != 0 ? 4 : 0;
        if (available < header + length)
            return false;
        handle(head, header, length);
        m_begin += header + length;
        return true;
    }

    void handle(const unsigned char *frame, std::size_t header, std::size_t length)
    {
        const int opcode = frame[0] & 0x0f;
        if (opcode <= Binary)
            m_messages += frame[0] >> 7;
        if (opcode == Ping || opcode == Close || (m_echoes && opcode <= Binary))
            answer(opcode == Ping ? Pong : opcode, frame, header, length);
        m_open = m_open && opcode != Close;
    }

    //! Sends the payload back, not masked; everything answered here is short.
    void answer(int opcode, const unsigned char *frame, std::size_t header, std::size_t length)
    {
        m_answer.resize(length < 126 ? 2 : 4);
        m_answer[0] = static_cast<char>(0x80 | opcode);
        m_answer[1] = static_cast<char>(length < 126 ? length : 126);
        if (length >= 126)
            qToBigEndian(static_cast<quint16>(length), m_answer.data() + 2);
        const unsigned char *mask = frame + header - 4;
        for (std::size_t i = 0; i < length; ++i)
            m_answer.push_back(static_cast<char>(frame[header + i] ^ mask[i % 4]));
        m_stream.write(m_answer.data(), m_answer.size());
    }

    Stream &m_stream;
    const bool m_echoes;
    std::vector<char> m_bytes = std::vector<char>(roomForFrames);
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::vector<char> m_answer;
    qint64 m_messages = 0;
    bool m_open = true;
};

//! The request's first line; empty when there was no handshake.
QByteArray shakeHands(Stream &stream)
{
    QByteArray request;
    char byte = 0;
    while (!request.endsWith("\r\n\r\n") && stream.read(&byte, 1) == 1)
        request += byte;
    const QByteArray name = "sec-websocket-key: ";
    const qsizetype at = request.toLower().indexOf(name);
    if (at < 0)
        return {};
    const qsizetype from = at + name.size();
    const QByteArray key = request.mid(from, request.indexOf('\r', from) - from);
    const QByteArray accept = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                       QCryptographicHash::Sha1)
                                  .toBase64();
    const QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                              "Connection: Upgrade\r\nSec-WebSocket-Accept: "
        + accept + "\r\n\r\n";
    stream.write(answer.constData(), static_cast<std::size_t>(answer.size()));
    return request.left(request.indexOf('\r'));
}

void serve(int descriptor, SSL_CTX *tls)
{
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Stream stream(descriptor, tls);
    const QByteArray request = shakeHands(stream);
    if (request.isEmpty())
        return;
    FrameCounter counter(stream, request.contains("/echo"));
    counter.run();
    sayCounted(counter.messages());
}

//! The listening socket, on any port of loopback; less than 0 when there is none.
int listenAnywhere()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (listener < 0 || ::bind(listener, generic, size) != 0 || ::listen(listener, 8) != 0
        || ::getsockname(listener, generic, &size) != 0)
        return -1;
    std::printf("listening %d counting\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return listener;
}

int runRaw(const QStringList &arguments)
{
    std::signal(SIGPIPE, SIG_IGN);
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> tls(nullptr, SSL_CTX_free);
    if (arguments.size() == 2) {
        tls.reset(SSL_CTX_new(TLS_server_method()));
        const QByteArray certificate = arguments[0].toLocal8Bit();
        const QByteArray key = arguments[1].toLocal8Bit();
        if (SSL_CTX_use_certificate_chain_file(tls.get(), certificate.constData()) != 1
            || SSL_CTX_use_PrivateKey_file(tls.get(), key.constData(), SSL_FILETYPE_PEM) != 1)
            return 2;
    }
    const int listener = listenAnywhere();
    if (listener < 0)
        return 2;
    for (int link = 0; (link = ::accept(listener, nullptr, nullptr)) >= 0;)
        std::thread(serve, link, tls.get()).detach();
    return 2;
}

int runQt()
{
    QWebSocketServer server(QString(), QWebSocketServer::NonSecureMode);
    if (!server.listen(QHostAddress::LocalHost))
        return 2;
    QObject::connect(&server, &QWebSocketServer::newConnection, &server, [&server] {
        QWebSocket *link = server.nextPendingConnection();
        auto count = std::make_shared<qint64>(0);
        QObject::connect(link, &QWebSocket::binaryMessageReceived, link, [count] { *count += 1; });
        QObject::connect(link, &QWebSocket::disconnected, link, [link, count] {
            sayCounted(*count);
            link->deleteLater();
        });
    });
    std::printf("listening %d QWebSocketServer\n", server.serverPort());
    std::fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    pinToCpu(arguments.value(2, QStringLiteral("-1")).toInt());
    return arguments.value(1) == QStringLiteral("qt") ? runQt() : runRaw(arguments.mid(3));
}
