// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/accessgate.h>

#include <QtCore/QCryptographicHash>

#include <algorithm>
#include <array>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

QByteArray digestOf(const QByteArray &secret)
{
    return QCryptographicHash::hash(secret, QCryptographicHash::Sha256);
}

//! Takes the same time whether the first or the last byte differs; digests tell no length.
bool isSameDigest(const QByteArray &a, const QByteArray &b)
{
    Q_ASSERT(a.size() == b.size());
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    return difference == 0;
}

//! "[::1]:80" → "[::1]", "Host:80" → "host".
QString withoutPort(const QByteArray &header)
{
    const QString host = QString::fromLatin1(header).trimmed().toLower();
    const auto colon = host.lastIndexOf(u':');
    return colon > host.lastIndexOf(u']') ? host.left(colon) : host;
}

//! "Bearer abc" → "abc"; none for anything else.
std::optional<QByteArray> bearerToken(const QByteArray &authorization)
{
    const QByteArray text = authorization.trimmed();
    const auto space = text.indexOf(' ');
    if (space < 0 || text.left(space).toLower() != "bearer")
        return {};
    return text.mid(space + 1).trimmed();
}

} // namespace

AccessGate::AccessGate(Rules rules) : m_rules(std::move(rules))
{
    if (m_rules.token)
        m_tokenDigest = digestOf(*m_rules.token);
}

AccessGate::Verdict AccessGate::judge(const HttpRequest &request) const
{
    if (!mayUseHost(request.host)) {
        return {.refusal = refusal(421,
                                   u"This server does not go by the name in your Host header; "
                                   "http.allowed_hosts lists more names."_qs)};
    }
    if (!request.origin.isEmpty()
        && !m_rules.allowedOrigins.contains(QString::fromLatin1(request.origin))) {
        return {.refusal = refusal(403,
                                   u"Web pages of this origin may not ask here; "
                                   "http.allowed_origins lists those that may."_qs)};
    }
    if (!m_rules.token)
        return {};
    if (request.authorization.isEmpty())
        return {.pass = Pass::Nothing};
    const auto shown = bearerToken(request.authorization);
    if (!shown || !isSameDigest(digestOf(*shown), m_tokenDigest))
        return {.refusal = tokenWanted()};
    return {};
}

std::vector<std::pair<QByteArray, QByteArray>> AccessGate::corsHeaders(
    const HttpRequest &request) const
{
    if (request.origin.isEmpty()
        || !m_rules.allowedOrigins.contains(QString::fromLatin1(request.origin)))
        return {};
    return {{"Access-Control-Allow-Origin", request.origin}, {"Vary", "Origin"}};
}

HttpAnswer AccessGate::tokenWanted()
{
    HttpAnswer answer = refusal(401, u"Show the token: Authorization: Bearer …"_qs);
    answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
}

void AccessGate::setLists(const QStringList &hosts, const QStringList &origins)
{
    m_rules.allowedHosts = hosts;
    m_rules.allowedOrigins = origins;
}

// A web page that lets its own name point here still sends that name. Two Host headers arrive as
// "a, b", which is no name.
bool AccessGate::mayUseHost(const QByteArray &header) const
{
    const QString host = withoutPort(header);
    const std::array own{u"127.0.0.1"_qs, u"[::1]"_qs, u"localhost"_qs,
                         m_rules.listenHost.toLower()};
    return !host.isEmpty()
        && (std::find(own.begin(), own.end(), host) != own.end()
            || m_rules.allowedHosts.contains(host, Qt::CaseInsensitive));
}

} // namespace Breakwater
