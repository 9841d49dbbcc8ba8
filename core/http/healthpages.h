// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/config/stabilityconfig.h>
#include <core/history/sourcehistory.h>
#include <core/http/accessgate.h>
#include <core/http/healthverdict.h>
#include <core/http/retrywindow.h>
#include <core/snapshot/snapshot.h>

namespace Breakwater {

//! Every page and status of the health endpoint, from a request to an answer, without sockets.
//! Lives where its snapshots arrive.
class HealthPages final
{
public:
    HealthPages(const StabilityConfig &config, AccessGate gate, const TimeSystem &time);

    //! What can change live: policies, time zone, allowed hosts and origins.
    void setConfig(const StabilityConfig &config);
    void setSnapshot(SnapshotPtr snapshot);
    //! From now on not ready: whoever sends traffic here goes elsewhere. Everything else as before.
    void setStopping() { m_isStopping = true; }
    HttpAnswer answer(const HttpRequest &request) const;

private:
    HttpAnswer page(const HttpRequest &request, AccessGate::Pass pass) const;
    HttpAnswer protectedPage(const HttpRequest &request) const;
    HttpAnswer health(const HttpRequest &request, AccessGate::Pass pass) const;
    HttpAnswer readiness(AccessGate::Pass pass) const;
    HealthVerdict verdict() const;

    StabilityConfig::Health m_health;
    AccessGate m_gate;
    const TimeSystem &m_time;
    SnapshotPtr m_snapshot; //!< null before the first
    bool m_isStopping = false;
    RetryWindow m_retries;
    SourceHistory m_history; //!< of everything together, for /api/history
};

} // namespace Breakwater
