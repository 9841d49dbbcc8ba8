// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/resumetokens.h>

#include <QtCore/QCryptographicHash>

#include <utility>

namespace Breakwater {

namespace {

QByteArray digestOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

} // namespace

QByteArray ResumeTokens::make()
{
    QByteArray raw;
    for (int i = 0; i < bits / 64; ++i) {
        const std::uint64_t word = m_secrets.next();
        raw.append(reinterpret_cast<const char *>(&word), sizeof word);
    }
    return raw.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

void ResumeTokens::give(const QByteArray &token, const SessionId &session)
{
    revoke(session);
    const QByteArray digest = digestOf(token);
    m_sessions.insert(digest, session);
    m_ofSession.insert(session, {digest, {}});
}

void ResumeTokens::renew(const QByteArray &token, const SessionId &session, const QByteArray &shown)
{
    const QByteArray kept = digestOf(shown);
    const auto owner = m_sessions.constFind(kept);
    const bool isOurs = owner != m_sessions.constEnd() && *owner == session;
    give(token, session);
    if (!isOurs)
        return;
    m_sessions.insert(kept, session);
    m_ofSession[session].shown = kept;
}

void ResumeTokens::settle(const SessionId &session)
{
    const auto found = m_ofSession.find(session);
    if (found != m_ofSession.end())
        m_sessions.remove(std::exchange(found->shown, {}));
}

std::optional<SessionId> ResumeTokens::find(const QByteArray &token) const
{
    const auto found = m_sessions.constFind(digestOf(token));
    return found == m_sessions.constEnd() ? std::nullopt : std::optional(*found);
}

void ResumeTokens::revoke(const SessionId &session)
{
    settle(session);
    m_sessions.remove(m_ofSession.take(session).newest);
}

} // namespace Breakwater
