// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <malloc.h>

#include <cstdint>

namespace Breakwater::Bench {

//! How often this program called operator new. Only where allocations.cpp, which replaces it, is
//! linked in.
std::int64_t allocations();

//! Bytes that are allocated and not freed.
inline std::int64_t liveHeap()
{
    const struct mallinfo2 all = mallinfo2();
    return static_cast<std::int64_t>(all.uordblks + all.hblkhd);
}

} // namespace Breakwater::Bench
