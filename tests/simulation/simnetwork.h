// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/simulation/simlink.h>

#include <memory>
#include <vector>

namespace Breakwater::Simulation {

//! Where a session dials to: a server and the wires to it.
struct Place
{
    std::unique_ptr<Peer> peer;
    WireConditions conditions;
};

//! Makes the links of a run and keeps them. The path of an endpoint names the place: "/0/…".
class SimNetwork final : public TransportFactory
{
public:
    SimNetwork(const LinkWorld &world, const StabilityConfig &config, std::vector<Place> &places);
    ~SimNetwork() override;

    std::unique_ptr<Transport> create(const Endpoint &endpoint,
                                      TransportListener &listener) override;

    //! In the order of dialling; what has ended included.
    const std::vector<std::unique_ptr<SimLink>> &links() const { return m_links; }
    int aliveAt(int place) const;
    void configure(const StabilityConfig &config) { m_config = config.connection; }

private:
    LinkWorld m_world;
    StabilityConfig::Connection m_config;
    std::vector<Place> &m_places;
    std::vector<std::unique_ptr<SimLink>> m_links;
};

} // namespace Breakwater::Simulation
