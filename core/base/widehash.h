// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace Breakwater {

//! The halves of a digest of 128 bits.
struct WideHash
{
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    friend bool operator==(const WideHash &, const WideHash &) = default;
};

//! From this size on the functions below are faster than XXH3 compiled into the caller; what is
//! shorter had better be hashed there.
inline constexpr std::size_t wideHashPays = 768;

//! XXH3 (xxhash.com) by the widest vectors that the processor has, chosen when the program runs,
//! where libxxhash can; the digests are the same everywhere. May be called from any thread: the
//! first calls look at the processor and keep, without a lock, a pointer to the function to use.
//! Threads that do so at once store the same one, and each x86 processor stores a pointer whole.
WideHash wideHash128(std::string_view bytes, std::uint64_t seed);
std::uint64_t wideHash64(std::string_view bytes, std::uint64_t seed);

} // namespace Breakwater
