// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/text.h>
#include <core/net/sockethistory.h>
#include <core/resilience/faultclassifier.h>

#include <tests/fuzz/fuzz.h>

#include <array>

using namespace Breakwater;

namespace {

//! Nothing that could steer a terminal, or a second line of a log.
bool isHarmless(const QString &text)
{
    return sanitised(text, text.size()) == text;
}

} // namespace

//! What a library says when a handshake or a link ends, which holds what the peer said: an HTTP
//! status that exists or none, and sentences that can be shown and logged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 4)
        return 0;
    constexpr std::array errors{
        QAbstractSocket::ConnectionRefusedError, QAbstractSocket::RemoteHostClosedError,
        QAbstractSocket::NetworkError,           QAbstractSocket::SslHandshakeFailedError,
        QAbstractSocket::SocketResourceError,    QAbstractSocket::ProxyProtocolError};
    Fuzz::Parts parts(data + 4, size - 4);
    SocketHistory history;
    history.tcpConnected = data[0] & 1;
    history.opened = data[0] & 2;
    history.closeWanted = data[0] & 4;
    history.closer = static_cast<SocketHistory::Closer>(data[1] % 4);
    history.closeCode = 1000 + data[2] + (data[1] & 0xf0) * 16;
    if (data[3] % 8 < errors.size())
        history.error = errors[data[3] % 8];
    history.errorText = parts.nextText();
    history.closeReason = parts.nextText();

    const EndReason reason = toEndReason(history);
    const Fault fault = FaultClassifier().classify(reason);

    MUST(!reason.httpStatus || (*reason.httpStatus >= 0 && *reason.httpStatus <= 999));
    MUST(isHarmless(reason.detail) && isHarmless(reason.closeReason));
    MUST(isHarmless(fault.sentence));
    MUST(fault.sentence.size() < 1000);
    return 0;
}
