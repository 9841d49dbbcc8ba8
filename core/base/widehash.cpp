// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/widehash.h>

#ifdef BREAKWATER_XXHASH_DISPATCHES
#include <xxh_x86dispatch.h> // has the names below stand for the functions that choose
#else
#include <xxhash.h>
#endif

namespace Breakwater {

WideHash wideHash128(std::string_view bytes, std::uint64_t seed)
{
    const XXH128_hash_t digest = XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed);
    return {digest.high64, digest.low64};
}

std::uint64_t wideHash64(std::string_view bytes, std::uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

} // namespace Breakwater
