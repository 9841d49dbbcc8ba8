// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/pollfault.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr int ok = 200;

//! The classifier's sentence, which speaks of links, in words of a page.
Fault inPollWords(Fault fault)
{
    QString &text = fault.sentence;
    text.replace("there is no WebSocket at"_L1, "there is no health page at"_L1);
    text.replace("instead of opening a WebSocket"_L1, "instead of a health page"_L1);
    text.replace("broke the WebSocket protocol"_L1, "did not keep to its protocol"_L1);
    text.replace("was cut without a close"_L1, "was cut"_L1);
    text.replace("the handshake took it too long"_L1, "the request took it too long"_L1);
    return fault;
}

} // namespace

Fault PollFaults::classify(const EndReason &end)
{
    if (end.httpStatus && *end.httpStatus != ok)
        return classify(*end.httpStatus);
    Fault fault = inPollWords(m_classifier.classify(end));
    if (end.kind == EndKind::HandshakeTimeout)
        fault.sentence = u"The server did not answer in time."_qs;
    else if (end.kind == EndKind::LimitExceeded)
        fault.sentence = u"The server's answer is too large for a health page (%1). "
                         "Is the path right?"_qs.arg(end.detail);
    return fault;
}

Fault PollFaults::classify(int httpStatus)
{
    return inPollWords(
        m_classifier.classify({.kind = EndKind::HandshakeRejected, .httpStatus = httpStatus}));
}

} // namespace Breakwater
