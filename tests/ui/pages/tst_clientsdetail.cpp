// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/clientsdetail.h>

#include <tests/support/testmain.h>
#include <tests/ui/pages/clientspagefixture.h>
#include <ui/dialogs/confirmdialog.h>
#include <ui/widgets/breakerlamp.h>
#include <ui/widgets/queuegauge.h>

#include <QtGui/QAction>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestClientsDetail final : public QObject, private ClientsPageFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void enterOpensAClientAndItIsLookedAt();
    void theOpenClientIsLiveOnceFramesHaveIt();
    void escapeClosesAndLooksNoLonger();
    void theSeventeenthPushesOutTheFirst();
    void showsTheChartsOfAClient();
    void asksBeforeItDisconnects();
    void aClientThatLeftIsGone();
    void aWatchedCoreIsOnlyLookedAt();
};

void TestClientsDetail::enterOpensAClientAndItIsLookedAt()
{
    serve(20);
    QVERIFY(!detail()->isVisible());

    openRow(4);
    openRow(4); // again: it is open already

    QVERIFY(detail()->isVisible());
    const auto wishes = sent<LookAtClient>();
    QCOMPARE(wishes.size(), 1U);
    QCOMPARE(wishes.front().id.value, u"client:00005"_s);
    QVERIFY(wishes.front().isWanted);
    QVERIFY(!anyLabel(u"From the table, as of"_s).isEmpty());
    QVERIFY(!button(u"Show charts"_s)->isEnabled()); // no frame has it yet
    QCOMPARE(detail()->findChild<QComboBox *>()->currentText(), u"sensor-5"_s);
}

void TestClientsDetail::theOpenClientIsLiveOnceFramesHaveIt()
{
    serve(60);
    openRow(49); // its breaker is open
    SessionSnapshot live = numberedClient(50);
    live.queue.queued = 321;

    m_scenario->frame.sessions = {live};
    next();

    QVERIFY(!anyLabel(u"Live"_s).isEmpty());
    QVERIFY(button(u"Show charts"_s)->isEnabled());
    const auto *lamp = detail()->findChild<BreakerLamp *>();
    QVERIFY(lamp->state().state == BreakerState::Open);
    QVERIFY2(lamp->state().reason.contains(u"5 consecutive failures"_s),
             qPrintable(lamp->state().reason));
    QVERIFY(detail()->findChild<QueueGauge *>()->spokenName().contains(u"321 of 1000"_s));
    QCOMPARE(anyLabel(u"client:00050"_s), u"client:00050"_s);
}

void TestClientsDetail::escapeClosesAndLooksNoLonger()
{
    serve(20);
    openRow(4);
    openRow(5);
    detail()->findChild<QComboBox *>()->setFocus();

    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);

    QVERIFY(detail()->isVisible()); // the other one
    QCOMPARE(detail()->findChild<QComboBox *>()->currentText(), u"sensor-5"_s);
    QCOMPARE(sent<LookAtClient>().back().id.value, u"client:00006"_s);
    QVERIFY(!sent<LookAtClient>().back().isWanted);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(m_table));
    detail()->findChild<QComboBox *>()->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);

    QVERIFY(!detail()->isVisible());
    QCOMPARE(sent<LookAtClient>().size(), 4U);
}

void TestClientsDetail::theSeventeenthPushesOutTheFirst()
{
    serve(30);
    for (int row = 0; row < 17; ++row)
        openRow(row);

    const auto wishes = sent<LookAtClient>();
    QCOMPARE(wishes.size(), 18U);
    QVERIFY(!wishes[16].isWanted);
    QCOMPARE(wishes[16].id.value, u"client:00001"_s);
    QCOMPARE(wishes[17].id.value, u"client:00017"_s);
    QCOMPARE(detail()->findChild<QComboBox *>()->count(), 16);
}

void TestClientsDetail::showsTheChartsOfAClient()
{
    serve(20);
    openRow(4);
    m_scenario->frame.sessions = {numberedClient(5)};
    next();
    const QSignalSpy wanted(m_page.get(), &ClientsPage::overviewWanted);

    button(u"Show charts"_s)->click();

    QCOMPARE(wanted.count(), 1);
    QCOMPARE(m_feed->selected().value, u"client:00005"_s);
    QVERIFY(detail()->isVisible()); // still our own core's clients
    QCOMPARE(model().rowCount(), 20);
    detail()->findChild<QComboBox *>()->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);

    QCOMPARE(m_feed->selected(), SessionId{}); // nobody looks at it any more
}

void TestClientsDetail::asksBeforeItDisconnects()
{
    serve(100);
    openRow(89); // 950 messages wait for it
    button(u"Disconnect"_s)->click();
    auto *dialog = m_page->findChild<ConfirmDialog *>();
    QVERIFY(dialog);
    QVERIFY(sent<DisconnectClient>().empty());
    QVERIFY2(!anyLabel(u"950 messages"_s).isEmpty() && !anyLabel(u"“sensor-90”"_s).isEmpty(),
             qPrintable(anyLabel(u"Disconnect"_s)));

    dialog->accept();

    QCOMPARE(sent<DisconnectClient>().size(), 1U);
    QCOMPARE(sent<DisconnectClient>().front().id.value, u"client:00090"_s);
}

void TestClientsDetail::aClientThatLeftIsGone()
{
    serve(20);
    openRow(4);

    m_scenario->frame.serving.table = clientTable(10, 20);
    next();

    QVERIFY(!anyLabel(u"This client is gone"_s).isEmpty());
    QVERIFY(!button(u"Disconnect"_s)->isEnabled());
    QVERIFY(!detail()->findChild<BreakerLamp *>()->state().state);
    QVERIFY(!detail()->findChild<QueueGauge *>()->isKnown());
}

void TestClientsDetail::aWatchedCoreIsOnlyLookedAt()
{
    serve(0);
    ServingScenario far(m_time->wallNow(), 40);
    watch(*far.next());
    QCOMPARE(model().rowCount(), 40);

    openRow(4);

    QVERIFY(detail()->isVisible());
    QVERIFY(sent<LookAtClient>().empty());
    for (const QString &each : {u"Show charts"_s, u"Disconnect"_s}) {
        QVERIFY(!button(each)->isEnabled());
        QVERIFY2(button(each)->toolTip().contains(u"only watched"_s),
                 qPrintable(button(each)->toolTip()));
    }
    for (const QAction *action : m_table->actions()) {
        if (action->text().contains(u"isconnect"_s))
            QVERIFY(!action->isEnabled());
    }
    m_feed->select({}); // back to our own, which serves nobody

    QVERIFY(!detail()->isVisible());
    QCOMPARE(model().rowCount(), 0);
    QVERIFY(m_table->placeholder().contains(u"serves nobody"_s));
}

BREAKWATER_TEST(TestClientsDetail)
#include "tst_clientsdetail.moc"
