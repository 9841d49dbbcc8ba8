// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/session/sessionmanager.h>
#include <core/session/shutdownreport.h>

#include <functional>

namespace Breakwater {

//! Stop accepting → flush (at most 70 % of the time, 20 s) → close with 1001 → report. The timeout
//! bounds the whole, whatever a peer does. Lives on the worker thread; looks at the sessions every
//! few milliseconds while it runs.
class GracefulShutdown final
{
public:
    using DoneHandler = std::function<void(const ShutdownReport &)>;

    GracefulShutdown(SessionManager &sessions, TimeSystem &time);

    //! These sessions too; before begin().
    void include(SessionManager &more) { m_managers.push_back(&more); }
    //! A second call changes nothing. The handler is called once, from the event loop.
    void begin(Duration timeout, DoneHandler done, ShutdownPlan plan = {});
    bool hasBegun() const { return m_stage != Stage::Idle; }

private:
    enum class Stage { Idle, Flushing, Closing, Done };

    void step();
    bool hasPending() const;
    bool hasOpen() const;
    void closeAll(int code);
    void finish(MonotonicTime now);
    std::vector<Session *> sessions() const;
    //! Summed over the sessions, also those that are gone.
    std::uint64_t sumOf(std::uint64_t (*countOf)(const MessageCounters &)) const;

    std::vector<SessionManager *> m_managers;
    TimeSystem &m_time;
    std::unique_ptr<Timer> m_timer;
    Stage m_stage = Stage::Idle;
    DoneHandler m_done;
    ShutdownPlan m_plan;
    ShutdownReport m_report;
    MonotonicTime m_begunAt{};
    MonotonicTime m_flushUntil{};
    MonotonicTime m_until{};
    std::uint64_t m_deliveredBefore = 0;
    std::uint64_t m_lostBefore = 0;
    std::uint64_t m_keptBefore = 0;
};

} // namespace Breakwater
