// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/randomsource.h>

#include <QtCore/QRandomGenerator>

#include <bit>
#include <random>

namespace Breakwater {

namespace {

std::uint64_t splitmix(std::uint64_t &state)
{
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

} // namespace

Duration RandomSource::uniform(Duration lowest, Duration highest)
{
    if (highest <= lowest)
        return lowest;
    // 53 random bits are the fraction of a double: no modulo bias worth naming for delays.
    const double fraction = static_cast<double>(next() >> 11) * 0x1.0p-53;
    const auto span = static_cast<double>((highest - lowest).count());
    return lowest + Duration(static_cast<Duration::rep>(fraction * (span + 1.0)));
}

SeededRandom::SeededRandom(std::uint64_t seed)
{
    for (auto &word : m_state)
        word = splitmix(seed);
}

SeededRandom SeededRandom::fromSystem()
{
    std::random_device device;
    return SeededRandom((std::uint64_t(device()) << 32) | device());
}

std::uint64_t SeededRandom::next()
{
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t t = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= t;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

std::uint64_t SystemRandom::next()
{
    return QRandomGenerator::system()->generate64();
}

} // namespace Breakwater
