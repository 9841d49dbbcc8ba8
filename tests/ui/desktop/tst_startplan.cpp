// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/startplan.h>

#include <tests/support/testmain.h>

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace Breakwater;
using namespace Breakwater::App;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestStartPlan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void startsTheDemoWhenNothingIsKnown();
    void startsNoDemoBesideSavedConnections();
    void opensWhatWasMarkedAndNothingElse();
    void demoUsesTheTestingPresetUnlessToldOtherwise();
    void demoKeepsWhatTheFileSays();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void sameUrlIsTheSameSession();
    void namesUrlsApart();
    void watchesWhatSaysSoByItself();
    void refusesOutputsThatCannotBeWritten();

private:
    Paths paths() const
    {
        return {.profiles = path(u"profiles.json"_qs), .window = {}, .runtime = {}};
    }
    QString path(const QString &name) const { return m_folder->filePath(name); }
    void save(const QString &name, bool autoConnect)
    {
        const ProfileFile file(paths().profiles);
        auto profiles = file.load().value();
        Profile profile;
        profile.name = name;
        profile.url = u"wss://example.org/"_qs;
        profile.autoConnect = autoConnect;
        profiles.push_back(profile);
        QVERIFY(file.save(profiles));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStartPlan::startsTheDemoWhenNothingIsKnown()
{
    QVERIFY(planStart({}, paths())->startsDemo);
    QVERIFY(!planStart({.urls = {u"ws://127.0.0.1:9/"_qs}}, paths())->startsDemo);
}

void TestStartPlan::startsNoDemoBesideSavedConnections()
{
    save(u"prod"_qs, false);

    const auto plan = planStart({}, paths());

    QVERIFY(plan && !plan->startsDemo);
    QVERIFY(plan->profiles.empty());
}

void TestStartPlan::opensWhatWasMarkedAndNothingElse()
{
    save(u"a"_qs, true);
    save(u"b"_qs, false);

    QCOMPARE(planStart({}, paths())->profiles.size(), std::size_t(1));
    QCOMPARE(planStart({}, paths())->profiles.front().name, u"a"_qs);
    QCOMPARE(planStart({.profile = u"b"_qs}, paths())->profiles.front().name, u"b"_qs);
    QVERIFY(planStart({.isDemo = true}, paths())->profiles.empty());
}

void TestStartPlan::demoUsesTheTestingPresetUnlessToldOtherwise()
{
    const auto alone = planStart({.isDemo = true}, paths());
    QCOMPARE(alone->demoConfig->preset, Preset::Testing);
    QCOMPARE(alone->config.config.preset, Preset::Default); // for what comes after the demo
    const auto named = planStart({.isDemo = true, .preset = u"production"_qs}, paths());
    QCOMPARE(named->demoConfig->preset, Preset::Production);
    QVERIFY(!planStart({.urls = {u"ws://127.0.0.1:9/"_qs}}, paths())->demoConfig);
    QVERIFY(!planStart({.isDemo = true, .urls = {u"ws://127.0.0.1:9/"_qs}}, paths())->demoConfig);
}

void TestStartPlan::demoKeepsWhatTheFileSays()
{
    QFile file(path(u"own.toml"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("preset = \"production\"\n[queue]\nmax_messages = 77\n");
    file.close();

    const auto config = demoConfig({.configFile = file.fileName()});

    QVERIFY(config);
    QCOMPARE(config->preset, Preset::Testing);
    QCOMPARE(config->queue.maxMessages, 77);
}

void TestStartPlan::namesWhatIsWrong_data()
{
    QTest::addColumn<DesktopOptions>("options");
    QTest::addColumn<QString>("named");
    QTest::newRow("url") << DesktopOptions{.urls = {u"ftp://x/"_qs}} << u"ftp"_qs;
    QTest::newRow("profile") << DesktopOptions{.profile = u"nobody"_qs} << u"nobody"_qs;
    QTest::newRow("config") << DesktopOptions{.configFile = u"/nowhere/b.toml"_qs}
                            << u"/nowhere/b.toml"_qs;
    QTest::newRow("preset") << DesktopOptions{.preset = u"wild"_qs} << u"wild"_qs;
}

void TestStartPlan::namesWhatIsWrong()
{
    QFETCH(DesktopOptions, options);
    QFETCH(QString, named);

    const auto plan = planStart(options, paths());

    QVERIFY(!plan);
    QVERIFY2(plan.error().message.contains(named), qPrintable(plan.error().message));
}

void TestStartPlan::sameUrlIsTheSameSession()
{
    const auto a = openUrl(u"ws://example.org:8080"_qs);
    const auto b = openUrl(u"ws://EXAMPLE.org:8080/"_qs);
    const auto other = openUrl(u"ws://example.org:8081/"_qs);

    QCOMPARE(a->id, b->id);
    QVERIFY(a->id != other->id);
    QCOMPARE(a->name, u"example.org:8080"_qs);
    QVERIFY(!a->id.value.contains(u"8080"_qs));
}

void TestStartPlan::namesUrlsApart()
{
    const auto plan = planStart(
        {.urls = {u"ws://example.org/feed?token=1"_qs, u"ws://example.org/feed?token=2"_qs}},
        paths());

    QVERIFY(plan);
    QCOMPARE(plan->sessions[0].name, u"example.org/feed"_qs);
    QCOMPARE(plan->sessions[1].name, u"example.org/feed 2"_qs);
}

void TestStartPlan::watchesWhatSaysSoByItself()
{
    const auto plan
        = planStart({.urls = {u"http://example.org/?a=1"_qs, u"http://example.org/?a=2"_qs,
                              u"wss://example.org/stream"_qs, u"ws://example.org/"_qs}},
                    paths());

    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
    QVERIFY(!plan->startsDemo);
    QCOMPARE(plan->sessions.size(), std::size_t(1));
    QCOMPARE(plan->watches.size(), std::size_t(3));
    QVERIFY(plan->watches[0].target.kind == WatchKind::Poll);
    QVERIFY(plan->watches[0].target.id != plan->watches[1].target.id);
    QVERIFY(plan->watches[1].target.name.endsWith(u" 2"_qs));
    QVERIFY(plan->watches[2].target.kind == WatchKind::Stream);
    for (const OpenWatch &watch : plan->watches)
        QCOMPARE(watch.target.id.value, u"watch:"_qs + watch.target.name);
}

void TestStartPlan::refusesOutputsThatCannotBeWritten()
{
    QVERIFY(checkOutputs({.exportFile = path(u"x.json"_qs)}));
    QVERIFY(!checkOutputs({.exportFile = path(u"absent/x.json"_qs)}));
    QVERIFY(!checkOutputs({.screenshotFile = m_folder->path()}));
}

BREAKWATER_TEST(TestStartPlan)
#include "tst_startplan.moc"
