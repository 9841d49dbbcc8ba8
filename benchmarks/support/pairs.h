// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <functional>
#include <optional>
#include <vector>

namespace Breakwater::Bench {

//! Two ways of doing the same thing, measured in turns: A B A in each round, so that whatever the
//! machine does meanwhile hits both, and the second A against the first says how large the noise
//! is.
struct Pairs
{
    std::vector<double> a; //!< ns of one operation, a value for each round
    std::vector<double> b;
    std::vector<double> again; //!< A once more

    //! The middle of what B took more than A (the mean of both) in the same round.
    double difference() const;
    //! The middle of A's second time by its first.
    double control() const;
};

//! One operation's ns, or none when it failed: then the whole measurement has.
using Measure = std::function<std::optional<double>()>;
std::optional<Pairs> measurePairs(int rounds, const Measure &a, const Measure &b);

} // namespace Breakwater::Bench
