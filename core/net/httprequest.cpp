// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/httprequest.h>

#include <core/net/dialsettings.h>
#include <core/net/endpoint.h>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr quint16 portOfHttp = 80;
constexpr quint16 portOfHttps = 443;

QByteArray target(const QUrl &url)
{
    QByteArray text = url.path(QUrl::FullyEncoded).toLatin1();
    if (!text.startsWith('/'))
        text.prepend('/');
    if (url.hasQuery())
        text += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return text;
}

QByteArray hostHeader(const QUrl &url)
{
    const DialledHost host = dialledHost(url);
    QByteArray name = host.name.toLatin1();
    if (name.contains(':')) // IPv6; its zone is nobody else's business
        name = '[' + name.split('%').front() + ']';
    if (host.port != (host.isSecure ? portOfHttps : portOfHttp))
        name += ':' + QByteArray::number(host.port);
    return name;
}

bool isControl(char c)
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

//! A token may come from a file that ends in a line break.
QByteArray headerLine(const QByteArray &name, QByteArray value)
{
    value.removeIf(isControl);
    return name + ": " + value + "\r\n";
}

} // namespace

DialledHost dialledHost(const QUrl &url)
{
    const bool isSecure = url.scheme() == "https"_L1 || url.scheme() == "wss"_L1;
    QString name = url.host(QUrl::FullyEncoded);
    name.replace("%25"_L1, "%"_L1); // the zone of an IPv6 address
    return {.name = name,
            .port = static_cast<quint16>(url.port(isSecure ? portOfHttps : portOfHttp)),
            .isSecure = isSecure};
}

QByteArray getRequest(const Endpoint &endpoint)
{
    QNetworkRequest request = makeRequest(endpoint);
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("Accept-Encoding", "identity"); // a small answer stays small
    if (!request.hasRawHeader("User-Agent"))
        request.setRawHeader("User-Agent", "Breakwater");
    QByteArray bytes = "GET " + target(endpoint.url) + " HTTP/1.1\r\n";
    bytes += headerLine("Host", hostHeader(endpoint.url));
    bytes += headerLine("Connection", "close");
    for (const QByteArray &name : request.rawHeaderList())
        bytes += headerLine(name, request.rawHeader(name));
    return bytes + "\r\n";
}

} // namespace Breakwater
