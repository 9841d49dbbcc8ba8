// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/windowcommands.h>

#include <tests/support/testmain.h>
#include <tests/ui/shell/windowfixture.h>
#include <ui/dialogs/confirmdialog.h>
#include <ui/widgets/sessionlist.h>

#include <QtGui/QAction>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

class TestWindowCommands final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void disconnectsAtOnceWhenNothingWaits();
    void asksBeforeDiscardingMessages();
    void anOutboxKeepsWhatADisconnectLeavesBehind();
    void selectsWhatSomebodyOpened();
    void aClientIsSentAwayAndNeverSelectedByItself();
    void theOnlyLinkIsMeantWhoeverIsLookedAt();

private:
    void disconnectNow() { m_fixture->window.actions()[Do::Disconnect]->trigger(); }
    ConfirmDialog *dialog() { return m_fixture->window.findChild<ConfirmDialog *>(); }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestWindowCommands::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->window.show();
}

void TestWindowCommands::disconnectsAtOnceWhenNothingWaits()
{
    m_fixture->show({SessionBuilder(u"a"_qs)});

    disconnectNow();

    QVERIFY(!dialog());
    QCOMPARE(m_fixture->commands.size(), 1);
    QCOMPARE(std::get<CloseSession>(std::get<0>(m_fixture->commands.at(0))).id.value, u"a"_qs);
}

void TestWindowCommands::asksBeforeDiscardingMessages()
{
    m_fixture->show({SessionBuilder(u"a"_qs).named(u"prod"_qs).queue(3, 2)});

    disconnectNow();

    QVERIFY(dialog());
    QVERIFY(m_fixture->commands.isEmpty());
    const QString words = dialog()->findChild<QLabel *>()->text();
    QVERIFY2(words.contains(u"prod"_qs) && words.contains(u"5 messages"_qs), qPrintable(words));
    QTest::keyClick(dialog(), Qt::Key_Return); // the safe answer is the default one
    QVERIFY(m_fixture->commands.isEmpty());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

    disconnectNow();
    dialog()->accept();

    QCOMPARE(m_fixture->commands.size(), 1);
    QCOMPARE(std::get<CloseSession>(std::get<0>(m_fixture->commands.at(0))).id.value, u"a"_qs);
}

void TestWindowCommands::anOutboxKeepsWhatADisconnectLeavesBehind()
{
    MainWindow window({.feed = m_fixture->feed,
                       .time = m_fixture->time,
                       .book = m_fixture->book,
                       .secrets = m_fixture->secrets,
                       .stateFile = {},
                       .hasOutbox = true});
    window.show();
    m_fixture->show({SessionBuilder(u"a"_qs).queue(1, 0)});

    window.actions()[Do::Disconnect]->trigger();

    const auto *const asked = window.findChild<ConfirmDialog *>();
    QVERIFY(asked);
    const QString words = asked->findChild<QLabel *>()->text();
    QVERIFY2(words.contains(u"1 message is not delivered yet. What the outbox holds"_qs),
             qPrintable(words));
}

void TestWindowCommands::selectsWhatSomebodyOpened()
{
    Profile profile;
    profile.name = u"b"_qs;
    profile.url = u"wss://example.org/"_qs;
    QVERIFY(m_fixture->book.put(profile, {}));
    m_fixture->show({SessionBuilder(u"a"_qs)});
    QCOMPARE(m_fixture->feed.selected().value, u"a"_qs);

    auto *const commands = m_fixture->window.findChild<WindowCommands *>();
    const std::unique_ptr<QMenu> saved(commands->makeSavedConnections());
    Q_EMIT saved->aboutToShow();
    saved->actions().front()->trigger();
    QCOMPARE(m_fixture->feed.selected().value, u"a"_qs);
    m_fixture->show({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)});
    QCOMPARE(m_fixture->feed.selected().value, u"b"_qs);

    m_fixture->feed.select({u"a"_qs}); // what is chosen later stays
    m_fixture->show({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)});
    QCOMPARE(m_fixture->feed.selected().value, u"a"_qs);
}

void TestWindowCommands::aClientIsSentAwayAndNeverSelectedByItself()
{
    SessionSnapshot client = SessionBuilder(u"client:1"_qs);
    client.isAdopted = true;
    m_fixture->show({client}); // somebody looks at it, and there is no link

    QCOMPARE(m_fixture->feed.selected(), SessionId{});
    m_fixture->feed.select(client.id);
    disconnectNow();

    QCOMPARE(m_fixture->commands.size(), 1);
    QCOMPARE(std::get<DisconnectClient>(std::get<0>(m_fixture->commands.at(0))).id, client.id);
}

void TestWindowCommands::theOnlyLinkIsMeantWhoeverIsLookedAt()
{
    SessionSnapshot client = SessionBuilder(u"client:1"_qs);
    client.isAdopted = true;
    m_fixture->show({client, SessionBuilder(u"mine"_qs)});
    m_fixture->feed.select({});

    disconnectNow();

    QCOMPARE(m_fixture->commands.size(), 1);
    QCOMPARE(std::get<CloseSession>(std::get<0>(m_fixture->commands.at(0))).id.value, u"mine"_qs);
    m_fixture->show({client});
    m_fixture->feed.select({});
    disconnectNow(); // a client alone is nobody's choice
    QCOMPARE(m_fixture->commands.size(), 1);
    QVERIFY(!m_fixture->window.findChild<SessionList *>()->isVisible()); // the list neither
}

BREAKWATER_TEST(TestWindowCommands)
#include "tst_windowcommands.moc"
