// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>

#include <QtCore/QByteArray>

#include <cstdint>
#include <memory>
#include <string_view>

namespace Breakwater {

//! 128 bits that stand for a session, an id and a payload. Where there is an id, `high` is its
//! name's, which depends on session and id only, `low` on all three; without one both depend on
//! session and payload.
struct DedupKey
{
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    friend bool operator==(const DedupKey &, const DedupKey &) = default;
};

//! What is known of a key before the payload is read. Of a session and an id.
struct DedupName
{
    std::uint64_t high = 0;
    std::uint64_t low = 0;
};

//! Makes keys by XXH3 (xxhash.com; 128 bits of the id, 64 of the payload seeded by them) or
//! SHA-256, as configured. docs/decisions/0003.
class DedupHasher final
{
public:
    DedupHasher(DedupHash hash, std::uint64_t sessionSeed);
    ~DedupHasher();
    DedupHasher(DedupHasher &&) noexcept;
    DedupHasher &operator=(DedupHasher &&) noexcept;

    DedupName name(std::string_view id) const;
    DedupKey key(const DedupName &name, const QByteArray &payload);
    //! Of a message without an id.
    DedupKey contentKey(const QByteArray &payload);
    DedupHash hash() const { return m_hash; }

private:
    class Sha256;

    DedupHash m_hash;
    std::uint64_t m_seed;
    std::unique_ptr<Sha256> m_sha256; //!< none with XXH3
};

} // namespace Breakwater
