// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/testmain.h>
#include <tests/ui/shell/windowfixture.h>
#include <ui/dialogs/connectdialog.h>
#include <ui/dialogs/exportdialog.h>
#include <ui/dialogs/shortcutsheet.h>
#include <ui/pages/clientspage.h>
#include <ui/pages/eventlog.h>
#include <ui/pages/messagespage.h>
#include <ui/pages/overviewpage.h>
#include <ui/pages/servicespage.h>
#include <ui/shell/findfield.h>
#include <ui/shell/statusline.h>

#include <QtGui/QScreen>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QToolButton>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! The window's keys, typed. Offscreen has a window manager of its own, so shortcuts fire.
class TestShortcuts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void spacePausesAndResumes();
    void spaceStaysASpaceInATextField();
    void digitsChooseTheRange_data();
    void digitsChooseTheRange();
    void digitsStayDigitsInATextField();
    void plusAndMinusZoomAndBackspaceGoesBack();
    void arrowsPanAndEndGoesLive();
    void zeroResetsTheRange();
    void ctrlNOpensANewConnection();
    void ctrlEOpensTheExport();
    void ctrlRReconnectsTheSelectedSession();
    void ctrlLFiltersTheLog();
    void ctrlKFindsASession();
    void whatIsNotFoundFiltersTheLog();
    void ctrlShiftTGoesThroughTheCrosshairModes();
    void f1ShowsEveryKey();
    void theSheetFitsTheScreenWhateverTheLetters();
    void f11SwitchesFullScreen();
    void altDigitsSwitchPages();
    void noLetterMeansTwoThings_data();
    void noLetterMeansTwoThings();

private:
    MainWindow &window() { return m_fixture->window; }
    TimeView &view() { return m_fixture->window.timeView(); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&window(), static_cast<Qt::Key>(key), modifiers);
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestShortcuts::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    window().show();
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    m_fixture->show({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)});
}

void TestShortcuts::spacePausesAndResumes()
{
    press(Qt::Key_Space);

    QVERIFY(!view().isLive());
    m_fixture->show({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)});
    QVERIFY2(window().statusLine().mode().startsWith(u"❚❚ PAUSED 00:01 · still recording"_qs),
             qPrintable(window().statusLine().mode()));
    QVERIFY2(window().statusLine().mode().contains(u"2 new events"_qs),
             qPrintable(window().statusLine().mode()));

    press(Qt::Key_Space);

    QVERIFY(view().isLive());
    QCOMPARE(window().statusLine().mode(), u"● LIVE"_qs);
}

void TestShortcuts::spaceStaysASpaceInATextField()
{
    auto *const field = window().findChild<FindField *>();
    field->setFocus();

    QTest::keyClicks(field, u"a b"_qs);

    QCOMPARE(field->text(), u"a b"_qs);
    QVERIFY(view().isLive());
}

void TestShortcuts::digitsChooseTheRange_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<double>("span");
    QTest::newRow("1 min") << int(Qt::Key_1) << 60.0;
    QTest::newRow("5 min") << int(Qt::Key_2) << 300.0;
    QTest::newRow("15 min") << int(Qt::Key_3) << 900.0;
    QTest::newRow("1 h") << int(Qt::Key_4) << 3600.0;
    QTest::newRow("6 h") << int(Qt::Key_5) << 21'600.0;
    QTest::newRow("24 h") << int(Qt::Key_6) << 86'400.0;
}

void TestShortcuts::digitsChooseTheRange()
{
    QFETCH(int, key);
    QFETCH(double, span);
    view().setSpan(77);

    press(key);

    QCOMPARE(view().span(), span);
    QVERIFY(view().isLive());
}

void TestShortcuts::digitsStayDigitsInATextField()
{
    auto *const field = window().findChild<FindField *>();
    const double before = view().span();
    field->setFocus();

    QTest::keyClicks(field, u"1+6-0"_qs);

    QCOMPARE(field->text(), u"1+6-0"_qs);
    QCOMPARE(view().span(), before);
}

void TestShortcuts::plusAndMinusZoomAndBackspaceGoesBack()
{
    const double before = view().span();

    press(Qt::Key_Plus, Qt::ShiftModifier);
    const double closer = view().span();
    press(Qt::Key_Minus);
    press(Qt::Key_Minus);

    QVERIFY(closer < before);
    QVERIFY(view().span() > before);
    press(Qt::Key_Backspace);
    QVERIFY(view().span() <= before + 1);
}

void TestShortcuts::arrowsPanAndEndGoesLive()
{
    const double before = view().end();

    press(Qt::Key_Left);
    QVERIFY(view().end() < before);
    QVERIFY(!view().isLive());

    press(Qt::Key_End);
    QVERIFY(view().isLive());
}

void TestShortcuts::zeroResetsTheRange()
{
    view().setRange(view().end() - 500, view().end() - 300);

    press(Qt::Key_0);

    QVERIFY(view().isLive());
    QCOMPARE(view().span(), 900.0);
}

void TestShortcuts::ctrlNOpensANewConnection()
{
    press(Qt::Key_N, Qt::ControlModifier);

    QVERIFY(window().findChild<ConnectDialog *>());
}

void TestShortcuts::ctrlEOpensTheExport()
{
    press(Qt::Key_E, Qt::ControlModifier);

    QVERIFY(window().findChild<ExportDialog *>());
}

void TestShortcuts::ctrlRReconnectsTheSelectedSession()
{
    m_fixture->feed.select({u"b"_qs});

    press(Qt::Key_R, Qt::ControlModifier);

    QCOMPARE(m_fixture->commands.size(), 1);
    QCOMPARE(std::get<RetryNow>(std::get<0>(m_fixture->commands.at(0))).id.value, u"b"_qs);
}

void TestShortcuts::ctrlLFiltersTheLog()
{
    press(Qt::Key_L, Qt::ControlModifier);

    auto *const focused = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(focused);
    QVERIFY(window().panels().log().isAncestorOf(focused));
}

void TestShortcuts::ctrlKFindsASession()
{
    press(Qt::Key_K, Qt::ControlModifier);
    auto *const field = window().findChild<FindField *>();
    QCOMPARE(QApplication::focusWidget(), field);

    QTest::keyClicks(field, u"b"_qs);
    QTest::keyClick(field, Qt::Key_Return);

    QCOMPARE(m_fixture->feed.selected().value, u"b"_qs);
}

void TestShortcuts::whatIsNotFoundFiltersTheLog()
{
    auto *const field = window().findChild<FindField *>();
    field->setFocus();

    QTest::keyClicks(field, u"zebra"_qs);
    QTest::keyClick(field, Qt::Key_Return);

    QStringList texts;
    for (const QLineEdit *const each : window().panels().log().findChildren<QLineEdit *>())
        texts += each->text();
    QVERIFY(texts.contains(u"zebra"_qs));
}

void TestShortcuts::ctrlShiftTGoesThroughTheCrosshairModes()
{
    QCOMPARE(view().crossMode(), TimeView::CrossMode::Crosshair);

    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(view().crossMode(), TimeView::CrossMode::All);
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(view().crossMode(), TimeView::CrossMode::Off);
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(view().crossMode(), TimeView::CrossMode::Crosshair);
}

void TestShortcuts::f1ShowsEveryKey()
{
    press(Qt::Key_F1);

    auto *const sheet = window().findChild<ShortcutSheet *>();
    QVERIFY(sheet);
    QStringList shown;
    for (const QLabel *const label : sheet->findChildren<QLabel *>())
        shown += label->text();
    for (const QString &key :
         {u"Space"_qs, u"Ctrl+K"_qs, u"Ctrl+E"_qs, u"Ctrl+L"_qs, u"Ctrl+N"_qs, u"Ctrl+R"_qs,
          u"F11"_qs, u"F1"_qs, u"1"_qs, u"6"_qs, u"End"_qs, u"Ctrl+Shift+T"_qs})
        QVERIFY2(shown.contains(key), qPrintable(key));
}

void TestShortcuts::theSheetFitsTheScreenWhateverTheLetters()
{
    QFont large = qApp->font();
    large.setPointSizeF(2 * large.pointSizeF());
    qApp->setFont(large, "QLabel");
    press(Qt::Key_F1);
    qApp->setFont(QFont(), "QLabel");

    auto *const sheet = window().findChild<ShortcutSheet *>();
    QVERIFY(sheet);
    QVERIFY(sheet->height() > 300);
    QVERIFY2(sheet->height() < sheet->screen()->availableSize().height(),
             qPrintable(QString::number(sheet->height())));
    QVERIFY(sheet->rect().contains(
        sheet->findChild<QDialogButtonBox *>()->geometry())); // the way out is in sight
}

void TestShortcuts::f11SwitchesFullScreen()
{
    press(Qt::Key_F11);
    QVERIFY(window().isFullScreen());

    press(Qt::Key_F11);
    QVERIFY(!window().isFullScreen());
}

void TestShortcuts::noLetterMeansTwoThings_data()
{
    QTest::addColumn<int>("page");
    QTest::newRow("overview") << int{Qt::Key_1};
    QTest::newRow("messages") << int{Qt::Key_2};
    QTest::newRow("services") << int{Qt::Key_3};
    QTest::newRow("clients") << int{Qt::Key_4};
}

// Alt+F and Alt+V opened no menu on a page with a button of that letter.
void TestShortcuts::noLetterMeansTwoThings()
{
    QFETCH(int, page);
    m_fixture->show({SessionBuilder(u"a"_qs).waiting(3, 5s, u"refused"_qs)});
    press(page, Qt::AltModifier);
    QCoreApplication::processEvents();

    QStringList texts;
    for (const QAction *const menu : window().menuBar()->actions())
        texts += menu->text();
    for (const QAbstractButton *const button : window().findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            texts += button->text();
    }
    for (const QLabel *const label : window().findChildren<QLabel *>()) {
        if (label->isVisible() && label->buddy())
            texts += label->text();
    }
    QMap<QString, QString> meanings;
    for (const QString &text : texts) {
        const QString keys = QKeySequence::mnemonic(text).toString();
        if (keys.isEmpty())
            continue;
        QVERIFY2(!meanings.contains(keys),
                 qPrintable(u"%1: %2 and %3"_qs.arg(keys, meanings[keys], text)));
        meanings[keys] = text;
    }
    QVERIFY(meanings.size() > 6);
}

void TestShortcuts::altDigitsSwitchPages()
{
    press(Qt::Key_2, Qt::AltModifier);
    QVERIFY(window().panels().messages().isVisible());

    press(Qt::Key_3, Qt::AltModifier);
    QVERIFY(window().panels().services().isVisible());

    press(Qt::Key_4, Qt::AltModifier);
    QVERIFY(window().panels().clients().isVisible());

    press(Qt::Key_1, Qt::AltModifier);
    QVERIFY(window().panels().overview().isVisible());
}

BREAKWATER_TEST(TestShortcuts)
#include "tst_shortcuts.moc"
