// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/profile.h>

#include <core/base/text.h>

#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

#include <algorithm>
#include <array>
#include <optional>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestName = 100;

// What is wrong, as the middle of a sentence; nothing when all is well.
using Complaint = std::optional<QString>;

bool isToken(const QString &text)
{
    static const QRegularExpression form(uR"(\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\z)"_qs);
    return form.match(text).hasMatch();
}

bool hasControlCharacters(const QString &text)
{
    return std::ranges::any_of(text, [](QChar character) {
        return character.unicode() < 0x20 || character.unicode() == 0x7f;
    });
}

Complaint aboutName(const QString &name)
{
    if (name.trimmed().isEmpty())
        return u"has no name; give it one"_qs;
    if (name != name.trimmed() || hasControlCharacters(name))
        return u"has a name with line breaks or with spaces at its ends; remove them"_qs;
    if (name.startsWith("client:"_L1) || name.startsWith("watch:"_L1))
        return u"has a name that begins with \"client:\" or \"watch:\"; those are for clients and "
               "watched sources"_qs;
    if (name.size() > LongestName)
        return u"has a name of more than 100 characters; shorten it"_qs;
    return {};
}

bool isPolling(const QUrl &url)
{
    return url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
}

Complaint aboutUrl(const QString &text, bool isWatch)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.userInfo().isEmpty() || url.authority().contains(u'@'))
        return u"has a user name or password in its URL; put the user into `user` and the password "
               "into the secret store instead"_qs;
    const bool webSocket = url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1;
    const bool isUsable = url.isValid() && !url.host().isEmpty();
    if (isWatch && (!isUsable || (!webSocket && !isPolling(url))))
        return u"has no usable URL; write ws://host/stream or wss://host/stream to watch a metrics "
               "stream, http://host or https://host to poll its health page"_qs;
    if (!isWatch && isUsable && isPolling(url))
        return u"has an http URL, which can only be watched; choose to watch its metrics, or write "
               "ws://host/path or wss://host/path"_qs;
    if (!isUsable || (!isWatch && !webSocket))
        return u"has no usable URL; write ws://host/path or wss://host/path"_qs;
    if (url.hasFragment())
        return u"has a URL with a #fragment, which no server ever sees; remove it"_qs;
    return {};
}

Complaint aboutHeader(const QString &name, const QString &value)
{
    constexpr std::array secrets{"authorization"_L1, "cookie"_L1, "proxy-authorization"_L1};
    constexpr std::array owned{"host"_L1, "connection"_L1, "upgrade"_L1};
    const auto isNamed = [&](auto other) { return name.compare(other, Qt::CaseInsensitive) == 0; };
    if (!isToken(name))
        return "has a header with the name \"%1\", which HTTP does not allow"_L1.arg(
            sanitised(name));
    if (std::ranges::any_of(secrets, isNamed))
        return "has the header %1, which holds a secret; put the secret into the secret store and "
               "choose `auth` instead"_L1.arg(name);
    if (std::ranges::any_of(owned, isNamed)
        || name.startsWith("sec-websocket-"_L1, Qt::CaseInsensitive))
        return "has the header %1, which the WebSocket handshake sets itself; remove it"_L1.arg(
            name);
    if (hasControlCharacters(value))
        return "has the header %1 with a line break or control character in its value"_L1.arg(name);
    return {};
}

Complaint aboutHeaders(const Profile &profile)
{
    for (const auto &[name, value] : profile.headers) {
        if (const Complaint complaint = aboutHeader(name, value))
            return complaint;
    }
    return {};
}

Complaint aboutSubprotocols(const QStringList &names)
{
    for (const QString &name : names) {
        if (!isToken(name))
            return "has the subprotocol \"%1\", which HTTP does not allow"_L1.arg(sanitised(name));
        if (names.count(name) > 1)
            return "names the subprotocol %1 twice"_L1.arg(name);
    }
    return {};
}

Complaint aboutPolling(const Profile &profile)
{
    if (profile.isWatch && !profile.subprotocols.isEmpty() && isPolling(QUrl(profile.url)))
        return u"polls over HTTP, which has no subprotocols; remove them"_qs;
    return {};
}

Complaint aboutIdentity(const Profile &profile)
{
    const bool basic = profile.auth == Profile::Auth::Basic;
    if (basic && profile.user.isEmpty())
        return u"uses basic authentication without a `user`"_qs;
    if (basic && (profile.user.contains(u':') || hasControlCharacters(profile.user)))
        return u"has a `user` with a colon or control character, which basic authentication does "
               "not allow"_qs;
    if (profile.certificateFile.isEmpty() != profile.keyFile.isEmpty())
        return u"needs both a certificate file and a key file, or neither"_qs;
    return {};
}

Complaint aboutProxy(const QString &proxy)
{
    if (proxy.isEmpty() || proxy == "system"_L1)
        return {};
    const QUrl url(proxy, QUrl::StrictMode);
    if (!url.userInfo().isEmpty() || url.authority().contains(u'@'))
        return u"has a user name or password in its proxy; a profile holds no secrets"_qs;
    const bool known = url.scheme() == "http"_L1 || url.scheme() == "socks5"_L1;
    if (!url.isValid() || !known || url.host().isEmpty() || url.port() < 1)
        return u"has no usable proxy; write \"system\", http://host:port or socks5://host:port"_qs;
    return {};
}

Complaint aboutColour(const QString &colour)
{
    static const QRegularExpression form(u"\\A#[0-9A-Fa-f]{6}\\z"_qs);
    if (colour.isEmpty() || form.match(colour).hasMatch())
        return {};
    return u"has no usable colour; write #rrggbb"_qs;
}

Complaint firstComplaint(const Profile &profile)
{
    if (const Complaint complaint = aboutName(profile.name))
        return complaint;
    if (const Complaint complaint = aboutUrl(profile.url, profile.isWatch))
        return complaint;
    if (const Complaint complaint = aboutHeaders(profile))
        return complaint;
    if (const Complaint complaint = aboutSubprotocols(profile.subprotocols))
        return complaint;
    if (const Complaint complaint = aboutPolling(profile))
        return complaint;
    if (const Complaint complaint = aboutIdentity(profile))
        return complaint;
    if (const Complaint complaint = aboutProxy(profile.proxy))
        return complaint;
    return aboutColour(profile.colour);
}

} // namespace

Expected<void> validate(const Profile &profile)
{
    const Complaint complaint = firstComplaint(profile);
    if (!complaint)
        return {};
    const QString name = sanitised(profile.name.trimmed(), LongestName);
    const QString subject = name.isEmpty() ? u"The profile"_qs : "Profile \"%1\""_L1.arg(name);
    return Unexpected<Error>{Error{ErrorKind::BadArgument, "%1 %2."_L1.arg(subject, *complaint)}};
}

} // namespace Breakwater
