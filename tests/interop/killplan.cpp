// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/killplan.h>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

namespace {

using Blow = KillPlan::Blow;
using Expected = KillPlan::Expected;
using Group = KillPlan::Group;

const QString badWeather = u"latency=2ms jitter=3ms slice=700"_qs;
const QString answersPings = u"answer-pings latency=2ms jitter=3ms"_qs;
const QStringList storesLater{u"--store-every-ms"_qs, u"20"_qs};
const QStringList storesLaterAndAcknowledges{u"--store-every-ms"_qs, u"20"_qs, u"--ack"_qs};
const QStringList acknowledges{u"--ack"_qs};

void addKilled(std::vector<KillPlan> &plans)
{
    for (const Peer peer : {Peer::DebianWs, Peer::NpmWs, Peer::PythonWebsockets}) {
        plans.push_back({.name = u"killed"_qs, .peer = peer});
        plans.push_back(
            {.name = u"killed, through the fault proxy"_qs, .peer = peer, .faults = badWeather});
    }
    plans.push_back(
        {.name = u"killed, what is in doubt is reported"_qs, .inDoubt = InDoubtPolicy::Report});
}

void addFrozen(std::vector<KillPlan> &plans)
{
    for (const Peer peer : {Peer::DebianWs, Peer::PythonWebsockets}) {
        plans.push_back({.group = Group::Frozen,
                         .name = u"frozen until given up"_qs,
                         .peer = peer,
                         .blow = Blow::LongFreeze,
                         .blows = 3});
        plans.push_back({.group = Group::Frozen,
                         .name = u"frozen for a moment"_qs,
                         .peer = peer,
                         .blow = Blow::ShortFreeze});
    }
}

//! Loss that must be seen, and what `app` makes of the same servers.
void addControls(std::vector<KillPlan> &plans)
{
    plans.push_back({.group = Group::Controls,
                     .name = u"control: written taken for delivered"_qs,
                     .confirm = ConfirmMode::None,
                     .expected = Expected::Loss});
    plans.push_back({.group = Group::Controls,
                     .name = u"control: app stores every 20 ms"_qs,
                     .sinkOptions = storesLater,
                     .expected = Expected::Loss});
    plans.push_back({.group = Group::Controls,
                     .name = u"app stores every 20 ms, then acknowledges"_qs,
                     .confirm = ConfirmMode::App,
                     .sinkOptions = storesLaterAndAcknowledges});
    plans.push_back({.group = Group::Controls,
                     .name = u"the handler stores"_qs,
                     .peer = Peer::PythonWebsockets,
                     .sinkOptions = {u"--store-in"_qs, u"handler"_qs},
                     .expected = Expected::SomeLoss});
    plans.push_back({.group = Group::Controls,
                     .name = u"the handler stores, then acknowledges"_qs,
                     .peer = Peer::PythonWebsockets,
                     .confirm = ConfirmMode::App,
                     .sinkOptions = {u"--store-in"_qs, u"handler"_qs, u"--ack"_qs}});
    plans.push_back({.group = Group::Controls,
                     .name = u"control: a proxy answers pings itself"_qs,
                     .faults = answersPings,
                     .expected = Expected::Loss});
    plans.push_back({.group = Group::Controls,
                     .name = u"a proxy answers pings itself, app acknowledges"_qs,
                     .faults = answersPings,
                     .confirm = ConfirmMode::App,
                     .sinkOptions = acknowledges});
}

} // namespace

QString KillPlan::peerName() const
{
    switch (peer) {
    case Peer::DebianWs: return u"node ws 8.11"_qs;
    case Peer::NpmWs: return u"node ws 8.23"_qs;
    case Peer::PythonWebsockets: return u"python websockets 10.4"_qs;
    }
    Q_UNREACHABLE();
}

std::vector<KillPlan> KillPlan::all()
{
    std::vector<KillPlan> plans;
    addKilled(plans);
    addFrozen(plans);
    addControls(plans);
    return plans;
}

QString KillReport::summary() const
{
    return u"%1 blows, %2 accepted, %3 confirmed, %4 in doubt, %5 lost, %6 duplicates "
           "(%7 undeclared), %8 abandoned, %9 s, seed %10"_qs.arg(blows)
               .arg(audit.accepted)
               .arg(audit.confirmed)
               .arg(audit.inDoubt)
               .arg(audit.lost)
               .arg(audit.duplicates)
               .arg(audit.undeclaredDuplicates)
               .arg(audit.abandoned)
               .arg(seconds, 0, 'f', 1)
               .arg(seed);
}

} // namespace Breakwater::Test
