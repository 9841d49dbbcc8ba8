// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/killfixture.h>
#include <tests/support/testmain.h>

#include <QtCore/QObject>

using namespace Breakwater::Test;

//! Servers of others, stopped with SIGSTOP under load: long enough to be given up, and not so long.
class InteropFreeze final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingConfirmedIsLostWhenAServerFreezes_data() { addPlans(KillPlan::Group::Frozen); }
    void nothingConfirmedIsLostWhenAServerFreezes() { runPlanOfThisRow("tst_interop_freeze"); }
};

BREAKWATER_TEST(InteropFreeze)

#include "tst_interop_freeze.moc"
