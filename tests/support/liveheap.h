// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <malloc.h>

#include <cstdint>

namespace Breakwater::Test {

//! Bytes that are allocated and not freed, in all arenas and apart from them. What a thread keeps
//! back in its own cache for the next allocation counts as allocated: some kilobytes each.
inline std::int64_t liveHeap()
{
    const struct mallinfo2 all = mallinfo2();
    return static_cast<std::int64_t>(all.uordblks + all.hblkhd);
}

} // namespace Breakwater::Test
