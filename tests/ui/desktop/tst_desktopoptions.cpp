// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/desktopoptions.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::App;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDesktopOptions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryOption();
    void waitsTenSecondsByDefault();
    void showsHelpAndVersion();
    void explainsBadUsage_data();
    void explainsBadUsage();
    void takesPictureNamesWithPngOrNoEnding();
};

void TestDesktopOptions::readsEveryOption()
{
    const auto parsed = parseDesktopOptions(
        {u"--demo"_qs, u"--profile"_qs, u"prod"_qs, u"--url"_qs, u"ws://a/"_qs, u"--url=ws://b/"_qs,
         u"--config"_qs, u"c.toml"_qs, u"--preset"_qs, u"testing"_qs, u"--export"_qs, u"e.json"_qs,
         u"--screenshot"_qs, u"s.png"_qs, u"--after"_qs, u"3s"_qs, u"--new-instance"_qs});

    const DesktopOptions expected{.isDemo = true,
                                  .profile = u"prod"_qs,
                                  .urls = {u"ws://a/"_qs, u"ws://b/"_qs},
                                  .configFile = u"c.toml"_qs,
                                  .preset = u"testing"_qs,
                                  .exportFile = u"e.json"_qs,
                                  .screenshotFile = u"s.png"_qs,
                                  .after = 3s,
                                  .isNewInstance = true};
    QVERIFY(std::holds_alternative<DesktopOptions>(parsed));
    QCOMPARE(std::get<DesktopOptions>(parsed), expected);
    QVERIFY(expected.isUnattended());
}

void TestDesktopOptions::waitsTenSecondsByDefault()
{
    const auto parsed = parseDesktopOptions({u"--export"_qs, u"e.json"_qs});

    QVERIFY(std::get<DesktopOptions>(parsed).after == 10s);
    QVERIFY(!std::get<DesktopOptions>(parseDesktopOptions({})).isUnattended());
}

void TestDesktopOptions::showsHelpAndVersion()
{
    const auto help = parseDesktopOptions({u"--help"_qs});
    const auto version = parseDesktopOptions({u"--version"_qs});

    QVERIFY(std::get<ShowText>(help).text.contains(u"--new-instance"_qs));
    QVERIFY(std::get<ShowText>(version).text.startsWith(u"breakwater"_qs));
}

void TestDesktopOptions::explainsBadUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    QTest::newRow("unknown option") << QStringList{u"--frob"_qs} << u"--frob"_qs;
    QTest::newRow("stray argument") << QStringList{u"ws://a/"_qs} << u"ws://a/"_qs;
    QTest::newRow("no value") << QStringList{u"--url"_qs} << u"--url"_qs;
    QTest::newRow("after alone") << QStringList{u"--after"_qs, u"5s"_qs} << u"--export"_qs;
    QTest::newRow("no duration") << QStringList{u"--export"_qs, u"e"_qs, u"--after"_qs, u"soon"_qs}
                                 << u"soon"_qs;
    QTest::newRow("no PNG") << QStringList{u"--screenshot"_qs, u"x.jpg"_qs} << u"x.jpg"_qs;
    QTest::newRow("no picture") << QStringList{u"--screenshot"_qs, u"x.txt"_qs} << u".png"_qs;
}

void TestDesktopOptions::takesPictureNamesWithPngOrNoEnding()
{
    for (const QString &name : {u"x.PNG"_qs, u"a.b/picture"_qs}) {
        const auto parsed = parseDesktopOptions({u"--screenshot"_qs, name});

        QCOMPARE(std::get<DesktopOptions>(parsed).screenshotFile, name);
    }
}

void TestDesktopOptions::explainsBadUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);

    const auto parsed = parseDesktopOptions(arguments);

    QVERIFY(std::holds_alternative<UsageError>(parsed));
    const QString sentence = std::get<UsageError>(parsed).sentence;
    QVERIFY2(sentence.contains(named), qPrintable(sentence));
    QVERIFY2(!sentence.contains(u'\n'), qPrintable(sentence));
}

BREAKWATER_TEST(TestDesktopOptions)
#include "tst_desktopoptions.moc"
