// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>
#include <core/snapshot/watchedsource.h>

namespace Breakwater {

//! Hears of one watched source, on the worker thread, from within its calls: note it, act later.
class WatchListener
{
public:
    virtual ~WatchListener() = default;

    //! The link, or the remote's state, changed: worth a frame at once.
    virtual void watchChanged(const SessionId &source) = 0;
    //! For the event log.
    virtual void watchEvent(const SessionId &source, const QString &name, Severity severity,
                            const QString &title, const QString &detail)
        = 0;
};

//! Keeps at one remote source until it is destroyed: dials or polls, waits with backoff, comes back
//! without being asked. Lives on the worker thread.
class Watcher
{
public:
    virtual ~Watcher() = default; //!< ends its link silently

    virtual void start() = 0;
    //! Now, whatever it waits for; also ends *refused*.
    virtual void retryNow() = 0;
    //! The machine slept, or its network changed: what waits tries at once, what lives is asked.
    virtual void recheck() { retryNow(); }
    //! As seen at that moment.
    virtual WatchedSource look(TimeSample at) = 0;
    //! A performance period is over: rates of services and the like.
    virtual void endPeriod(MonotonicTime now) = 0;
    virtual void configure(const StabilityConfig &config) = 0;
};

} // namespace Breakwater
