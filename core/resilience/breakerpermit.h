// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QString>

#include <cstdint>
#include <utility>

namespace Breakwater {

class CircuitBreaker;

//! Why there was no permit, known as CircuitBreaker::Rejection. `retryAfter` is 0 when unknown (all
//! probes are out, or forced open without end).
struct BreakerRejection
{
    enum class Reason { Open, ProbesExhausted, ForcedOpen } reason = Reason::Open;
    Duration retryAfter{};
};

//! Leave for one call, known as CircuitBreaker::Permit. Ends exactly once: succeed(), fail() or
//! cancel(); destroying an unended one cancels it. What is said to an ended one has no effect. A
//! verdict from an older generation (the state has changed since) only counts `late_results`.
class BreakerPermit final
{
public:
    BreakerPermit() = default; //!< ended
    BreakerPermit(BreakerPermit &&other) noexcept;
    BreakerPermit &operator=(BreakerPermit &&other) noexcept;
    inline ~BreakerPermit();

    bool isLive() const { return m_breaker != nullptr; }
    MonotonicTime startedAt() const { return m_startedAt; }
    // These are in circuitbreakerinline.h.
    inline void succeed(MonotonicTime now) noexcept;
    //! `why` goes into the transition's detail if this failure trips the breaker.
    inline void fail(MonotonicTime now, const QString &why) noexcept;
    //! Gives the slot back; counts neither as success nor as failure.
    inline void cancel() noexcept;

private:
    friend class CircuitBreaker;
    BreakerPermit(CircuitBreaker *breaker, std::uint32_t generation, MonotonicTime startedAt)
        : m_generation(generation), m_startedAt(startedAt), m_breaker(breaker)
    { }

    // The first two lie as a rejection's members do: so compilers keep either of them in registers.
    std::uint32_t m_generation = 0;
    MonotonicTime m_startedAt{};
    CircuitBreaker *m_breaker = nullptr; //!< none when it has ended
};

inline BreakerPermit::BreakerPermit(BreakerPermit &&other) noexcept
    : m_generation(other.m_generation), m_startedAt(other.m_startedAt),
      m_breaker(std::exchange(other.m_breaker, nullptr))
{ }

inline BreakerPermit &BreakerPermit::operator=(BreakerPermit &&other) noexcept
{
    if (this != &other) {
        cancel();
        m_breaker = std::exchange(other.m_breaker, nullptr);
        m_generation = other.m_generation;
        m_startedAt = other.m_startedAt;
    }
    return *this;
}

} // namespace Breakwater
