// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/framebudget.h>

namespace Breakwater {

bool FrameBudget::take(MonotonicTime now, std::int64_t bytes, int mostFrames)
{
    if (now - m_secondFrom >= std::chrono::seconds(1)) {
        m_secondFrom = now;
        m_frames = 0;
        m_bytes = 0;
    }
    if (m_frames >= mostFrames || m_bytes + bytes > bytesPerSecond) {
        m_skipped += 1;
        return false;
    }
    m_frames += 1;
    m_bytes += bytes;
    return true;
}

} // namespace Breakwater
