// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/killfixture.h>
#include <tests/support/testmain.h>

#include <QtCore/QObject>

using namespace Breakwater::Test;

//! Servers of others, killed with SIGKILL at random moments under load.
class InteropKill final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingConfirmedIsLostWhenAServerIsKilled_data() { addPlans(KillPlan::Group::Killed); }
    void nothingConfirmedIsLostWhenAServerIsKilled() { runPlanOfThisRow("tst_interop_kill"); }
};

BREAKWATER_TEST(InteropKill)

#include "tst_interop_kill.moc"
