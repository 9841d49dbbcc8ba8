// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/dedupkey.h>

#include <core/base/logging.h>

#include <openssl/evp.h>
#include <xxhash.h>

#include <array>
#include <cstring>
#include <initializer_list>

namespace Breakwater {

namespace {

std::string_view bytesOf(const QByteArray &payload)
{
    return {payload.constData(), static_cast<std::size_t>(payload.size())};
}

XXH128_hash_t xxh3(std::string_view bytes, std::uint64_t seed)
{
    return XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed);
}

// The id's digest seeds the payload's, so that the pair stands for both.
DedupKey xxh3Key(std::uint64_t seed, std::optional<std::string_view> id, std::string_view payload)
{
    if (!id) {
        const auto content = xxh3(payload, ~seed);
        return {content.high64, content.low64};
    }
    const auto name = xxh3(*id, seed);
    return {name.low64, xxh3(payload, seed ^ name.high64).low64};
}

} // namespace

//! One reused OpenSSL digest; fetching the algorithm anew costs more than hashing a short message.
class DedupHasher::Sha256 final
{
public:
    using Digest = std::array<unsigned char, 32>;

    Sha256()
        : m_algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free),
          m_context(EVP_MD_CTX_new(), EVP_MD_CTX_free)
    { }

    bool isUsable() const { return m_algorithm && m_context; }

    Digest of(std::initializer_list<std::string_view> parts)
    {
        Digest digest{};
        bool ok = EVP_DigestInit_ex(m_context.get(), m_algorithm.get(), nullptr) == 1;
        for (const auto part : parts)
            ok = ok && EVP_DigestUpdate(m_context.get(), part.data(), part.size()) == 1;
        ok = ok && EVP_DigestFinal_ex(m_context.get(), digest.data(), nullptr) == 1;
        Q_ASSERT(ok); // in memory and with an algorithm that was found, these do not fail
        return digest;
    }

    DedupKey key(std::uint64_t seed, std::optional<std::string_view> id, std::string_view payload)
    {
        const std::string_view session(reinterpret_cast<const char *>(&seed), sizeof seed);
        if (!id)
            return first16(of({session, "content", payload}));
        const Digest name = of({session, "id", *id});
        const std::string_view nameBytes(reinterpret_cast<const char *>(name.data()), name.size());
        return {first16(name).high, first16(of({nameBytes, payload})).low};
    }

private:
    static DedupKey first16(const Digest &digest)
    {
        DedupKey key;
        std::memcpy(&key.high, digest.data(), sizeof key.high);
        std::memcpy(&key.low, digest.data() + sizeof key.high, sizeof key.low);
        return key;
    }

    std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> m_algorithm;
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

DedupHasher::DedupHasher(DedupHash hash, std::uint64_t sessionSeed)
    : m_hash(hash), m_seed(sessionSeed)
{
    if (m_hash == DedupHash::Xxh3)
        return;
    m_sha256 = std::make_unique<Sha256>();
    if (!m_sha256->isUsable()) {
        qCWarning(bwSession, "OpenSSL offers no SHA-256; duplicates are recognised by XXH3-128.");
        m_sha256.reset();
    }
}

DedupHasher::~DedupHasher() = default;
DedupHasher::DedupHasher(DedupHasher &&) noexcept = default;
DedupHasher &DedupHasher::operator=(DedupHasher &&) noexcept = default;

DedupKey DedupHasher::key(std::optional<std::string_view> id, const QByteArray &payload)
{
    return m_sha256 ? m_sha256->key(m_seed, id, bytesOf(payload))
                    : xxh3Key(m_seed, id, bytesOf(payload));
}

} // namespace Breakwater
