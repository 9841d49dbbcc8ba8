// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/watchsecrets.h>

#include <QtCore/QUrlQuery>

namespace Breakwater {

namespace {

// Shorter ones are words or numbers that any text may hold.
constexpr qsizetype shortest = 8;
constexpr qsizetype shortestQueryValue = 4;

} // namespace

WatchSecrets::WatchSecrets(const Endpoint &endpoint)
{
    const auto add = [this](const QByteArray &secret) {
        if (secret.size() >= shortest)
            m_secrets.push_back(secret);
    };
    if (endpoint.bearerToken)
        add(*endpoint.bearerToken);
    if (endpoint.basicAuth)
        add(endpoint.basicAuth->password.toUtf8());
    if (endpoint.proxy.auth)
        add(endpoint.proxy.auth->password.toUtf8());
    for (const auto &[name, value] : endpoint.headers)
        add(value);
    const auto items = QUrlQuery(endpoint.url).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (value.size() >= shortestQueryValue)
            m_queryValues.push_back(value);
    }
}

QByteArray WatchSecrets::withoutSecrets(QByteArray utf8) const
{
    for (const QByteArray &secret : m_secrets)
        utf8.replace(secret, "\xe2\x80\xa6");
    return utf8;
}

QString WatchSecrets::withoutSecrets(QString text) const
{
    for (const QByteArray &secret : m_secrets)
        text.replace(QString::fromUtf8(secret), QString(QChar(0x2026)));
    for (const QString &value : m_queryValues)
        text.replace(value, QString(QChar(0x2026)));
    return text;
}

} // namespace Breakwater
