// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/loopbacksink.h>

#include <QtCore/QByteArray>
#include <QtCore/QCryptographicHash>
#include <QtCore/QRegularExpression>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace Breakwater::Bench {

namespace {

constexpr std::size_t bufferBytes = 256 * 1024;
constexpr unsigned char pingCode = 0x9;
constexpr unsigned char pongFirstByte = 0x8a;

bool sendAll(int socket, const char *bytes, std::size_t count)
{
    while (count > 0) {
        const ssize_t sent = ::send(socket, bytes, count, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes += sent;
        count -= static_cast<std::size_t>(sent);
    }
    return true;
}

//! A client's frame, as far as it has to be understood.
struct Header
{
    unsigned char code = 0;
    bool isLast = false;
    std::size_t headBytes = 0; //!< with the mask; 0: not all of it is there
    std::size_t payload = 0;
    const unsigned char *mask = nullptr;

    static Header read(const unsigned char *at, std::size_t available)
    {
        Header header;
        if (available < 2)
            return header;
        header.code = at[0] & 0x0f;
        header.isLast = (at[0] & 0x80) != 0;
        header.payload = at[1] & 0x7f;
        const std::size_t more = header.payload == 126 ? 2 : header.payload == 127 ? 8 : 0;
        if (available < 2 + more + 4)
            return header;
        if (more > 0)
            header.payload = 0;
        for (std::size_t i = 0; i < more; ++i)
            header.payload = header.payload << 8U | at[2 + i];
        header.mask = at + 2 + more;
        header.headBytes = 2 + more + 4;
        return header;
    }
};

bool answerPing(int socket, const Header &ping, const unsigned char *payload)
{
    std::array<char, 2 + 125> pong{};
    pong[0] = static_cast<char>(pongFirstByte);
    pong[1] = static_cast<char>(ping.payload);
    for (std::size_t i = 0; i < ping.payload; ++i)
        pong[2 + i] = static_cast<char>(payload[i] ^ ping.mask[i % 4]);
    return sendAll(socket, pong.data(), 2 + ping.payload);
}

} // namespace

LoopbackSink::LoopbackSink() : m_listener(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *plain = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, plain, length) != 0 || ::listen(m_listener, 1) != 0
        || ::getsockname(m_listener, plain, &length) != 0)
        return;
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

LoopbackSink::~LoopbackSink()
{
    ::shutdown(m_listener, SHUT_RDWR); // accept() and recv() return
    if (m_client >= 0)
        ::shutdown(m_client, SHUT_RDWR);
    if (m_thread.joinable())
        m_thread.join();
    ::close(m_listener);
    if (m_client >= 0)
        ::close(m_client);
}

void LoopbackSink::serve()
{
    m_client = ::accept(m_listener, nullptr, nullptr);
    if (m_client >= 0 && upgrade(m_client))
        count(m_client);
}

bool LoopbackSink::upgrade(int socket) const
{
    QByteArray request;
    std::array<char, 4096> buffer{};
    while (!request.contains("\r\n\r\n")) {
        const ssize_t got = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (got <= 0)
            return false;
        request.append(buffer.data(), got);
    }
    static const QRegularExpression line(QStringLiteral("Sec-WebSocket-Key: *(\\S+)"),
                                         QRegularExpression::CaseInsensitiveOption);
    const QByteArray key = line.match(QString::fromLatin1(request)).captured(1).toLatin1();
    const QByteArray proof = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                      QCryptographicHash::Sha1);
    const QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                              "Connection: Upgrade\r\nSec-WebSocket-Accept: "
        + proof.toBase64() + "\r\n\r\n";
    return sendAll(socket, answer.constData(), static_cast<std::size_t>(answer.size()));
}

void LoopbackSink::count(int socket)
{
    std::vector<unsigned char> buffer(bufferBytes);
    std::size_t held = 0; // of a frame that is not all there
    std::size_t skip = 0; // of a message that nobody reads
    while (true) {
        const ssize_t got = ::recv(socket, buffer.data() + held, buffer.size() - held, 0);
        if (got <= 0)
            return;
        held += static_cast<std::size_t>(got);
        std::size_t at = std::min(skip, held);
        skip -= at;
        std::int64_t found = 0;
        while (at < held) {
            const Header header = Header::read(buffer.data() + at, held - at);
            const bool isControl = header.code >= 8;
            if (header.headBytes == 0
                || (isControl && held - at < header.headBytes + header.payload))
                break;
            const unsigned char *payload = buffer.data() + at + header.headBytes;
            if (header.code == pingCode && !answerPing(socket, header, payload))
                return;
            found += !isControl && header.isLast ? 1 : 0;
            const std::size_t whole = header.headBytes + header.payload;
            const std::size_t here = std::min(whole, held - at);
            skip = whole - here;
            at += here;
        }
        m_messages += found;
        std::memmove(buffer.data(), buffer.data() + at, held - at);
        held -= at;
    }
}

} // namespace Breakwater::Bench
