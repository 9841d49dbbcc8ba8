// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/endpoint.h>

#include <core/base/text.h>

#include <QtNetwork/QHostAddress>

#include <algorithm>
#include <array>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! The text without what may be secret: user info, query, fragment.
QString shownText(const QString &text)
{
    QString shown = text;
    if (const auto query = shown.indexOf(u'?'); query >= 0)
        shown = shown.left(query) + u"?\u2026"_qs;
    if (const auto fragment = shown.indexOf(u'#'); fragment >= 0)
        shown = shown.left(fragment) + u"#\u2026"_qs;
    const auto slashes = shown.indexOf("//"_L1);
    if (const auto at = shown.lastIndexOf(u'@'); at >= 0 && slashes >= 0 && at > slashes)
        shown = shown.left(slashes + 2) + shown.mid(at + 1);
    return sanitised(shown);
}

Unexpected<Error> refused(const QString &text, QStringView because)
{
    return Unexpected<>(
        Error{ErrorKind::BadArgument,
              u"'%1' is not a WebSocket address: %2"_qs.arg(shownText(text), because)});
}

//! What stands between "//" and the path, without user info.
QStringView hostAndPort(QStringView text)
{
    QStringView authority = text.mid(text.indexOf("//"_L1) + 2);
    const auto isEnd = [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; };
    const auto end = std::find_if(authority.begin(), authority.end(), isEnd);
    authority = authority.left(end - authority.begin());
    return authority.mid(authority.lastIndexOf(u'@') + 1);
}

bool hasUsablePort(QStringView hostAndPort)
{
    const auto colon = hostAndPort.lastIndexOf(u':');
    if (colon < 0 || hostAndPort.endsWith(u']'))
        return true;
    const QStringView digits = hostAndPort.mid(colon + 1);
    bool isNumber = false;
    const int port = digits.toInt(&isNumber);
    return isNumber && port > 0 && port <= 65535 && digits.front().isDigit();
}

//! What is wrong with the text before QUrl sees it; QUrl's own complaints are not for people.
QString firstProblem(const QString &text)
{
    if (text.isEmpty())
        return u"it is empty; write for example wss://example.org/feed."_qs;
    if (!text.startsWith("ws://"_L1, Qt::CaseInsensitive)
        && !text.startsWith("wss://"_L1, Qt::CaseInsensitive))
        return u"it must begin with ws:// or wss://, for example wss://example.org/feed."_qs;
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace() || c < u' '; }))
        return u"it contains a space or a control character; write a space as %20."_qs;
    if (text.contains(u'#'))
        return u"a WebSocket address has no part behind '#'; write %23 if you mean the sign."_qs;
    const QStringView authority = hostAndPort(text);
    if (authority.isEmpty() || authority.startsWith(u':'))
        return u"the host is missing, for example wss://example.org/feed."_qs;
    if (!hasUsablePort(authority))
        return u"the port must be a number from 1 to 65535."_qs;
    return {};
}

bool isTokenCharacter(char c)
{
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || others.find(c) != std::string_view::npos;
}

bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool belongsToHandshake(const QByteArray &name)
{
    static constexpr std::array<const char *, 6> owned{
        "host",           "connection",        "upgrade",
        "content-length", "transfer-encoding", "proxy-authorization"};
    const QByteArray lower = name.toLower();
    return lower.startsWith("sec-websocket-")
        || std::any_of(owned.begin(), owned.end(), [&](const char *o) { return lower == o; });
}

Unexpected<Error> badHeader(const QByteArray &name, QStringView because)
{
    return Unexpected<>(Error{ErrorKind::BadArgument,
                              u"The header '%1' cannot be sent: %2"_qs.arg(
                                  sanitised(QString::fromLatin1(name)), because)});
}

bool hasControlCharacter(const QByteArray &value)
{
    return std::any_of(value.begin(), value.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    });
}

} // namespace

Expected<Endpoint> Endpoint::fromUrl(const QString &input)
{
    const QString text = input.trimmed();
    if (const QString problem = firstProblem(text); !problem.isEmpty())
        return refused(text, problem);

    QUrl url(text, QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty())
        return refused(text, u"the host name cannot be used.");

    Endpoint endpoint;
    if (!url.userInfo().isEmpty()) {
        if (url.userName(QUrl::FullyDecoded).contains(u':'))
            return refused(text, u"a user name cannot contain a colon.");
        endpoint.basicAuth
            = BasicAuth{url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded)};
    }
    url.setUserInfo({});
    // QWebSocket 6.4 sends "GET ?x=1" for ws://host?x=1 (QTBUG-120492).
    if (url.path().isEmpty())
        url.setPath(u"/"_qs);
    endpoint.url = url;
    return endpoint;
}

Expected<void> Endpoint::addHeader(const QByteArray &name, const QByteArray &value)
{
    if (!isToken(name))
        return badHeader(name, u"a name consists of letters, digits and hyphens.");
    if (belongsToHandshake(name))
        return badHeader(name, u"the WebSocket handshake sets it itself.");
    if (hasControlCharacter(value))
        return badHeader(name, u"its value contains a line break or a control character.");
    const auto isSame
        = [&](const auto &other) { return other.first.compare(name, Qt::CaseInsensitive) == 0; };
    if (std::any_of(headers.begin(), headers.end(), isSame))
        return badHeader(name, u"it is given twice.");
    headers.emplace_back(name, value.trimmed());
    return {};
}

Expected<void> Endpoint::addSubprotocol(const QString &name)
{
    const auto problem = [&](QStringView because) {
        return Unexpected<>(Error{
            ErrorKind::BadArgument,
            u"The subprotocol '%1' cannot be asked for: %2"_qs.arg(sanitised(name), because)});
    };
    if (name.toLatin1() != name.toUtf8() || !isToken(name.toLatin1()))
        return problem(u"a name consists of letters, digits and signs such as '.' and '-'.");
    if (subprotocols.contains(name))
        return problem(u"it is given twice.");
    subprotocols += name;
    return {};
}

QString Endpoint::shownUrl() const
{
    return redacted(url);
}

bool Endpoint::isPlaintextToRemote() const
{
    if (url.scheme() != "ws"_L1)
        return false;
    const QString host = url.host();
    const bool isLocalName = host == "localhost"_L1 || host.endsWith(".localhost"_L1);
    return !isLocalName && !QHostAddress(host).isLoopback();
}

} // namespace Breakwater
