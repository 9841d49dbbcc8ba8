// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <array>
#include <cstdint>

namespace Breakwater {

//! The only source of chance below `app`.
class RandomSource
{
public:
    virtual ~RandomSource() = default;

    //! 64 random bits.
    virtual std::uint64_t next() = 0;

    //! Evenly distributed in [lowest, highest]; `lowest` when the range is empty.
    Duration uniform(Duration lowest, Duration highest);
};

//! xoshiro256** by Blackman and Vigna (prng.di.unimi.it), seeded by splitmix64. Not for secrets.
class SeededRandom final : public RandomSource
{
public:
    explicit SeededRandom(std::uint64_t seed);
    //! Seeded by the operating system.
    static SeededRandom fromSystem();

    std::uint64_t next() override;

private:
    std::array<std::uint64_t, 4> m_state{};
};

//! The operating system's own generator: for secrets, which nobody may foretell.
class SystemRandom final : public RandomSource
{
public:
    std::uint64_t next() override;
};

} // namespace Breakwater
