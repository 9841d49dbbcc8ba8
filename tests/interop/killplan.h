// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>
#include <tests/interop/deliveryaudit.h>
#include <tests/interop/peer.h>

#include <QtCore/QString>

#include <optional>
#include <vector>

namespace Breakwater::Test {

//! One scenario of docs/reliability.md: which server, what is done to it by which way, and what
//! has to come of it.
struct KillPlan
{
    enum class Blow : std::uint8_t {
        Kill,       //!< SIGKILL, and a new server on the same port
        LongFreeze, //!< SIGSTOP until the session has given the link up, then SIGCONT
        ShortFreeze //!< SIGSTOP and SIGCONT before it notices
    };
    //! Which test runs it.
    enum class Group : std::uint8_t { Killed, Frozen, Controls };
    enum class Expected : std::uint8_t {
        NothingLost,
        Loss,
        SomeLoss //!< now and then: in the table only
    };

    Group group = Group::Killed;
    QString name;
    Peer peer = Peer::DebianWs;
    //! What a FaultProxy on the way does, in its own words; empty: there is none.
    QString faults = {};
    Blow blow = Blow::Kill;
    ConfirmMode confirm = ConfirmMode::Hop;
    InDoubtPolicy inDoubt = InDoubtPolicy::Replay;
    QStringList sinkOptions = {}; //!< of peers/sink.js or sink.py
    Expected expected = Expected::NothingLost;
    int blows = 10;
    double perSecond = 6000;

    QString peerName() const;
    //! Names it among all.
    QString title() const { return peerName() + QStringLiteral(", ") + name; }
    //! The rows of the table, in its order.
    static std::vector<KillPlan> all();
};

//! What a run of a plan found.
struct KillReport
{
    std::uint64_t seed = 0;
    int blows = 0;
    DeliveryAudit audit;
    QStringList complaints; //!< a sentence for each thing that is wrong; empty: as expected
    double seconds = 0;

    bool isAsExpected() const { return complaints.isEmpty(); }
    //! One line with all numbers.
    QString summary() const;
};

} // namespace Breakwater::Test
