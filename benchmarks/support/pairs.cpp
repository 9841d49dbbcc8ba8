// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/pairs.h>

#include <benchmarks/support/report.h>

namespace Breakwater::Bench {

double Pairs::difference() const
{
    std::vector<double> differences;
    for (std::size_t i = 0; i < a.size(); ++i)
        differences.push_back(b[i] - (a[i] + again[i]) / 2);
    return medianOf(std::move(differences));
}

double Pairs::control() const
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < a.size(); ++i)
        ratios.push_back(again[i] / a[i]);
    return medianOf(std::move(ratios));
}

std::optional<Pairs> measurePairs(int rounds, const Measure &a, const Measure &b)
{
    Pairs pairs;
    for (int i = 0; i < rounds; ++i) {
        const auto first = a();
        const auto other = b();
        const auto again = a();
        if (!first || !other || !again)
            return {};
        pairs.a.push_back(*first);
        pairs.b.push_back(*other);
        pairs.again.push_back(*again);
    }
    return pairs;
}

} // namespace Breakwater::Bench
