// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/faultclassifier.h>

#include <core/base/text.h>

namespace Breakwater {

namespace {

constexpr int notFoundLimit = 3;

// "what (detail). advice", each part left out when there is nothing to say.
QString sentence(const QString &what, const QString &detail, const QString &advice = {})
{
    QString text = what;
    if (!detail.isEmpty())
        text += u" (%1)"_qs.arg(sanitised(detail));
    text += u'.';
    if (!advice.isEmpty())
        text += u' ' + advice;
    return text;
}

Fault peer(QString sentence)
{
    return {.faultClass = FaultClass::Peer, .sentence = std::move(sentence)};
}

Fault timeout(QString sentence)
{
    return {.faultClass = FaultClass::Peer, .wasTimeout = true, .sentence = std::move(sentence)};
}

Fault local(QString sentence)
{
    return {.faultClass = FaultClass::Local, .sentence = std::move(sentence)};
}

Fault refusal(QString sentence)
{
    return {.faultClass = FaultClass::Refusal, .sentence = std::move(sentence)};
}

Fault serverRestart(QString sentence)
{
    return {.faultClass = FaultClass::Peer, .serverRestart = true, .sentence = std::move(sentence)};
}

Fault content(QString sentence)
{
    return {.faultClass = FaultClass::Content, .sentence = std::move(sentence)};
}

Fault closedByPeer(int code, const QString &said)
{
    const auto text = [&](const QString &what, const QString &advice = {}) {
        return sentence(u"The server %1 (close code %2)"_qs.arg(what).arg(code), {}, advice) + said;
    };
    switch (code) {
    case 1000:
    case 1005: return {.sentence = u"The server closed the connection normally."_qs + said};
    case 1001: return serverRestart(text(u"is going away, as when it restarts"_qs));
    case 1002: return peer(text(u"reports a broken WebSocket protocol"_qs));
    case 1003: return content(text(u"does not accept this kind of message"_qs));
    case 1007: return content(text(u"could not read a message"_qs));
    case 1008:
        return refusal(text(u"refuses this connection by its policy"_qs,
                            u"Check what it asks for (token, address, rate), then retry."_qs));
    case 1009: return content(text(u"found a message too large"_qs));
    case 1011: return peer(text(u"met an internal error"_qs));
    case 1012: // of these three, Qt tells none from the others, nor from a code that is not allowed
    case 1013:
    case 1014:
        return serverRestart(
            u"The server is restarting or overloaded, or closed with a code that is "
            "not allowed (1012, 1013, 1014 or an invalid one; Qt hides which)."_qs
            + said);
    default: return peer(text(u"closed the connection"_qs));
    }
}

Fault answeredOverHttp(int status)
{
    const auto text = [&](const QString &what, const QString &advice = {}) {
        return sentence(u"The server answered %1%2"_qs.arg(status).arg(what), {}, advice);
    };
    switch (status) {
    case 401:
        return refusal(text(u" Unauthorized: the token or password is missing or wrong"_qs,
                            u"Edit the connection, then retry."_qs));
    case 403:
        return refusal(text(u" Forbidden: this user, token or origin may not connect"_qs,
                            u"Edit the connection, then retry."_qs));
    case 408: return timeout(text(u" Request Timeout: the handshake took it too long"_qs));
    case 429: return peer(text(u" Too Many Requests: it limits how often clients connect"_qs));
    default: break;
    }
    if (status >= 500)
        return peer(text(u": it, or a proxy before it, is failing or overloaded"_qs));
    if (status >= 300 && status < 400)
        return peer(text(u", a redirect; redirects are never followed"_qs,
                         u"Enter the final address in the connection."_qs));
    return peer(text(u" instead of opening a WebSocket"_qs, u"Is the path right?"_qs));
}

Fault notFound(int times)
{
    const QString text
        = u"The server answered 404 Not Found: there is no WebSocket at this path."_qs;
    if (times < notFoundLimit)
        return peer(text);
    return refusal(text + u" Correct the path in the connection, then retry."_qs);
}

// The ends of the handshake and below it, which carry no code.
Fault neverOpened(EndKind kind, const QString &detail)
{
    switch (kind) {
    case EndKind::ConnectFailed:
        if (detail.contains(u"refused"_qs, Qt::CaseInsensitive))
            return peer(u"The server refused the connection (connection refused). Is it running "
                        "and is the port right?"_qs);
        return peer(sentence(u"The server cannot be reached"_qs, detail,
                             u"Is it running and are address and port right?"_qs));
    case EndKind::HostNotFound:
        return local(sentence(u"The server's name was not found"_qs, detail,
                              u"Check its spelling and this machine's DNS."_qs));
    case EndKind::HandshakeTimeout:
        return timeout(sentence(u"The server accepted the connection but did not answer the "
                                "WebSocket handshake in time"_qs,
                                detail, u"Is there a WebSocket server at this port?"_qs));
    case EndKind::TlsFailed:
        return peer(sentence(u"The secure connection failed"_qs, detail,
                             u"Check the server's certificate, or name its CA in the "
                             "connection."_qs));
    case EndKind::TlsConfiguration:
        return local(sentence(u"A certificate or key of this connection cannot be used"_qs, detail,
                              u"Edit the connection, then retry."_qs));
    case EndKind::ProxyFailed:
        return local(sentence(u"The proxy did not let us through"_qs, detail,
                              u"Check the proxy settings of the connection."_qs));
    default:
        return peer(sentence(u"The server's answer is no valid WebSocket handshake"_qs, detail,
                             u"Is there a WebSocket server at this address?"_qs));
    }
}

Fault ended(EndKind kind, const QString &detail)
{
    switch (kind) {
    case EndKind::WantedClose: return {.sentence = u"We closed the connection."_qs};
    case EndKind::CloseTimeout:
        return {.sentence = u"We closed the connection; the server did not answer in time."_qs};
    case EndKind::ConnectionLost:
        return {.faultClass = FaultClass::Peer,
                .connectionLost = true,
                .sentence = sentence(u"The connection was cut without a close"_qs, detail)};
    case EndKind::ProtocolError:
        return peer(sentence(u"The server broke the WebSocket protocol"_qs, detail));
    case EndKind::LimitExceeded:
        return peer(sentence(u"The server sent more than the limits allow"_qs, detail,
                             u"If that is expected, raise them in the configuration."_qs));
    case EndKind::HeartbeatTimeout:
        return timeout(sentence(u"The server stopped answering pings"_qs, detail));
    case EndKind::IdleTimeout:
        return timeout(sentence(u"Nothing arrived from the server for too long"_qs, detail));
    case EndKind::ConfirmTimeout:
        return timeout(sentence(u"The server stopped acknowledging"_qs, detail));
    case EndKind::OutOfResources:
        return local(sentence(u"This machine ran out of sockets or memory"_qs, detail));
    case EndKind::NetworkDown: return local(sentence(u"This machine has no network"_qs, detail));
    default: return neverOpened(kind, detail);
    }
}

} // namespace

Fault FaultClassifier::classify(const EndReason &reason)
{
    const bool isNotFound
        = reason.kind == EndKind::HandshakeRejected && reason.httpStatus.value_or(0) == 404;
    m_notFound = isNotFound ? m_notFound + 1 : 0;
    if (isNotFound)
        return notFound(m_notFound);
    if (reason.kind == EndKind::HandshakeRejected && reason.httpStatus)
        return answeredOverHttp(*reason.httpStatus);
    if (reason.kind == EndKind::PeerClose) {
        const QString said = reason.closeReason.isEmpty()
            ? QString()
            : u" It said: “%1”."_qs.arg(sanitised(reason.closeReason));
        return closedByPeer(reason.closeCode.value_or(1005), said);
    }
    return ended(reason.kind, reason.detail);
}

} // namespace Breakwater
