// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/session/sessionmanager.h>
#include <core/session/sessionsnapshot.h>

#include <memory>
#include <vector>

namespace Breakwater {

//! What the sessions of all clients, here or gone, amount to: sums, latencies, a table. Lives on
//! the worker thread.
class ClientFigures final
{
public:
    struct Strain
    {
        std::int64_t failing = 0; //!< as ServingSnapshot has it
        std::int64_t queued = 0;
    };
    using Table = std::shared_ptr<const std::vector<SessionSnapshot>>;

    //! `sessions` outlives it.
    explicit ClientFigures(SessionManager &sessions) : m_sessions(sessions) { }

    //! Adds all clients to the sum. Cheap enough for 10 000 of them a second. `withLatencies`:
    //! merge histograms too; else those of the last such call are used.
    Strain addTo(SnapshotSum &sum, TimeSample at, bool withLatencies);
    Strain strain() const;
    //! Ends the performance period of every client; its latencies are merged into `merged`.
    void endPeriod(MonotonicTime now, LatencyHistograms &merged);
    //! Of all clients, as of the last renewTable(); null before the first.
    const Table &table() const { return m_table; }
    void renewTable(TimeSample at);

private:
    SessionManager &m_sessions;
    LatencyHistograms m_settled; //!< of ended periods, of all clients that ever were
    LatencyHistograms m_shown;   //!< as of the last addTo() with latencies
    Table m_table;
};

} // namespace Breakwater
