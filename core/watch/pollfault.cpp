// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/pollfault.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

EndReason reasonOf(QNetworkReply::NetworkError error, const QString &tlsProblem)
{
    using Reply = QNetworkReply;
    switch (error) {
    case Reply::ConnectionRefusedError:
        return {.kind = EndKind::ConnectFailed, .detail = u"connection refused"_qs};
    case Reply::HostNotFoundError: return {.kind = EndKind::HostNotFound};
    case Reply::SslHandshakeFailedError: return {.kind = EndKind::TlsFailed, .detail = tlsProblem};
    case Reply::RemoteHostClosedError: return {.kind = EndKind::ConnectionLost};
    case Reply::TemporaryNetworkFailureError:
    case Reply::NetworkSessionFailedError: return {.kind = EndKind::NetworkDown};
    case Reply::ProxyConnectionRefusedError:
    case Reply::ProxyConnectionClosedError:
    case Reply::ProxyNotFoundError:
    case Reply::ProxyTimeoutError:
    case Reply::ProxyAuthenticationRequiredError:
    case Reply::UnknownProxyError: return {.kind = EndKind::ProxyFailed};
    case Reply::ProtocolFailure:
    case Reply::UnknownContentError:
        return {.kind = EndKind::ProtocolError, .detail = u"its answer is no HTTP"_qs};
    default: return {.kind = EndKind::ConnectFailed, .detail = u"no connection"_qs};
    }
}

} // namespace

Fault PollFaults::classify(const PollEnd &end)
{
    if (end.tookTooLong) {
        m_classifier.reset();
        return {.faultClass = FaultClass::Peer,
                .wasTimeout = true,
                .sentence = u"The server did not answer in time."_qs};
    }
    if (end.wasTooLarge) {
        m_classifier.reset();
        return {.faultClass = FaultClass::Peer,
                .sentence = u"The server's answer is too large for a health page (more than "
                            "64 KiB). Is the path right?"_qs};
    }
    EndReason reason = reasonOf(end.error, end.tlsProblem);
    if (end.status)
        reason = {.kind = EndKind::HandshakeRejected, .httpStatus = end.status};
    Fault fault = m_classifier.classify(reason);
    fault.sentence.replace("there is no WebSocket at"_L1, "there is no health page at"_L1);
    fault.sentence.replace("instead of opening a WebSocket"_L1, "instead of a health page"_L1);
    fault.sentence.replace("broke the WebSocket protocol"_L1, "did not keep to its protocol"_L1);
    return fault;
}

} // namespace Breakwater
