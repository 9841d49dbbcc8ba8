// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/serviceboard.h>
#include <core/watch/servicetally.h>
#include <core/watch/servicereader.h>

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace Breakwater {

//! The services behind one watched source, from what its frames tell. Pure, and of bounded size
//! whatever the server sends.
//!
//! What stats tell of a counter is believed; events are added to it until stats come again.
class ServiceLedger final
{
public:
    //! So many services without room are told apart.
    static constexpr std::size_t mostLeftOut = 1000;

    explicit ServiceLedger(MonotonicTime now) : m_periodFrom(now) { }

    void take(const std::vector<ServiceStats> &stats);
    void take(const ServiceHappening &happening, WallTime arrivedAt);
    void countUnknown(const QString &type);
    void countMalformed(const QString &why);
    //! What happens until stats come again is not known: rates are none until then, and what the
    //! counters gained meanwhile belongs to no period.
    void linkLost();
    //! Rates of the period that ends now.
    void endPeriod(MonotonicTime now);

    std::uint64_t unknown() const { return m_board.unknown; }
    std::uint64_t malformed() const { return m_board.malformed; }
    const QString &lastUnknown() const { return m_board.lastUnknown; }
    const QString &lastMalformed() const { return m_board.lastMalformed; }
    bool isEmpty() const { return m_services.empty(); }
    //! Null as long as no service is known. Costs as much as there are services, once a change.
    std::shared_ptr<const ServiceBoard> board() const;

private:
    //! Null when there is no room for another service.
    ServiceTally *tally(const QString &service);
    void keep(const ServiceHappening &happening, WallTime at);

    std::map<QString, ServiceTally> m_services;
    std::set<QString> m_leftOut; //!< names without room for more than that
    std::deque<ServiceEvent> m_events;
    ServiceBoard m_board; //!< its counts only
    std::uint64_t m_lastSequence = 0;
    MonotonicTime m_periodFrom;
    bool m_isLive = false;                              //!< something came since the link was lost
    mutable std::shared_ptr<const ServiceBoard> m_made; //!< null: made anew when asked for
};

} // namespace Breakwater
