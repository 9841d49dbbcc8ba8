// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/slidingwindow.h>

#include <algorithm>
#include <utility>

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
    : m_sliceLength(std::max(length / static_cast<int>(olderCount + 1), Duration(1)))
{ }

void SlidingWindow::clear()
{
    m_newest = {};
    m_older = {};
    m_slices.fill({});
}

void SlidingWindow::startSlice(MonotonicTime now)
{
    const auto steps = (now - m_newestEnds) / m_sliceLength + 1;
    m_newestEnds += steps * m_sliceLength;
    if (steps > static_cast<Duration::rep>(olderCount))
        return clear();

    for (auto i = steps; i > 0; --i) {
        const Totals dropped = std::exchange(m_slices[m_oldest], m_newest);
        m_older.successes += m_newest.successes - dropped.successes;
        m_older.failures += m_newest.failures - dropped.failures;
        m_older.slow += m_newest.slow - dropped.slow;
        m_newest = {};
        m_oldest = (m_oldest + 1) % olderCount;
    }
}

} // namespace Breakwater
