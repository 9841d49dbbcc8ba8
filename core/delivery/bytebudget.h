// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace Breakwater {

//! How many payload bytes all sessions together may hold (`queue.total_max_bytes`). Shared by
//! reference on the worker thread; each ledger takes and gives back what it holds.
class ByteBudget final
{
public:
    explicit ByteBudget(std::int64_t limit) : m_limit(limit) { }

    bool hasRoomFor(std::int64_t bytes) const { return m_used + bytes <= m_limit; }
    void take(std::int64_t bytes) { m_used += bytes; }
    void giveBack(std::int64_t bytes) { m_used -= bytes; }
    void setLimit(std::int64_t limit) { m_limit = limit; }
    std::int64_t used() const { return m_used; }

private:
    std::int64_t m_limit;
    std::int64_t m_used = 0;
};

} // namespace Breakwater
