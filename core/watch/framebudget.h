// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <cstdint>

namespace Breakwater {

//! How much of a stream is read. What comes faster is skipped unread, so that no server can keep
//! the worker busy with its words alone. Pure.
class FrameBudget final
{
public:
    static constexpr int framesPerSecond = 5000;
    static constexpr std::int64_t bytesPerSecond = 8 * 1024 * 1024;

    //! False: skip it. Counted by the second.
    bool take(MonotonicTime now, std::int64_t bytes, int mostFrames = framesPerSecond);
    std::uint64_t skipped() const { return m_skipped; }

private:
    MonotonicTime m_secondFrom{};
    int m_frames = 0;
    std::int64_t m_bytes = 0;
    std::uint64_t m_skipped = 0;
};

} // namespace Breakwater
