// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/demosettings.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::App;
using namespace Qt::StringLiterals;

//! The user's own configuration was once replaced for good by starting the demo from the menu.
class TestDemoSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void demoAloneBringsItsOwn();
    void leavesOtherSessionsTheirs();
    void closingTheDemoRestoresTheUsers();
    void openingAnotherSessionRestoresTheUsers();
    void testingALinkChangesNothing();
    void restoresAfterADemoFromTheStart();
    void tellsWhyTheyCannotBeRead();

private:
    static StabilityConfig config(Preset preset, std::int64_t messages)
    {
        StabilityConfig made;
        made.preset = preset;
        made.queue.maxMessages = messages;
        return made;
    }
    static OpenSession open(const QString &id) { return {.id = {id}, .name = {}, .endpoint = {}}; }

    const StabilityConfig m_own = config(Preset::Production, 11);
    const StabilityConfig m_testing = config(Preset::Testing, 22);
    DemoSettings settings() const
    {
        return {m_own, std::nullopt, [this] { return m_testing; }};
    }
};

void TestDemoSettings::demoAloneBringsItsOwn()
{
    DemoSettings demo = settings();
    QCOMPARE(demo.preset(), Preset::Production);

    const auto posted = demo.beforeDemo();
    const auto again = demo.beforeDemo();

    QVERIFY(posted && *posted);
    QCOMPARE((*posted)->config.queue.maxMessages, 22);
    QCOMPARE(demo.preset(), Preset::Testing);
    QVERIFY(again && !*again);
    QVERIFY(!demo.before(StartDemo{DemoSettings::demoSession()}));
    QVERIFY(demo.areInForce());
}

void TestDemoSettings::leavesOtherSessionsTheirs()
{
    DemoSettings demo = settings();
    QVERIFY(!demo.before(open(u"a"_qs)));

    const auto posted = demo.beforeDemo();

    QVERIFY(posted && !*posted);
    QCOMPARE(demo.preset(), Preset::Production);
    demo.before(CloseSession{{u"a"_qs}});
    QVERIFY(*demo.beforeDemo());
}

void TestDemoSettings::closingTheDemoRestoresTheUsers()
{
    DemoSettings demo = settings();
    QVERIFY(demo.beforeDemo());

    const auto restored = demo.before(CloseSession{DemoSettings::demoSession()});

    QVERIFY(restored);
    QCOMPARE(restored->config.queue.maxMessages, 11);
    QCOMPARE(demo.preset(), Preset::Production);
    QVERIFY(!demo.before(CloseSession{DemoSettings::demoSession()}));
}

void TestDemoSettings::openingAnotherSessionRestoresTheUsers()
{
    DemoSettings demo = settings();
    QVERIFY(demo.beforeDemo());
    QVERIFY(!demo.before(RetryNow{DemoSettings::demoSession()}));

    const auto restored = demo.before(open(u"a"_qs));

    QVERIFY(restored);
    QCOMPARE(restored->config.preset, Preset::Production);
    QVERIFY(!demo.before(open(u"b"_qs)));
}

void TestDemoSettings::testingALinkChangesNothing()
{
    DemoSettings demo = settings();
    QVERIFY(demo.beforeDemo());

    QVERIFY(!demo.before(open(u"test:a"_qs)));
    QVERIFY(!demo.before(CloseSession{{u"test:a"_qs}}));

    QVERIFY(demo.areInForce());
}

void TestDemoSettings::restoresAfterADemoFromTheStart()
{
    DemoSettings demo(m_own, m_testing, [this] { return m_testing; });
    QVERIFY(!*demo.beforeDemo());
    QCOMPARE(demo.preset(), Preset::Testing);

    QVERIFY(demo.before(open(u"a"_qs)));
}

void TestDemoSettings::tellsWhyTheyCannotBeRead()
{
    const auto fail = []() -> Expected<StabilityConfig> {
        return Unexpected<>(Error{ErrorKind::BadConfig, u"broken"_qs});
    };
    DemoSettings demo(m_own, std::nullopt, fail);

    const auto posted = demo.beforeDemo();

    QVERIFY(!posted);
    QCOMPARE(posted.error().message, u"broken"_qs);
    QCOMPARE(demo.preset(), Preset::Production);
}

BREAKWATER_TEST(TestDemoSettings)
#include "tst_demosettings.moc"
