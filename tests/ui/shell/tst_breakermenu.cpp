// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/breakermenu.h>

#include <tests/support/testmain.h>
#include <tests/ui/shell/windowfixture.h>
#include <ui/dialogs/confirmdialog.h>

#include <QtGui/QAction>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBreakerMenu final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void asksBeforeForcingAndNamesTheTarget();
    void typingGoesIntoTheReasonAtOnce();
    void sendsNothingWhenCancelled();
    void clearsAnOverrideOnlyWhereThereIsOne();
    void isAbsentInReadOnlyProfiles();
    void needsOneSession();
    void aClientIsATargetOnlyWhenItIsSelected();

private:
    QAction *action(Do what) { return m_fixture->window.actions()[what]; }
    ConfirmDialog *dialog() { return m_fixture->window.findChild<ConfirmDialog *>(); }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestBreakerMenu::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->window.show();
    m_fixture->show({SessionBuilder(u"a"_qs).named(u"prod-eu"_qs)});
}

void TestBreakerMenu::asksBeforeForcingAndNamesTheTarget()
{
    action(Do::ForceOpen)->trigger();

    QVERIFY(m_fixture->commands.isEmpty());
    QVERIFY(dialog());
    QCOMPARE(dialog()->parentWidget(),
             &m_fixture->window); // it stands over the window, not the menu
    const QString words = dialog()->findChild<QLabel *>()->text();
    QVERIFY2(words.contains(u"prod-eu"_qs) && words.contains(u"15 minutes"_qs), qPrintable(words));
    dialog()->findChild<QLineEdit *>()->setText(u"deploy"_qs);
    dialog()->accept();
    QCOMPARE(m_fixture->commands.size(), 1);
    const auto forced = std::get<ForceBreaker>(std::get<0>(m_fixture->commands.at(0)));
    QCOMPARE(forced.id.value, u"a"_qs);
    QVERIFY(forced.value == BreakerOverride::ForcedOpen);
    QCOMPARE(forced.reason, u"deploy"_qs);
    QVERIFY(forced.length == 15min);
}

void TestBreakerMenu::typingGoesIntoTheReasonAtOnce()
{
    action(Do::ForceClosed)->trigger();
    auto *const reason = dialog()->findChild<QLineEdit *>();
    QCOMPARE(dialog()->focusWidget(), reason);

    QTest::keyClicks(dialog()->focusWidget(), u"go on"_qs);

    QCOMPARE(reason->text(), u"go on"_qs);
    QVERIFY(dialog()->isVisible());
    QTest::keyClick(reason, Qt::Key_Return);
    QVERIFY(m_fixture->commands.isEmpty());
}

void TestBreakerMenu::sendsNothingWhenCancelled()
{
    action(Do::ResetBreaker)->trigger();
    QVERIFY(dialog());

    // The safe answer is the default one.
    QTest::keyClick(dialog(), Qt::Key_Return);

    QVERIFY(m_fixture->commands.isEmpty());
}

void TestBreakerMenu::clearsAnOverrideOnlyWhereThereIsOne()
{
    QVERIFY(!action(Do::ClearOverride)->isEnabled());
    m_fixture->show({SessionBuilder(u"a"_qs).forced(BreakerOverride::ForcedOpen, {})});
    QVERIFY(action(Do::ClearOverride)->isEnabled());

    action(Do::ClearOverride)->trigger();

    QCOMPARE(m_fixture->commands.size(), 1);
    const auto cleared = std::get<ForceBreaker>(std::get<0>(m_fixture->commands.at(0)));
    QVERIFY(cleared.value == BreakerOverride::None);
}

void TestBreakerMenu::isAbsentInReadOnlyProfiles()
{
    Profile profile;
    profile.name = u"a"_qs;
    profile.url = u"wss://example.org/"_qs;
    profile.readOnly = true;
    QVERIFY(m_fixture->book.put(profile, {}));
    m_fixture->show({SessionBuilder(u"a"_qs)});

    for (const Do what : {Do::ForceOpen, Do::ForceClosed, Do::ClearOverride, Do::ResetBreaker}) {
        QVERIFY(!action(what)->isVisible());
        QVERIFY(!action(what)->isEnabled());
    }
}

void TestBreakerMenu::needsOneSession()
{
    m_fixture->show({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)});
    m_fixture->feed.select({});
    QVERIFY(!action(Do::ForceOpen)->isEnabled());

    m_fixture->feed.select({u"b"_qs});
    QVERIFY(action(Do::ForceOpen)->isEnabled());
}

void TestBreakerMenu::aClientIsATargetOnlyWhenItIsSelected()
{
    auto *const menu = m_fixture->window.findChild<BreakerMenu *>();
    SessionSnapshot client = SessionBuilder(u"client:1"_qs).named(u"a&b\u202E"_qs);
    client.isAdopted = true;
    m_fixture->show({client});
    m_fixture->feed.select({});
    QVERIFY(!menu->target());

    m_fixture->show({client, SessionBuilder(u"mine"_qs)});
    m_fixture->feed.select({});
    QVERIFY(menu->target());
    QCOMPARE(menu->target()->id.value, u"mine"_qs);

    m_fixture->feed.select(client.id);
    QCOMPARE(menu->target()->id, client.id);
    const QString note = menu->actions().front()->text(); // it names itself
    QVERIFY2(note.startsWith(u"a&&b"_qs) && !note.contains(QChar(0x202E)), qPrintable(note));
}

BREAKWATER_TEST(TestBreakerMenu)
#include "tst_breakermenu.moc"
