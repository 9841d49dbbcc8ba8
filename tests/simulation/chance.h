// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>

#include <cstdint>
#include <initializer_list>

namespace Breakwater::Simulation {

//! Everything that is drawn in a run, from one seed.
class Chance final
{
public:
    explicit Chance(std::uint64_t seed) : m_random(seed) { }

    std::uint64_t bits() { return m_random.next(); }
    //! Evenly in [lowest, highest].
    std::int64_t between(std::int64_t lowest, std::int64_t highest)
    {
        const auto span = static_cast<std::uint64_t>(highest - lowest) + 1;
        return lowest + static_cast<std::int64_t>(m_random.next() % span);
    }
    int number(int lowest, int highest) { return static_cast<int>(between(lowest, highest)); }
    Duration duration(Duration lowest, Duration highest)
    {
        return m_random.uniform(lowest, highest);
    }
    bool happens(double probability)
    {
        return static_cast<double>(m_random.next() >> 11) * 0x1.0p-53 < probability;
    }
    double share(double lowest, double highest)
    {
        return lowest + (highest - lowest) * static_cast<double>(m_random.next() >> 11) * 0x1.0p-53;
    }
    template <class Value> Value oneOf(std::initializer_list<Value> values)
    {
        return values.begin()[between(0, static_cast<std::int64_t>(values.size()) - 1)];
    }

private:
    SeededRandom m_random;
};

} // namespace Breakwater::Simulation
