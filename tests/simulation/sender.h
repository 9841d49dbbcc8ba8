// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/simulation/world.h>

#include <map>
#include <optional>

namespace Breakwater::Simulation {

//! Sends what the plan's habits say: bursts, some with ids, some again, some that must be refused.
class Sender final
{
public:
    explicit Sender(World &world) : m_world(world) { }

    void burst();
    //! One harmless message, to see that all is well again.
    void probe(int place);
    //! That cannot be delivered: the server closes over them.
    int poisonSent() const { return m_poisonSent; }

private:
    struct Made
    {
        Content content;
        std::int64_t bytes = 0;
    };
    Made make(std::optional<std::uint32_t> id);
    void sendOne(int place);
    OutgoingMessage dressed(const Made &made);

    World &m_world;
    std::map<std::optional<std::uint32_t>, Made> m_latest; //!< of each id
    std::uint64_t m_lastNumber = 0;
    int m_poisonSent = 0;
};

} // namespace Breakwater::Simulation
