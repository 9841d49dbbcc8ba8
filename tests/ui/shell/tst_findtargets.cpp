// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/findtargets.h>

#include <tests/support/testmain.h>
#include <tests/support/watchedbuilder.h>
#include <tests/ui/models/clienttable.h>
#include <tests/ui/shell/windowfixture.h>
#include <ui/charts/chartgrid.h>
#include <ui/models/servicefeed.h>
#include <ui/pages/clientsdetail.h>
#include <ui/pages/clientspage.h>
#include <ui/pages/overviewpage.h>
#include <ui/pages/servicespage.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

class TestFindTargets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void findsEachPage();
    void findsAService();
    void findsAClientOfWhatIsShown();
    void showsNoForeignControlCharacters();

private:
    Panels &panels() { return m_fixture->window.panels(); }
    FindTargets::List all()
    {
        return FindTargets(m_fixture->feed, panels(), m_fixture->window.actions()).all();
    }
    bool go(const QString &name)
    {
        for (const FindField::Target &target : all()) {
            if (target.name != name)
                continue;
            target.go();
            return true;
        }
        return false;
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestFindTargets::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->window.show();
    ServiceCard redis;
    redis.name = u"redis"_qs;
    ServiceBoard board;
    board.services = {redis};
    auto remote = std::make_shared<Snapshot>();
    remote->serving.url = u"ws://127.0.0.1:9000/"_qs;
    remote->serving.clients = 3;
    remote->serving.table = clientTable(1, 3);
    WatchedSource source = WatchedBuilder(u"eu"_qs).services(board);
    source.frame = remote;
    m_fixture->show({}, {source});
    QCOMPARE(m_fixture->feed.selected().value, u"watch:eu"_qs);
}

void TestFindTargets::findsEachPage()
{
    QVERIFY(go(u"Clients"_qs));
    QVERIFY(panels().clients().isVisible());
    QVERIFY(go(u"Services"_qs));
    QVERIFY(panels().services().isVisible());
    QVERIFY(go(u"Overview"_qs));
    QVERIFY(panels().overview().isVisible());
}

void TestFindTargets::findsAService()
{
    QVERIFY(go(u"redis · service"_qs));

    QVERIFY(panels().services().isVisible());
    QCOMPARE(panels().services().services().selected(), u"redis"_qs);
}

void TestFindTargets::findsAClientOfWhatIsShown()
{
    QVERIFY(go(u"sensor-2 · client"_qs));

    QVERIFY(panels().clients().isVisible());
    QVERIFY(panels().clients().findChild<ClientsDetail *>()->isVisible());
    m_fixture->feed.select({}); // our own core serves nobody
    QVERIFY(!go(u"sensor-2 · client"_qs));
}

void TestFindTargets::showsNoForeignControlCharacters()
{
    m_fixture->show({SessionBuilder(u"a"_qs).named(u"a\u202Eb"_qs)});

    for (const FindField::Target &target : all())
        QVERIFY(!target.name.contains(QChar(0x202E)));
}

BREAKWATER_TEST(TestFindTargets)
#include "tst_findtargets.moc"
