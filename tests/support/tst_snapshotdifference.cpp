// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/snapshotbuilder.h>
#include <tests/support/snapshotdifference.h>
#include <tests/support/testmain.h>

#include <cmath>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

class SnapshotDifferenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingHappenedIsNoChange();
    void namesWhatChangedAndByHowMuch();
    void whatFlowsByItselfIsNoChange();
    void sessionsThatComeAndGoAreNamed();
    void clientsOfTheTableAreThere();
    void anUnknownNameIsNoZero();
};

namespace {

SessionSnapshot alpha(std::uint64_t confirmed)
{
    return SessionBuilder(u"alpha"_qs).messages({.accepted = 9, .confirmed = confirmed});
}

} // namespace

void SnapshotDifferenceTest::nothingHappenedIsNoChange()
{
    const SnapshotPtr frame = SnapshotBuilder().session(alpha(2)).build();

    QCOMPARE(SnapshotDifference(*frame, *frame).changed(), QStringList());
}

void SnapshotDifferenceTest::namesWhatChangedAndByHowMuch()
{
    const SnapshotPtr before = SnapshotBuilder().session(alpha(7)).build();
    const SnapshotPtr after = SnapshotBuilder().session(alpha(2)).build();

    const SnapshotDifference forth(*after, *before);
    const SnapshotDifference back(*before, *after);

    QCOMPARE(forth.of(u"sessions.alpha.messages.confirmed"_qs), 5.0);
    QCOMPARE(forth.changed(u"sessions."_qs),
             QStringList{u"sessions.alpha.messages.confirmed +5"_qs});
    QCOMPARE(back.changed(u"sessions."_qs),
             QStringList{u"sessions.alpha.messages.confirmed -5"_qs});
}

void SnapshotDifferenceTest::whatFlowsByItselfIsNoChange()
{
    auto before = *SnapshotBuilder(1).session(alpha(2)).build();
    auto after = *SnapshotBuilder(2).session(alpha(2)).build();
    after.uptime = before.uptime + 5s;
    after.at.wall += 5s;
    after.sessions[0].rates.sent = 17;
    after.sessions[0].queue.oldestAge = 3s;
    after.cleanup.cycles = 4;

    QCOMPARE(SnapshotDifference(before, after).changed(), QStringList());
}

void SnapshotDifferenceTest::sessionsThatComeAndGoAreNamed()
{
    const SnapshotPtr before = SnapshotBuilder().session(alpha(2)).build();
    const SnapshotPtr after
        = SnapshotBuilder().session(SessionBuilder(u"beta"_qs).messages({.accepted = 3})).build();

    const SnapshotDifference difference(*before, *after);

    QCOMPARE(difference.appeared(), QStringList{u"sessions.beta"_qs});
    QCOMPARE(difference.vanished(), QStringList{u"sessions.alpha"_qs});
    QCOMPARE(difference.of(u"sessions.beta.messages.accepted"_qs), 3.0);
    QCOMPARE(difference.of(u"sessions.alpha.messages.confirmed"_qs), -2.0);
}

void SnapshotDifferenceTest::clientsOfTheTableAreThere()
{
    auto before = *SnapshotBuilder().build();
    auto after = before;
    after.serving.table = std::make_shared<const std::vector<SessionSnapshot>>(
        std::vector<SessionSnapshot>{alpha(4)});
    after.serving.accepted = 1;
    after.cleanup.clientsRemoved = 6;

    const SnapshotDifference difference(before, after);

    QCOMPARE(difference.appeared(), QStringList{u"clients.alpha"_qs});
    QCOMPARE(difference.of(u"clients.alpha.messages.confirmed"_qs), 4.0);
    QCOMPARE(difference.changed(u"serving"_qs), QStringList{u"serving.accepted +1"_qs});
    QCOMPARE(difference.of(u"engine.cleanup.clients_removed"_qs), 6.0);
}

void SnapshotDifferenceTest::anUnknownNameIsNoZero()
{
    const SnapshotPtr frame = SnapshotBuilder().build();

    QVERIFY(std::isnan(SnapshotDifference(*frame, *frame).of(u"engine.messages.confirmd"_qs)));
}

BREAKWATER_TEST(SnapshotDifferenceTest)
#include "tst_snapshotdifference.moc"
