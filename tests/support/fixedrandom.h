// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>

#include <algorithm>

namespace Breakwater::Test {

//! Always the same bits: `share` of the way through every range (0 lowest, 1 highest).
class FixedRandom final : public RandomSource
{
public:
    explicit FixedRandom(double share = 0.5) { set(share); }

    void set(double share)
    {
        m_bits = static_cast<std::uint64_t>(std::min(share, 1 - 0x1.0p-53) * 0x1.0p64);
    }
    std::uint64_t next() override { return m_bits; }

private:
    std::uint64_t m_bits = 0;
};

} // namespace Breakwater::Test
