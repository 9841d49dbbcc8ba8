// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/opencommand.h>

#include <QtCore/QUrl>

namespace Breakwater {

namespace {

Expected<ProxyOptions> proxyFrom(const QString &text)
{
    if (text.isEmpty())
        return ProxyOptions{};
    if (text == QLatin1StringView("system"))
        return ProxyOptions{.kind = ProxyOptions::Kind::System};
    const QUrl url(text, QUrl::StrictMode);
    const bool http = url.scheme() == QLatin1StringView("http");
    const bool socks = url.scheme() == QLatin1StringView("socks5");
    if (!url.isValid() || (!http && !socks) || url.host().isEmpty() || url.port() <= 0) {
        return Unexpected<>(
            Error{ErrorKind::BadArgument,
                  QStringLiteral("The proxy '%1' cannot be used: write http://host:port, "
                                 "socks5://host:port or system.")
                      .arg(text)});
    }
    return ProxyOptions{.kind = http ? ProxyOptions::Kind::Http : ProxyOptions::Kind::Socks5,
                        .host = url.host(),
                        .port = static_cast<quint16>(url.port())};
}

std::optional<QString> given(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

void authenticate(Endpoint &endpoint, const Profile &profile,
                  const std::optional<QByteArray> &secret)
{
    if (profile.auth == Profile::Auth::Bearer && secret)
        endpoint.bearerToken = *secret;
    if (profile.auth == Profile::Auth::Basic)
        endpoint.basicAuth
            = BasicAuth{profile.user, QString::fromUtf8(secret.value_or(QByteArray()))};
}

//! All that the profile says beyond the URL.
Expected<void> furnish(Endpoint &endpoint, const Profile &profile,
                       const std::optional<QByteArray> &secret)
{
    for (const auto &[name, value] : profile.headers) {
        if (const auto added = endpoint.addHeader(name.toUtf8(), value.toUtf8()); !added)
            return added;
    }
    for (const QString &name : profile.subprotocols) {
        if (const auto added = endpoint.addSubprotocol(name); !added)
            return added;
    }
    const auto proxy = proxyFrom(profile.proxy);
    if (!proxy)
        return Unexpected<>(proxy.error());
    endpoint.proxy = *proxy;
    endpoint.tls = {.caFile = given(profile.caFile),
                    .certificateFile = given(profile.certificateFile),
                    .keyFile = given(profile.keyFile)};
    authenticate(endpoint, profile, secret);
    return {};
}

} // namespace

Expected<OpenSession> openCommand(const Profile &profile, const std::optional<QByteArray> &secret)
{
    if (const auto valid = validate(profile); !valid)
        return Unexpected<>(valid.error());
    auto endpoint = Endpoint::fromUrl(profile.url);
    if (!endpoint)
        return Unexpected<>(endpoint.error());
    if (const auto furnished = furnish(*endpoint, profile, secret); !furnished)
        return Unexpected<>(furnished.error());
    return OpenSession{
        .id = {profile.name}, .name = profile.name, .endpoint = std::move(*endpoint)};
}

Expected<OpenWatch> watchCommand(const Profile &profile, const std::optional<QByteArray> &secret)
{
    if (const auto valid = validate(profile); !valid)
        return Unexpected<>(valid.error());
    auto target = WatchTarget::fromUrl(profile.url, profile.name);
    if (!target)
        return Unexpected<>(target.error());
    if (const auto furnished = furnish(target->endpoint, profile, secret); !furnished)
        return Unexpected<>(furnished.error());
    target->id = {QString::fromUtf16(WatchedSource::prefix) + profile.name}; // whole, however long
    target->name = profile.name;
    return OpenWatch{std::move(*target)};
}

} // namespace Breakwater
