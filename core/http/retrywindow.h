// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <cstdint>
#include <deque>
#include <optional>

namespace Breakwater {

//! How retries went lately, from totals that only grow. Pure; bounded.
//!
//! Lifetime totals would keep a server degraded for days after one bad hour.
class RetryWindow final
{
public:
    static constexpr Duration length = std::chrono::minutes(5);

    //! Totals that went back (a link was removed) begin anew.
    void add(MonotonicTime now, std::uint64_t successes, std::uint64_t failures);
    //! Successes among what ended within the window, 0..1; none when nothing did.
    std::optional<double> successShare() const;

private:
    struct Totals
    {
        MonotonicTime at{};
        std::uint64_t successes = 0;
        std::uint64_t failures = 0;
    };
    static constexpr Duration grain = std::chrono::seconds(10);

    std::deque<Totals> m_past; //!< at most one per grain; the front is the beginning of the window
    Totals m_now;
};

} // namespace Breakwater
