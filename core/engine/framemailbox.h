// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <mutex>
#include <utility>

namespace Breakwater {

//! One place for one frame, between the thread that makes frames and the one that reads them: the
//! newest wins, and nothing queues up behind a slow reader. With the box of commands in
//! enginehost.cpp the only thing that two threads share; the lock is held for a pointer swap, once
//! per tick.
class FrameMailbox final
{
public:
    //! The producer. A frame that was never taken leaves its tiers to this one. True when the
    //! reader has to be woken.
    bool put(std::shared_ptr<Snapshot> frame)
    {
        const std::lock_guard lock(m_mutex);
        const bool wake = !m_frame;
        if (m_frame)
            frame->tiers.add(m_frame->tiers);
        m_frame = std::move(frame);
        return wake;
    }

    //! The reader. Null when there is nothing new.
    SnapshotPtr take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_frame, nullptr);
    }

private:
    std::mutex m_mutex;
    std::shared_ptr<Snapshot> m_frame;
};

} // namespace Breakwater
