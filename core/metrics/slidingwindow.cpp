// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/slidingwindow.h>

#include <algorithm>

namespace Breakwater {

namespace {

double share(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

double SlidingWindow::Totals::failureRate() const
{
    return share(failures, calls());
}

double SlidingWindow::Totals::slowRate() const
{
    return share(slow, calls());
}

SlidingWindow::SlidingWindow(Duration length)
    : m_sliceLength(std::max(length / static_cast<int>(sliceCount), Duration(1)))
{ }

void SlidingWindow::clear()
{
    m_totals = {};
    m_slices.fill({});
}

void SlidingWindow::dropSlices(MonotonicTime now)
{
    const auto steps = (now - m_newestEnds) / m_sliceLength + 1;
    m_newestEnds += steps * m_sliceLength;
    if (steps >= static_cast<Duration::rep>(sliceCount))
        return clear();

    for (auto i = steps; i > 0; --i) {
        m_newest = (m_newest + 1) % sliceCount;
        const Totals old = m_slices[m_newest];
        m_totals.successes -= old.successes;
        m_totals.failures -= old.failures;
        m_totals.slow -= old.slow;
        m_slices[m_newest] = {};
    }
}

} // namespace Breakwater
