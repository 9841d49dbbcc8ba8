// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configchange.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class ConfigChangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingChangedIsAnEmptyList();
    void changesAreNamedWithBothValues();
    void onlySomeChangesWaitForARestart();
    void whatNeedsARestartStaysAsItWas();
};

void ConfigChangeTest::nothingChangedIsAnEmptyList()
{
    QVERIFY(changesBetween(StabilityConfig(), StabilityConfig()).empty());
}

void ConfigChangeTest::changesAreNamedWithBothValues()
{
    StabilityConfig after;
    after.queue.messageTtl = 10s;
    after.history.path = u"/h"_qs;

    const auto changes = changesBetween(StabilityConfig(), after);

    QCOMPARE(changes.size(), 2u);
    QCOMPARE(changes[0],
             (ConfigChange{u"queue.message_ttl"_qs, u"\"5m\""_qs, u"\"10s\""_qs, false}));
    QCOMPARE(changes[1], (ConfigChange{u"history.path"_qs, QString(), u"\"/h\""_qs, true}));
}

void ConfigChangeTest::onlySomeChangesWaitForARestart()
{
    StabilityConfig after;
    after.queue.messageTtl = 10s;
    after.serve.listen = u"127.0.0.1:1"_qs;
    after.deduplication.hash = DedupHash::Sha256;

    QCOMPARE(keysThatNeedRestart(StabilityConfig(), after),
             (std::vector<QString>{u"deduplication.hash"_qs, u"serve.listen"_qs}));
}

void ConfigChangeTest::whatNeedsARestartStaysAsItWas()
{
    StabilityConfig before;
    before.serve.listen = u"127.0.0.1:1"_qs;
    StabilityConfig after;
    after.queue.messageTtl = 10s;

    const StabilityConfig now = applicableNow(before, after);

    QCOMPARE(now.queue.messageTtl, Duration(10s));
    QCOMPARE(now.serve.listen, before.serve.listen);
}

BREAKWATER_TEST(ConfigChangeTest)
#include "tst_configchange.moc"
