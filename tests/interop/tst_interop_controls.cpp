// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/killfixture.h>
#include <tests/support/testmain.h>

#include <QtCore/QObject>

using namespace Breakwater::Test;

//! Where loss must be seen, or the harness proves nothing; and what confirmation by the application
//! makes of the same servers.
class InteropControls final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lossIsSeenWhereItIsAndNotWithAcknowledgements_data()
    {
        addPlans(KillPlan::Group::Controls);
    }
    void lossIsSeenWhereItIsAndNotWithAcknowledgements()
    {
        runPlanOfThisRow("tst_interop_controls");
    }
};

BREAKWATER_TEST(InteropControls)

#include "tst_interop_controls.moc"
