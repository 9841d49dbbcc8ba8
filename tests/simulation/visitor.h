// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/simulation/simnetwork.h>
#include <tests/simulation/visitaccount.h>

namespace Breakwater::Simulation {

//! The model of a client that comes to us, vanishes, and comes back with the token that it read
//! last. What it has read is durable, and it answers every ping.
class Visitor final : public Peer
{
public:
    Visitor(int number, const LinkWorld &world, VisitAccount &account)
        : m_number(number), m_world(world), m_account(account)
    { }

    //! Over a new link; an older one is left to itself.
    void come(ClientRegistry &registry, SimNetwork &network);
    enum class Leave : std::uint8_t { Closing, Loud, LoudAndLossy, Silent };
    void leave(Leave how);
    //! It has a link that lives at both ends.
    bool isHere() const { return m_link && m_link->isAlive(); }

    void dialled(SimLink &link) override;
    void arrived(SimLink &link, const Frame &frame) override;
    void lost(SimLink &link) override;

private:
    const int m_number;
    LinkWorld m_world;
    VisitAccount &m_account;
    SimLink *m_link = nullptr; //!< the newest, as far as it lives for us
};

} // namespace Breakwater::Simulation
