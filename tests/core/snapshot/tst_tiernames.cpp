// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/tiernames.h>

#include <core/snapshot/jsonwriter.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

namespace {

QByteArray written(TierSet tiers)
{
    JsonWriter json;
    json.array([&] { writeTiers(json, tiers); });
    return json.take();
}

} // namespace

class TierNamesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTierIsFoundByItsName();
    void anotherNameIsNoTier();
    void namesAreThoseInTheSet();
};

void TierNamesTest::everyTierIsFoundByItsName()
{
    for (const Tier tier : {Tier::Realtime, Tier::Performance, Tier::Aggregate})
        QVERIFY(tierFrom(QString(toString(tier))) == tier);
}

void TierNamesTest::anotherNameIsNoTier()
{
    QVERIFY(!tierFrom(u"Realtime"));
    QVERIFY(!tierFrom(u"all"));
    QVERIFY(!tierFrom(u""));
}

void TierNamesTest::namesAreThoseInTheSet()
{
    TierSet some;
    some.add(Tier::Aggregate);
    some.add(Tier::Realtime);

    QCOMPARE(written({}), QByteArray("[]"));
    QCOMPARE(written(some), QByteArray(R"(["realtime","aggregate"])"));
    QCOMPARE(written(TierSet::all()).count(','), 2);
}

BREAKWATER_TEST(TierNamesTest)

#include "tst_tiernames.moc"
