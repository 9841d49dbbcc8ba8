// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/dedupkey.h>

#include <core/base/logging.h>
#include <core/base/widehash.h>

#include <openssl/evp.h>

#define XXH_INLINE_ALL // for short messages the call costs as much as the hash
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

std::string_view bytesOf(const std::uint64_t &number)
{
    return {reinterpret_cast<const char *>(&number), sizeof number};
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

    static DedupKey first16(const Digest &digest)
    {
        DedupKey key;
        std::memcpy(&key.high, digest.data(), sizeof key.high);
        std::memcpy(&key.low, digest.data() + sizeof key.high, sizeof key.low);
        return key;
    }

private:
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

DedupName DedupHasher::name(std::string_view id) const
{
    if (m_sha256) {
        const auto name = Sha256::first16(m_sha256->of({bytesOf(m_seed), "id", id}));
        return {name.high, name.low};
    }
    const auto name = XXH3_128bits_withSeed(id.data(), id.size(), m_seed);
    return {name.low64, name.high64};
}

// The name's other half goes into the payload's digest, so that the pair stands for both.
DedupKey DedupHasher::key(const DedupName &name, const QByteArray &payload)
{
    const std::string_view content = bytesOf(payload);
    if (m_sha256) {
        const auto all = m_sha256->of({bytesOf(name.high), bytesOf(name.low), content});
        return {name.high, Sha256::first16(all).low};
    }
    const std::uint64_t seed = m_seed ^ name.low;
    return {name.high,
            content.size() < wideHashPays
                ? XXH3_64bits_withSeed(content.data(), content.size(), seed)
                : wideHash64(content, seed)};
}

DedupKey DedupHasher::contentKey(const QByteArray &payload)
{
    const std::string_view content = bytesOf(payload);
    if (m_sha256)
        return Sha256::first16(m_sha256->of({bytesOf(m_seed), "content", content}));
    if (content.size() >= wideHashPays) {
        const WideHash digest = wideHash128(content, ~m_seed);
        return {digest.high, digest.low};
    }
    const auto key = XXH3_128bits_withSeed(content.data(), content.size(), ~m_seed);
    return {key.high64, key.low64};
}

} // namespace Breakwater
