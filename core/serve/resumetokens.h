// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/randomsource.h>

#include <QtCore/QByteArray>
#include <QtCore/QHash>

#include <array>
#include <optional>

namespace Breakwater {

//! Which token gives which session back. Only digests are kept: a look-up tells nobody by its time
//! how much of a guess was right, and no copy of this memory holds a token.
class ResumeTokens final
{
public:
    static constexpr int bits = 256;

    //! `secrets` must be fit for secrets, and outlives this.
    explicit ResumeTokens(RandomSource &secrets) : m_secrets(secrets) { }

    //! A new token, of letters, digits, "-" and "_". Worth nothing until give().
    QByteArray make();
    //! From now on the token of this session; those before it are void.
    void give(const QByteArray &token, const SessionId &session);
    //! The same, but `shown`, if it is one of this session, stays good until settle(): nobody
    //! knows whether the new one arrives.
    void renew(const QByteArray &token, const SessionId &session, const QByteArray &shown);
    //! The newest arrived: it alone is good.
    void settle(const SessionId &session);
    //! None when no session has it.
    std::optional<SessionId> find(const QByteArray &token) const;
    bool hasToken(const SessionId &session) const { return m_ofSession.contains(session); }
    //! The session's tokens are void. Nothing happens when it has none.
    void revoke(const SessionId &session);

private:
    //! By value: one of thousands of clients costs no block of memory for it.
    struct Digest
    {
        std::array<unsigned char, 32> bytes{};

        friend bool operator==(const Digest &, const Digest &) = default;
        friend size_t qHash(const Digest &digest, size_t seed)
        {
            return qHashBits(digest.bytes.data(), sizeof(std::uint64_t), seed);
        }
    };
    struct Digests
    {
        Digest newest;
        std::optional<Digest> shown; //!< none once settled
    };

    static Digest digestOf(const QByteArray &token);

    RandomSource &m_secrets;
    QHash<Digest, SessionId> m_sessions;
    QHash<SessionId, Digests> m_ofSession;
};

} // namespace Breakwater
