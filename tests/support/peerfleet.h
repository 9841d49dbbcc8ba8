// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/support/peerclient.h>

#include <vector>

namespace Breakwater::Test {

//! Many clients, each with its own socket and name: "a0", "a1" … for the name "a".
class PeerFleet final
{
public:
    static constexpr int patience = 30'000; //!< ms; only bounds a failing test
    //! So many dial at a time; more would wait in the kernel's queue, and some be turned away.
    static constexpr int atOnce = 40;

    PeerFleet(const QString &name, int count, const StabilityConfig &config = {},
              PeerClient::Manner manner = PeerClient::Manner::Plain);

    //! Whether all are there, within the patience.
    bool come(const QUrl &server);
    void leave();
    void vanish();
    //! Messages `from` to `to` of each of them, in turn: the first of all, the second of all …
    bool send(int from, int to);
    //! Whether each has heard so many messages, within the patience. More is not noticed here.
    bool hears(int count) const;
    //! Whether the links of all have ended, within the patience.
    bool ends() const;

    int size() const { return static_cast<int>(m_clients.size()); }
    PeerClient &at(int index) { return *m_clients.at(static_cast<std::size_t>(index)); }
    auto begin() const { return m_clients.begin(); }
    auto end() const { return m_clients.end(); }

private:
    const StabilityConfig m_config;
    RealTimeSystem m_time;
    std::vector<std::unique_ptr<PeerClient>> m_clients;
};

} // namespace Breakwater::Test
