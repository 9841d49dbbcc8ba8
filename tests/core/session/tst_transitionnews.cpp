// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/transitionnews.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class TransitionNewsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatItBecameSaysHowBadItIs();
    void titleNamesBothStates();
};

void TransitionNewsTest::whatItBecameSaysHowBadItIs()
{
    using enum BreakerState;
    QVERIFY(newsOf({.from = Closed, .to = Open}).severity == Severity::Error);
    QVERIFY(newsOf({.from = Open, .to = HalfOpen}).severity == Severity::Warning);
    QVERIFY(newsOf({.from = HalfOpen, .to = Closed}).severity == Severity::Info);
}

void TransitionNewsTest::titleNamesBothStates()
{
    const BreakerTransition transition{.from = BreakerState::HalfOpen, .to = BreakerState::Open};

    QCOMPARE(newsOf(transition).title, u"HALF-OPEN → OPEN"_qs);
}

BREAKWATER_TEST(TransitionNewsTest)
#include "tst_transitionnews.moc"
