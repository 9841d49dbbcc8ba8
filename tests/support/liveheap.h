// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QtGlobal>

#include <malloc.h>

namespace Breakwater::Test {

//! Bytes that are allocated and not freed, in all arenas and apart from them. What a thread keeps
//! back in its own cache for the next allocation counts as allocated: some kilobytes each. 0 under
//! the address sanitizer, whose allocations nobody counts.
inline qint64 liveHeap()
{
#ifdef __SANITIZE_ADDRESS__
    return 0;
#else
    const struct mallinfo2 all = mallinfo2();
    return static_cast<qint64>(all.uordblks + all.hblkhd);
#endif
}

} // namespace Breakwater::Test
