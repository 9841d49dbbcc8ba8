// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QUrl>

#include <optional>
#include <utility>
#include <vector>

namespace Breakwater {

struct TlsOptions
{
    std::optional<QString> caFile = {};          //!< PEM; replaces the system's authorities
    std::optional<QString> certificateFile = {}; //!< PEM, with `keyFile`
    std::optional<QString> keyFile = {};

    friend bool operator==(const TlsOptions &, const TlsOptions &) = default;
};

struct BasicAuth
{
    QString user;
    QString password;

    friend bool operator==(const BasicAuth &, const BasicAuth &) = default;
};

struct ProxyOptions
{
    enum class Kind : std::uint8_t { System, None, Http, Socks5 } kind = Kind::None;
    QString host = {};
    quint16 port = 0;
    std::optional<BasicAuth> auth = {};

    friend bool operator==(const ProxyOptions &, const ProxyOptions &) = default;
};

//! Where and how to dial. Made by Endpoint::fromUrl() so that a URL which cannot work is refused
//! before anything is tried.
struct Endpoint
{
    QUrl url; //!< ws or wss, a host, a path ("/" when none was given), no user info, no fragment
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QStringList subprotocols;
    std::optional<QByteArray> bearerToken;
    std::optional<BasicAuth> basicAuth; //!< user info of the URL ends up here
    TlsOptions tls;
    ProxyOptions proxy;

    //! One sentence when the text is no usable ws:// or wss:// URL.
    static Expected<Endpoint> fromUrl(const QString &text);
    //! Refuses headers that the handshake owns (Host, Connection, Upgrade, Sec-WebSocket-*, Origin
    //! twice …) or that hold CR, LF, NUL.
    Expected<void> addHeader(const QByteArray &name, const QByteArray &value);
    Expected<void> addSubprotocol(const QString &name);

    //! For showing and storing: no credentials, no query values.
    QString shownUrl() const;
    //! ws:// to somewhere other than this machine: the window warns.
    bool isPlaintextToRemote() const;

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

} // namespace Breakwater
