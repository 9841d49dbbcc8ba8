// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/sockethistory.h>

#include <core/base/text.h>

#include <QtCore/QRegularExpression>

#include <algorithm>
#include <array>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

using Closer = SocketHistory::Closer;
using Socket = QAbstractSocket;

EndReason rejected(int status, const QString &phrase)
{
    const QString words = phrase.isEmpty() ? QString() : u" (%1)"_qs.arg(phrase);
    EndReason result
        = endReason(EndKind::HandshakeRejected,
                    u"The server answered with HTTP status %1%2."_qs.arg(status).arg(words));
    result.httpStatus = status;
    return result;
}

//! QWebSocket has one error for all of these; only its text tells them apart.
EndReason fromHandshakeText(const QString &text)
{
    static const QRegularExpression status(u"http status code: (\\d{3}) \\((.*)\\)"_qs,
                                           QRegularExpression::CaseInsensitiveOption
                                               | QRegularExpression::DotMatchesEverythingOption);
    if (const auto match = status.match(text); match.hasMatch())
        return rejected(match.capturedView(1).toInt(), match.captured(2));
    if (text.contains("Unknown error condition"_L1)
        || text.contains("Server requests a version"_L1))
        return rejected(400, {});
    if (text.contains("requires authentication"_L1)) // from Qt 6.6 on
        return rejected(401, {});

    struct Known
    {
        QLatin1StringView sign;
        QStringView sentence;
    };
    static constexpr std::array<Known, 6> known{{
        {"status failed"_L1, u"The server's answer is not HTTP."},
        {"header failed"_L1, u"The server's answer has broken or too many headers."},
        {"Header is too large"_L1, u"The headers of the server's answer do not end."},
        {"has chosen protocol"_L1, u"The server chose a subprotocol that was not asked for."},
        {"Accept-Key"_L1, u"The server's Sec-WebSocket-Accept does not fit our key."},
        {"Invalid parameter"_L1, u"The server's 101 answer lacks a header that an upgrade needs."},
    }};
    for (const auto &[sign, sentence] : known) {
        if (text.contains(sign))
            return endReason(EndKind::HandshakeInvalid, sentence.toString());
    }
    return endReason(EndKind::HandshakeInvalid, text);
}

bool isProxyError(Socket::SocketError error)
{
    switch (error) {
    case Socket::ProxyAuthenticationRequiredError:
    case Socket::ProxyConnectionRefusedError:
    case Socket::ProxyConnectionClosedError:
    case Socket::ProxyConnectionTimeoutError:
    case Socket::ProxyNotFoundError:
    case Socket::ProxyProtocolError: return true;
    default: return false;
    }
}

EndReason fromTls(const SocketHistory &history)
{
    // Qt's "invalid user data": the certificate and the key that we were given.
    const auto kind = history.error == Socket::SslInvalidUserDataError ? EndKind::TlsConfiguration
                                                                       : EndKind::TlsFailed;
    const QString what
        = history.tlsErrors.isEmpty() ? history.errorText : history.tlsErrors.join("; "_L1);
    return endReason(kind, u"TLS: %1"_qs.arg(what));
}

EndReason beforeTheHandshakeWasDone(const SocketHistory &history)
{
    if (!history.error)
        return endReason(EndKind::ConnectFailed,
                         u"The connection ended before the handshake was done."_qs);
    const Socket::SocketError error = *history.error;
    if (isProxyError(error))
        return endReason(EndKind::ProxyFailed, u"The proxy: %1"_qs.arg(history.errorText));
    switch (error) {
    case Socket::ConnectionRefusedError:
        if (history.tcpConnected)
            return fromHandshakeText(history.errorText);
        return endReason(EndKind::ConnectFailed,
                         u"The connection was refused: nothing listens at this host and port."_qs);
    case Socket::RemoteHostClosedError:
        if (!history.tlsErrors.isEmpty())
            return fromTls(history);
        return endReason(EndKind::ConnectFailed,
                         u"The server closed the connection before the handshake was done."_qs);
    case Socket::HostNotFoundError:
        return endReason(EndKind::HostNotFound, u"The host name is not known."_qs);
    case Socket::SocketResourceError: return endReason(EndKind::OutOfResources, history.errorText);
    case Socket::SslHandshakeFailedError:
    case Socket::SslInternalError:
    case Socket::SslInvalidUserDataError: return fromTls(history);
    case Socket::NetworkError:
        // ENETUNREACH: this machine has no way out. EHOSTUNREACH may be said by any router.
        if (history.errorText.contains("Network unreachable"_L1, Qt::CaseInsensitive))
            return endReason(EndKind::NetworkDown, u"No network leads to this host."_qs);
        break;
    default: break;
    }
    return endReason(EndKind::ConnectFailed, history.errorText);
}

//! QWebSocket answered what arrived with a close code of its own.
EndReason fromOwnVerdict(const SocketHistory &history)
{
    switch (history.closeCode) {
    case 1009: return endReason(EndKind::LimitExceeded, history.closeReason);
    case 1007:
        return endReason(EndKind::ProtocolError,
                         u"The peer sent text that is not UTF-8, or split a character between two "
                         "frames, which this library cannot read."_qs);
    case 1002:
    case 1003: return endReason(EndKind::ProtocolError, history.closeReason);
    default: break; // 1001 and 1006: a frame that never came to its end
    }
    return endReason(EndKind::ConnectionLost, history.closeReason);
}

EndReason fromPeersClose(const SocketHistory &history)
{
    EndReason result;
    result.kind = EndKind::PeerClose;
    // Qt replaces every code from 1012 to 2999 by this, and the real one is gone.
    if (history.closeCode == 1002 && history.closeReason.startsWith("Invalid close code"_L1)) {
        result.closeCode = 1012;
        result.detail = u"The peer closed with a code that this library hides: 1012 (restart), "
                        "1013 (try again later) or 1014 (bad gateway)."_qs;
        return result;
    }
    if (history.closeCode == 1002
        && history.closeReason == "Payload of close frame is too small."_L1)
        return endReason(EndKind::ProtocolError, history.closeReason);
    result.closeCode = history.closeCode;
    result.closeReason = sanitised(history.closeReason);
    result.detail = u"The peer closed with code %1."_qs.arg(history.closeCode);
    return result;
}

//! For a Qt that hides who closed: only QWebSocket itself is known to say these.
bool soundsLikeOwnVerdict(const QString &closeReason)
{
    static constexpr std::array<QLatin1StringView, 13> own{
        "Rsv field"_L1,           "Used reserved opcode"_L1, "Control frame"_L1,
        "Lengths smaller"_L1,     "Highest bit"_L1,          "Maximum framesize"_L1,
        "Received message is"_L1, "Invalid UTF-8 code"_L1,   "Received Continuation"_L1,
        "All data frames"_L1,     "Timeout when reading"_L1, "Error occurred while"_L1,
        "Error while reading"_L1};
    return std::any_of(own.begin(), own.end(),
                       [&](QLatin1StringView text) { return closeReason.startsWith(text); });
}

} // namespace

EndReason endReason(EndKind kind, const QString &detail)
{
    EndReason result;
    result.kind = kind;
    result.detail = sanitised(detail);
    return result;
}

EndReason toEndReason(const SocketHistory &history)
{
    if (history.closeWanted)
        return endReason(EndKind::WantedClose, u"Closed as asked."_qs);
    if (!history.opened)
        return beforeTheHandshakeWasDone(history);
    switch (history.closer) {
    case Closer::Peer: return fromPeersClose(history);
    case Closer::Us: return fromOwnVerdict(history);
    case Closer::Unknown:
        return soundsLikeOwnVerdict(history.closeReason) ? fromOwnVerdict(history)
                                                         : fromPeersClose(history);
    case Closer::Nobody: break;
    }
    return endReason(
        EndKind::ConnectionLost,
        history.errorText.isEmpty()
            ? u"The connection ended without a Close frame."_qs
            : u"The connection ended without a Close frame: %1"_qs.arg(history.errorText));
}

} // namespace Breakwater
