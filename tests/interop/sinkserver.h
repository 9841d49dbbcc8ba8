// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/realtimesystem.h>
#include <core/fault/faultproxy.h>
#include <tests/interop/killplan.h>

#include <QtCore/QTemporaryDir>

#include <memory>
#include <random>

namespace Breakwater::Test {

//! A server of tests/interop/peers that writes down what it receives, and the proxy before it when
//! the plan wants one. Dies and comes back on the same port, with the same file.
class SinkServer final
{
public:
    //! The seed decides the ports and what the proxy does.
    SinkServer(const KillPlan &plan, std::uint64_t seed);

    //! The port to dial; none, with said(), when something did not come up.
    std::optional<quint16> start();
    //! SIGKILL, and a new one at once; false when there is none.
    bool replace();
    //! A new one, should this one have ended by itself.
    void revive();
    void freeze() { m_server->freeze(); }
    void thaw() { m_server->thaw(); }

    //! The ids that it stored, in its order, over all its lives.
    std::vector<std::int64_t> stored() const;
    QString said() const { return m_said + m_server->said(); }

private:
    std::optional<quint16> startProxy();
    quint16 quietPort();

    const KillPlan m_plan;
    std::mt19937_64 m_random;
    RealTimeSystem m_time;
    SeededRandom m_proxyRandom;
    QTemporaryDir m_folder;
    QString m_said;
    std::unique_ptr<PeerProcess> m_server;
    std::unique_ptr<FaultProxy> m_proxy; //!< null: the way is direct
};

} // namespace Breakwater::Test
