// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/http/healthserver.h>

#include <optional>

namespace Breakwater {

class Engine;

//! EngineHost's health endpoint; does nothing unless `http.listen` is set. Lives on the worker
//! thread, and answers before there is an engine: a slow outbox makes a program not ready, not
//! dead.
class EngineHealth final
{
public:
    EngineHealth(const StabilityConfig &config, TimeSystem &time);

    //! Into the event log: where it is served, and what is not right with it. Why it is not served
    //! where it should be comes back.
    std::optional<Error> tell(Engine &engine) const;
    void setSnapshot(SnapshotPtr snapshot) { m_server.setSnapshot(std::move(snapshot)); }
    void setConfig(const StabilityConfig &config) { m_server.setConfig(config); }
    //! Shutting down: not ready, and everything else is answered until the end.
    void setStopping() { m_server.setStopping(); }

private:
    HealthServer m_server;
    std::optional<Error> m_trouble;
};

} // namespace Breakwater
