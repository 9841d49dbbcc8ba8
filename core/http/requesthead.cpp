// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/requesthead.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

HeadVerdict sentAway(int status, const QString &sentence)
{
    return {.refusal = refusal(status, sentence)};
}

HeadVerdict wrongMethod()
{
    HttpAnswer answer = refusal(405, u"Only GET and HEAD are answered here."_qs);
    answer.headers.emplace_back("Allow", "GET, HEAD");
    return {.refusal = answer};
}

//! A request that this door never lets in; the first line is the request line.
HeadVerdict judgeLines(const QByteArrayList &lines)
{
    const QByteArrayList words = lines.front().trimmed().split(' ');
    if (words.size() != 3 || !words[2].startsWith("HTTP/1."))
        return sentAway(400, u"This is not a request of HTTP/1.1."_qs);
    if (words[0] != "GET" && words[0] != "HEAD")
        return wrongMethod();
    if (!words[1].startsWith('/'))
        return sentAway(400, u"The path of a request starts with a slash."_qs);
    for (const QByteArray &line : lines.mid(1)) {
        const QByteArray name = line.left(line.indexOf(':')).trimmed().toLower();
        const QByteArray value = line.mid(line.indexOf(':') + 1).trimmed().toLower();
        // Some clients always offer HTTP/2 by an upgrade, and take no for an answer.
        if (name == "transfer-encoding" || (name == "content-length" && value != "0")
            || (name == "upgrade" && value.contains("websocket")))
            return sentAway(400, u"A request here has no body and asks for no WebSocket."_qs);
    }
    return {.isComplete = true};
}

//! Where the head ends, its empty line included; -1 while it does not. Bare line feeds count, as
//! they do for the parser behind.
qsizetype endOfHead(const QByteArray &bytes)
{
    for (auto at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1)) {
        const QByteArrayView rest = QByteArrayView(bytes).sliced(at + 1);
        if (rest.startsWith('\n'))
            return at + 2;
        if (rest.startsWith("\r\n"))
            return at + 3;
    }
    return -1;
}

} // namespace

HeadVerdict judgeHead(const QByteArray &bytes)
{
    const qsizetype end = endOfHead(bytes);
    if (end > mostHeadBytes || (end < 0 && bytes.size() > mostHeadBytes))
        return sentAway(431, u"The headers of a request may take 16 KiB."_qs);
    if (end < 0)
        return {};
    HeadVerdict verdict = judgeLines(bytes.left(end).trimmed().split('\n'));
    if (verdict.isComplete && bytes.size() > end)
        return sentAway(400, u"One request at a time, and without a body."_qs);
    return verdict;
}

} // namespace Breakwater
