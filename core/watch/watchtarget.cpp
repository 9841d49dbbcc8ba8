// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/watchtarget.h>

#include <core/base/text.h>

#include <optional>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

const QString streamProtocol = u"breakwater.metrics.v1"_qs;
const QString streamPath = u"/stream"_qs;
const QString healthPath = u"/health/websocket"_qs;

//! Text before "://", if it names something that can be watched.
std::optional<WatchKind> kindOf(const QString &text)
{
    const auto startsWith
        = [&](QLatin1StringView scheme) { return text.startsWith(scheme, Qt::CaseInsensitive); };
    if (startsWith("ws://"_L1) || startsWith("wss://"_L1))
        return WatchKind::Stream;
    if (startsWith("http://"_L1) || startsWith("https://"_L1))
        return WatchKind::Poll;
    return {};
}

Error cannotBeWatched(const QString &shown, const QString &because)
{
    return {ErrorKind::BadArgument, u"'%1' cannot be watched: %2"_qs.arg(shown, because)};
}

//! What has no scheme may hold a secret anywhere: only its beginning up to the first sign of one is
//! shown.
QString shownWithoutScheme(const QString &text)
{
    qsizetype end = 0;
    while (end < text.size() && !QStringView(u"?#@").contains(text[end]))
        ++end;
    const bool mayBeUserInfo = end < text.size() && text[end] == u'@';
    return mayBeUserInfo ? u"\u2026"_qs : sanitised(text.left(end), 80);
}

//! Endpoint's sentence, which speaks of ws, in words of what was typed here.
Error inWatchWords(Error error, WatchKind kind)
{
    QString &message = error.message;
    message.replace("is not a WebSocket address"_L1, "cannot be watched"_L1);
    message.replace("a WebSocket address has"_L1, "its address has"_L1);
    if (kind == WatchKind::Poll) {
        if (message.startsWith("'ws"_L1, Qt::CaseInsensitive))
            message.replace(1, 2, u"http"_qs);
        message.replace("wss://example.org/feed"_L1, "https://example.org/health/websocket"_L1);
    }
    return error;
}

//! Endpoint knows all rules, for ws and wss: the same text with such a scheme.
QString asWebSocket(const QString &text, WatchKind kind)
{
    return kind == WatchKind::Poll ? u"ws"_qs + text.mid(4) : text;
}

Expected<Endpoint> streamEndpoint(Endpoint endpoint, const QString &text)
{
    if (QUrl(text).path().isEmpty())
        endpoint.url.setPath(streamPath);
    if (const auto added = endpoint.addSubprotocol(streamProtocol); !added)
        return Unexpected<>(added.error());
    return endpoint;
}

Endpoint pollEndpoint(Endpoint endpoint)
{
    endpoint.url.setScheme(endpoint.url.scheme() == "wss"_L1 ? u"https"_qs : u"http"_qs);
    if (endpoint.url.path() == "/"_L1) // a browser's bar adds it
        endpoint.url.setPath(healthPath);
    return endpoint;
}

} // namespace

Expected<WatchTarget> WatchTarget::fromUrl(const QString &url, const QString &name)
{
    const QString text = url.trimmed();
    const auto kind = kindOf(text);
    if (!kind)
        return Unexpected<>(cannotBeWatched(
            shownWithoutScheme(text),
            u"it must begin with ws:// or wss:// (a metrics stream), or with http:// or https:// "
            "(a health page), for example wss://example.org/stream."_qs));
    auto endpoint = Endpoint::fromUrl(asWebSocket(text, *kind));
    if (!endpoint)
        return Unexpected<>(inWatchWords(endpoint.error(), *kind));
    endpoint = *kind == WatchKind::Stream ? streamEndpoint(*endpoint, text)
                                          : Expected<Endpoint>(pollEndpoint(*endpoint));
    if (!endpoint)
        return Unexpected<>(endpoint.error());

    WatchTarget target;
    target.kind = *kind;
    target.endpoint = *endpoint;
    const QString given = sanitised(name.trimmed(), 80);
    target.name = given.isEmpty() ? shortName(endpoint->url) : given;
    target.id = SessionId{QString::fromUtf16(WatchedSource::prefix) + target.name};
    return target;
}

} // namespace Breakwater
