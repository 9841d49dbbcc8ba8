// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/mainwindow.h>

#include <tests/support/testmain.h>
#include <tests/ui/shell/windowfixture.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/dialogs/shutdowndialog.h>
#include <ui/pages/composepanel.h>
#include <ui/pages/messagespage.h>
#include <ui/shell/sessionpicker.h>
#include <ui/shell/statusline.h>
#include <ui/shell/steadylabel.h>
#include <ui/shell/windowtitle.h>
#include <ui/theme/theme.h>

#include <QtGui/QAccessible>
#include <QtGui/QAction>
#include <QtGui/QScreen>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStatusBar>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! Which widgets of the program are painted while this lives.
class PaintedWidgets final : public QObject
{
public:
    PaintedWidgets() { qApp->installEventFilter(this); }

    QStringList names;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            names += QString::fromLatin1(watched->metaObject()->className());
        return false;
    }
};

} // namespace

class TestMainWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void titleTellsTheWorstBreaker_data();
    void titleTellsTheWorstBreaker();
    void titleIsUnknownWhenNothingArrives();
    void statusSaysStaleAndCountsOn();
    void listOfSessionsComesWithTheSecondOne();
    void showsTheOnlySession();
    void isNotGreenForALinkThatNeverWas();
    void itsIconIsMadeOnlyWhenItChanges();
    void aQuietSecondPaintsNothing();
    void theStatusBarBeginsClearOfItsEdge();
    void itsBadgeFollowsTheTheme();
    void saysHowARecoveryIsGoing();
    void leavesATestOutOfTitleAndPicker();
    void switchingSessionsGoesLive();
    void everyFocusableWidgetHasAName();
    void nothingIsClippedInTheSmallestWindow();
    void noFieldIsPressedFlatBesideTheSessions();
    void theSendButtonsAreInSightInTheSmallestWindow();
    void fitsTheScreenAtFirst();
    void themeSwitchesLive();
    void saysGoodbyeEvenWhenNothingWaits();
    void explainsALongGoodbye();
    void closesWithoutAnAnswerInTheEnd();
    void waitsForMessagesAtTheEnd();
    void quitNowEndsTheWaiting();
    void escapeGoesOnWaiting();
    void remembersItsLayoutAndRange();
    void compactShowsLampAndTilesAlone();
    void saysWhatFailed();

private:
    MainWindow &window() { return m_fixture->window; }
    QAction *action(Do what) { return window().actions()[what]; }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestMainWindow::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    window().show();
}

void TestMainWindow::titleTellsTheWorstBreaker_data()
{
    QTest::addColumn<SessionSnapshot>("session");
    QTest::addColumn<QString>("title");
    QTest::newRow("closed") << SessionBuilder(u"x"_qs).named(u"prod-eu"_qs).build()
                            << u"CLOSED — prod-eu — Breakwater"_qs;
    QTest::newRow("open") << SessionBuilder(u"x"_qs).named(u"prod-eu"_qs).open(5s).build()
                          << u"OPEN — prod-eu — Breakwater"_qs;
    QTest::newRow("half-open")
        << SessionBuilder(u"x"_qs).named(u"prod-eu"_qs).halfOpen(1, 2).build()
        << u"HALF-OPEN — prod-eu — Breakwater"_qs;
    QTest::newRow("forced") << SessionBuilder(u"x"_qs)
                                   .named(u"prod-eu"_qs)
                                   .forced(BreakerOverride::ForcedOpen, u"deploy"_qs)
                                   .build()
                            << u"FORCED-OPEN — prod-eu — Breakwater"_qs;
}

void TestMainWindow::titleTellsTheWorstBreaker()
{
    QFETCH(SessionSnapshot, session);
    QFETCH(QString, title);
    QCOMPARE(window().windowTitle(), u"Breakwater"_qs);

    m_fixture->show({session, SessionBuilder(u"y"_qs).named(u"well"_qs)});

    QCOMPARE(window().windowTitle(), title);
    QVERIFY(!window().windowIcon().isNull());
}

void TestMainWindow::titleIsUnknownWhenNothingArrives()
{
    m_fixture->show({SessionBuilder(u"x"_qs).named(u"prod-eu"_qs)});
    const auto before = window().windowIcon().pixmap(64, 64).toImage();

    m_fixture->time.advance(11s);

    QCOMPARE(window().windowTitle(), u"UNKNOWN — prod-eu — Breakwater"_qs);
    QVERIFY(window().windowIcon().pixmap(64, 64).toImage() != before);
}

void TestMainWindow::statusSaysStaleAndCountsOn()
{
    m_fixture->show({SessionBuilder(u"x"_qs)});
    QCOMPARE(window().statusLine().mode(), u"● LIVE"_qs);

    m_fixture->time.advance(12s);
    const QString at12 = window().statusLine().mode();
    m_fixture->time.advance(1s);

    QVERIFY2(at12.startsWith(u"⚠ STALE 12"_qs), qPrintable(at12));
    QVERIFY(window().statusLine().mode() != at12);
}

void TestMainWindow::listOfSessionsComesWithTheSecondOne()
{
    auto *const dock = window().findChild<QDockWidget *>(u"sessions"_qs);

    m_fixture->show({SessionBuilder(u"a"_qs)});
    QVERIFY(!dock->isVisible());

    m_fixture->show({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)});
    QVERIFY(dock->isVisible());
}

void TestMainWindow::showsTheOnlySession()
{
    m_fixture->show({SessionBuilder(u"a"_qs)});
    QCOMPARE(m_fixture->feed.selected().value, u"a"_qs);

    m_fixture->show({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)});
    QCOMPARE(m_fixture->feed.selected().value, u"a"_qs);

    m_fixture->show({SessionBuilder(u"b"_qs), SessionBuilder(u"c"_qs)});
    QCOMPARE(m_fixture->feed.selected().value, QString());
}

void TestMainWindow::isNotGreenForALinkThatNeverWas()
{
    const auto badge = [this] { return window().windowIcon().pixmap(64, 64).toImage(); };
    m_fixture->show({SessionBuilder(u"a"_qs)});
    const QImage green = badge();

    m_fixture->show({SessionBuilder(u"a"_qs).connection(ConnectionState::Connecting)});
    QCOMPARE(window().windowTitle(), u"CLOSED — a — Breakwater"_qs); // the breaker's word
    QVERIFY(badge() != green);
    QVERIFY(badge() == WindowTitle::icon({}, window().palette()).pixmap(64, 64).toImage());
    m_fixture->show({SessionBuilder(u"a"_qs)});

    QVERIFY(badge() == green);
}

void TestMainWindow::itsIconIsMadeOnlyWhenItChanges()
{
    const auto key = [this] { return window().windowIcon().cacheKey(); };
    m_fixture->show({});
    const qint64 plain = key();
    m_fixture->show({});
    QCOMPARE(key(), plain);

    m_fixture->show({SessionBuilder(u"a"_qs)});
    const qint64 badged = key();
    QVERIFY(badged != plain);
    m_fixture->show({SessionBuilder(u"a"_qs)});
    QCOMPARE(key(), badged);

    m_fixture->show({});
    QVERIFY(key() != badged);
}

void TestMainWindow::aQuietSecondPaintsNothing()
{
    SnapshotFeed &feed = m_fixture->feed;
    const auto pass = [&](int seconds) {
        for (int i = 0; i < seconds; ++i) {
            m_fixture->time.advance(1s);
            const std::uint64_t sequence = feed.latest() ? feed.latest()->sequence + 1 : 1;
            feed.accept(SnapshotBuilder(sequence)
                            .at(m_fixture->time.sample())
                            .tiers({Tier::Realtime, Tier::Performance, Tier::Aggregate})
                            .build());
            QCoreApplication::processEvents();
        }
    };
    // A new window has something left to do once; what paints each second does so every time.
    QStringList names{u"nothing tried"_qs};
    for (int i = 0; i < 10 && !names.isEmpty(); ++i) {
        const PaintedWidgets painted;
        pass(6);
        names = painted.names;
    }

    QVERIFY2(names.isEmpty(), qPrintable(names.join(u' ')));
}

// A label that had been empty once forgot its margin and stood 6 px too far to the left.
void TestMainWindow::theStatusBarBeginsClearOfItsEdge()
{
    m_fixture->show({SessionBuilder(u"a"_qs)});

    auto *const mode = window().statusBar()->findChild<SteadyLabel *>();
    QVERIFY(mode && mode->text() == u"● LIVE"_qs);
    const int first = firstDrawnColumn(mode->grab().toImage());

    QVERIFY2(first >= 6 && first < 12, qPrintable(QString::number(first)));
}

void TestMainWindow::itsBadgeFollowsTheTheme()
{
    const auto badge = [this] { return window().windowIcon().pixmap(64, 64).toImage(); };
    window().setPalette(themePalette(false));
    m_fixture->show({SessionBuilder(u"a"_qs)});
    const QImage light = badge();

    window().setPalette(themePalette(true));
    m_fixture->show({SessionBuilder(u"a"_qs)});

    QVERIFY(badge() != light);
    QVERIFY(
        badge()
        == WindowTitle::icon(BreakerState::Closed, themePalette(true)).pixmap(64, 64).toImage());
}

void TestMainWindow::saysHowARecoveryIsGoing()
{
    SessionSnapshot session = SessionBuilder(u"a"_qs).halfOpen(2, 2);
    session.breaker.isRecovering = true;
    session.breaker.recoveryShare = 0.4;

    m_fixture->show({session});

    QCOMPARE(window().windowTitle(), u"RECOVERING — a — Breakwater"_qs);
}

void TestMainWindow::leavesATestOutOfTitleAndPicker()
{
    m_fixture->show({SessionBuilder(u"a"_qs).named(u"prod"_qs),
                     SessionBuilder(u"test:a"_qs).named(u"throw-away"_qs).open(5s)});

    QCOMPARE(window().windowTitle(), u"CLOSED — prod — Breakwater"_qs);
    const auto *const picker = window().findChild<SessionPicker *>();
    QVERIFY(picker->findText(u"prod"_qs, Qt::MatchContains) >= 0);
    QVERIFY(picker->findText(u"throw-away"_qs, Qt::MatchContains) < 0);
}

void TestMainWindow::switchingSessionsGoesLive()
{
    m_fixture->show({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)});
    window().timeView().pause();

    m_fixture->feed.select({u"b"_qs});

    QVERIFY(window().timeView().isLive());
}

void TestMainWindow::everyFocusableWidgetHasAName()
{
    m_fixture->show({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)});
    int named = 0;
    for (const Do page : {Do::ShowOverview, Do::ShowMessages, Do::ShowServices, Do::ShowClients}) {
        action(page)->trigger();
        for (QWidget *const widget : window().findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                continue;
            const QAccessibleInterface *const spoken
                = QAccessible::queryAccessibleInterface(widget);
            const QString name = spoken ? spoken->text(QAccessible::Name) : QString();
            QVERIFY2(!name.isEmpty(),
                     qPrintable(u"%1 in %2"_qs.arg(
                         QLatin1StringView(widget->metaObject()->className()),
                         QLatin1StringView(widget->parent()->metaObject()->className()))));
            ++named;
        }
    }
    QVERIFY(named > 20);
}

void TestMainWindow::nothingIsClippedInTheSmallestWindow()
{
    m_fixture->show({SessionBuilder(u"a"_qs).named(u"production-europe-west"_qs).rtt(1234ms)});
    window().resize(900, 600);
    window().notify(u"Some notice that is rather long, so that it may need a second line when the "
                    u"window is as small as it can be."_qs);
    window().timeView().pause();
    // The longest words: paused, and waiting.
    m_fixture->show({SessionBuilder(u"a"_qs).named(u"production-europe-west"_qs).open(125s)});
    m_fixture->show({SessionBuilder(u"a"_qs).named(u"production-europe-west"_qs).open(124s)});
    QCoreApplication::processEvents();

    QCOMPARE(window().size(), QSize(900, 600));
    for (const Do page : {Do::ShowOverview, Do::ShowMessages, Do::ShowServices, Do::ShowClients}) {
        action(page)->trigger();
        QCoreApplication::processEvents();
        for (const QLabel *const label : window().findChildren<QLabel *>()) {
            if (!label->isVisible() || label->wordWrap() || label->text().isEmpty())
                continue;
            const int needed = label->fontMetrics().horizontalAdvance(label->text().remove(u'&'));
            QVERIFY2(label->width() >= needed || label->text().contains(u'\n'),
                     qPrintable(u"'%1' has %2 of %3 pixels"_qs.arg(label->text())
                                    .arg(label->width())
                                    .arg(needed)));
        }
        for (const QAbstractButton *const button : window().findChildren<QAbstractButton *>()) {
            if (button->isVisible() && !button->text().isEmpty())
                QVERIFY2(button->width() >= button->fontMetrics().horizontalAdvance(
                             button->text().remove(u'&')),
                         qPrintable(button->text()));
        }
    }
}

void TestMainWindow::noFieldIsPressedFlatBesideTheSessions()
{
    m_fixture->show({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)});
    window().resize(900, 600);
    action(Do::ShowMessages)->trigger();
    QCoreApplication::processEvents();

    int seen = 0;
    auto *const page = window().findChild<MessagesPage *>();
    for (QWidget *const field : page->findChildren<QWidget *>()) {
        if (!qobject_cast<QComboBox *>(field) && !qobject_cast<QLineEdit *>(field))
            continue;
        if (qobject_cast<QAbstractSpinBox *>(field->parent()))
            continue; // as high as the box around it
        const QSize least = field->minimumSizeHint();
        const QString what = u"%1 has %2×%3, needs %4×%5"_qs.arg(field->accessibleName())
                                 .arg(field->width())
                                 .arg(field->height())
                                 .arg(least.width())
                                 .arg(least.height());
        QVERIFY2(field->width() >= least.width() && field->height() >= least.height(),
                 qPrintable(what));
        ++seen;
    }
    QVERIFY(seen >= 3);
    QVERIFY(keepPicture(window(), u"messages-beside-sessions"_qs));
}

void TestMainWindow::theSendButtonsAreInSightInTheSmallestWindow()
{
    m_fixture->show({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)}); // so both docks are open
    window().resize(900, 600);
    action(Do::Compose)->trigger();
    QCoreApplication::processEvents();

    int seen = 0;
    for (const auto *const button :
         window().findChild<ComposePanel *>()->findChildren<QPushButton *>()) {
        QVERIFY2(button->visibleRegion().boundingRect() == button->rect(),
                 qPrintable(button->text()));
        ++seen;
    }
    QCOMPARE(seen, 2);
}

void TestMainWindow::fitsTheScreenAtFirst()
{
    const QSize room = window().screen()->availableSize();

    QVERIFY(window().width() <= std::max(room.width(), window().minimumWidth()));
    QVERIFY(window().height() <= std::max(room.height(), window().minimumHeight()));
}

void TestMainWindow::themeSwitchesLive()
{
    m_fixture->show({SessionBuilder(u"a"_qs)});
    const auto choose = [&](const QString &name) {
        for (QAction *const each : window().findChildren<QAction *>()) {
            if (each->isCheckable() && each->text().remove(u'&') == name) {
                each->trigger();
                return QCoreApplication::processEvents();
            }
        }
        QFAIL("no such theme");
    };

    choose(u"Dark"_qs);
    QVERIFY(isDark(window().palette()));
    const QImage dark = window().grab().toImage();
    choose(u"Light"_qs);
    QVERIFY(!isDark(window().palette()));
    const QImage light = window().grab().toImage();

    int alike = 0;
    for (int y = 0; y < dark.height(); y += 7) {
        for (int x = 0; x < dark.width(); x += 7)
            alike += std::abs(qGray(dark.pixel(x, y)) - qGray(light.pixel(x, y))) < 60 ? 1 : 0;
    }
    const int all = ((dark.height() + 6) / 7) * ((dark.width() + 6) / 7);
    QVERIFY2(alike * 10 < all, qPrintable(u"%1 of %2 pixels stay"_qs.arg(alike).arg(all)));
}

void TestMainWindow::saysGoodbyeEvenWhenNothingWaits()
{
    SignalRecorder wanted(&window(), &MainWindow::shutdownWanted);
    m_fixture->show({SessionBuilder(u"a"_qs)});

    QVERIFY(!window().close());
    QVERIFY(!window().close()); // impatience asks for nothing more

    QCOMPARE(wanted.size(), 1);
    QVERIFY(window().isVisible());
    QVERIFY(!window().findChild<ShutdownDialog *>());
    window().finishShutdown();
    QVERIFY(!window().isVisible());
}

void TestMainWindow::explainsALongGoodbye()
{
    m_fixture->show({SessionBuilder(u"a"_qs)});
    window().close();

    m_fixture->time.advance(299ms);
    QVERIFY(!window().findChild<ShutdownDialog *>());
    m_fixture->time.advance(1ms);

    auto *const dialog = window().findChild<ShutdownDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(dialog->findChild<QLabel *>()->text().startsWith(u"Saying goodbye"_qs));
}

void TestMainWindow::closesWithoutAnAnswerInTheEnd()
{
    m_fixture->show({SessionBuilder(u"a"_qs)});
    window().close();

    m_fixture->time.advance(34s);
    QVERIFY(window().isVisible());
    m_fixture->time.advance(1s);

    QVERIFY(!window().isVisible());
}

void TestMainWindow::waitsForMessagesAtTheEnd()
{
    SignalRecorder wanted(&window(), &MainWindow::shutdownWanted);
    m_fixture->show({SessionBuilder(u"a"_qs).queue(3, 2)});

    QVERIFY(!window().close());
    m_fixture->time.advance(300ms);

    QCOMPARE(wanted.size(), 1);
    auto *const dialog = window().findChild<ShutdownDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(dialog->findChild<QLabel *>()->text().startsWith(u"5 messages"_qs));
    window().finishShutdown();
    QVERIFY(!window().isVisible());
}

void TestMainWindow::quitNowEndsTheWaiting()
{
    m_fixture->show({SessionBuilder(u"a"_qs).queue(3, 0)});
    window().close();
    m_fixture->time.advance(300ms);

    QTest::mouseClick(window().findChild<ShutdownDialog *>()->findChild<QAbstractButton *>(),
                      Qt::LeftButton);

    QVERIFY(!window().isVisible());
}

void TestMainWindow::escapeGoesOnWaiting()
{
    m_fixture->show({SessionBuilder(u"a"_qs).queue(3, 2)});
    window().close();
    m_fixture->time.advance(300ms);
    auto *const dialog = window().findChild<ShutdownDialog *>();
    auto *const quit = dialog->findChild<QAbstractButton *>();
    QCOMPARE(quit->text().remove(u'&'), u"Quit now and discard 5 messages"_qs);

    for (const auto key : {Qt::Key_Escape, Qt::Key_Return, Qt::Key_Space})
        QTest::keyClick(dialog->focusWidget(), key);
    dialog->close();

    QVERIFY(dialog->isVisible());
    QVERIFY(window().isVisible());
    m_fixture->show({SessionBuilder(u"a"_qs).queue(1, 0)});
    m_fixture->time.advance(1s);
    QCOMPARE(quit->text().remove(u'&'), u"Quit now and discard 1 message"_qs);
    window().finishShutdown();
    QVERIFY(!dialog->isVisible());
    QVERIFY(!window().isVisible());
}

void TestMainWindow::remembersItsLayoutAndRange()
{
    window().resize(1111, 777);
    window().findChild<QDockWidget *>(u"eventLog"_qs)->hide();
    window().timeView().setSpan(300);
    window().close();
    window().finishShutdown();

    MainWindow later({.feed = m_fixture->feed,
                      .time = m_fixture->time,
                      .book = m_fixture->book,
                      .secrets = m_fixture->secrets,
                      .stateFile = m_fixture->folder.filePath(u"window.ini"_qs)});
    later.show();

    QCOMPARE(later.size(), QSize(1111, 777));
    QCOMPARE(later.timeView().span(), 300.0);
    auto *const log = later.findChild<QDockWidget *>(u"eventLog"_qs);
    QVERIFY(log->isHidden());
    later.actions()[Do::ResetLayout]->trigger();
    QVERIFY(log->isVisible());
}

void TestMainWindow::compactShowsLampAndTilesAlone()
{
    window().resize(1024, 640);
    m_fixture->show({SessionBuilder(u"a"_qs)});
    const QSize before = window().size();

    action(Do::Compact)->trigger();
    QVERIFY(window().windowFlags() & Qt::WindowStaysOnTopHint);
    QVERIFY(!window().statusBar()->isVisible());
    QVERIFY2(window().height() < 200, qPrintable(QString::number(window().height())));

    action(Do::Compact)->trigger();
    QVERIFY(!(window().windowFlags() & Qt::WindowStaysOnTopHint));
    QVERIFY(window().statusBar()->isVisible());
    QCOMPARE(window().size(), before);
}

void TestMainWindow::saysWhatFailed()
{
    QCOMPARE(window().notice(), QString());

    window().notify(u"The demo's port is not free."_qs);

    QCOMPARE(window().notice(), u"The demo's port is not free."_qs);
}

BREAKWATER_TEST(TestMainWindow)
#include "tst_mainwindow.moc"
