// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/base/time.h>

namespace Breakwater {

//! Full-jitter exponential backoff: U(0, min(cap, base·2ⁿ)). (Marc Brooker, "Exponential Backoff
//! And Jitter", AWS 2015.)
class Backoff final
{
public:
    Backoff(Duration base, Duration cap);

    //! The next delay; counts one attempt.
    Duration next(RandomSource &random);
    //! Counts one attempt whose delay somebody else chose.
    void skip();
    //! Upper end of what next() would draw from.
    Duration ceiling() const;
    int attempts() const { return m_attempts; }
    void reset() { m_attempts = 0; }
    void configure(Duration base, Duration cap);

private:
    Duration m_base;
    Duration m_cap;
    int m_attempts = 0;
};

} // namespace Breakwater
