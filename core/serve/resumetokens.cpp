// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/resumetokens.h>

#include <QtCore/QCryptographicHash>

#include <algorithm>

namespace Breakwater {

ResumeTokens::Digest ResumeTokens::digestOf(const QByteArray &token)
{
    const QByteArray hash = QCryptographicHash::hash(token, QCryptographicHash::Sha256);
    Digest digest;
    Q_ASSERT(static_cast<std::size_t>(hash.size()) == digest.bytes.size());
    std::ranges::copy(hash, digest.bytes.begin());
    return digest;
}

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
    const Digest digest = digestOf(token);
    m_sessions.insert(digest, session);
    m_ofSession.insert(session, {digest, {}});
}

void ResumeTokens::renew(const QByteArray &token, const SessionId &session, const QByteArray &shown)
{
    const Digest kept = digestOf(shown);
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
    if (found == m_ofSession.end() || !found->shown)
        return;
    m_sessions.remove(*found->shown);
    found->shown.reset();
}

std::optional<SessionId> ResumeTokens::find(const QByteArray &token) const
{
    const auto found = m_sessions.constFind(digestOf(token));
    return found == m_sessions.constEnd() ? std::nullopt : std::optional(*found);
}

void ResumeTokens::revoke(const SessionId &session)
{
    const auto found = m_ofSession.constFind(session);
    if (found == m_ofSession.constEnd())
        return;
    if (found->shown)
        m_sessions.remove(*found->shown);
    m_sessions.remove(found->newest);
    m_ofSession.erase(found);
}

} // namespace Breakwater
