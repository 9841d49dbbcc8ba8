// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/processmemory.h>

#include <unistd.h>

#include <fstream>

namespace Breakwater {

std::int64_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::int64_t total = 0;
    std::int64_t resident = 0;
    if (!(statm >> total >> resident))
        return 0;
    return resident * sysconf(_SC_PAGESIZE);
}

} // namespace Breakwater
