// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/config/stabilityconfig.h>
#include <core/metrics/lazyhistogram.h>

#include <algorithm>

namespace Breakwater {

//! Whose quantiles since the start are made anew at the end of a performance period: links take
//! turns, so that each has its own once in an aggregate period, and no frame makes those of all.
//! Pure.
class RenewalTurns final
{
public:
    //! A performance period ends.
    void next(const StabilityConfig::Refresh &refresh)
    {
        m_count = static_cast<std::size_t>(
            std::max<Duration::rep>(refresh.aggregate / refresh.performance, 1));
        m_current = (m_current + 1) % m_count;
    }
    Quantiles of(const SessionId &link) const
    {
        const bool isNow = qHash(link.value) % m_count == m_current;
        return isNow ? Quantiles::Exact : Quantiles::LastKnown;
    }

private:
    std::size_t m_count = 1;
    std::size_t m_current = 0;
};

} // namespace Breakwater
