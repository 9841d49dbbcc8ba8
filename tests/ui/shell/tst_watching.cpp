// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is watched, in the whole window: it is shown like a link of ours, and nothing acts on it.

#include <tests/support/testmain.h>
#include <tests/support/watchedbuilder.h>
#include <tests/ui/shell/windowfixture.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/charts/chartgrid.h>
#include <ui/dialogs/confirmdialog.h>
#include <ui/dialogs/exportdialog.h>
#include <ui/pages/composepanel.h>
#include <ui/pages/overviewpage.h>
#include <ui/theme/theme.h>
#include <ui/widgets/connectionpill.h>
#include <ui/widgets/sessionlist.h>
#include <ui/widgets/statusbanner.h>

#include <QtGui/QAccessible>
#include <QtGui/QAction>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWatching final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void selectsTheOnlyThingThatIsWatched();
    void selectsOneOfManyOnlyOnce();
    void goesToTheSourceWhenItsLinkLeaves();
    void titleTellsTheWorstOfWhatIsWatchedToo();
    void titleIsUnknownWhenTheOnlySourceIsStale();
    void pillSaysHowItIsWatched();
    void retryAndStopActOnTheWatching();
    void nothingActsOnTheRemote();
    void opensAWatchingProfile();
    void selectsWhatWasAskedFor();
    void exportsTheDocumentOfTheRemote();
    void namesForWhoCannotSee();
    void showsThreeSources_data();
    void showsThreeSources();

private:
    SnapshotPtr remote(std::initializer_list<SessionSnapshot> links)
    {
        SnapshotBuilder builder(++m_number);
        builder.at(m_fixture->time.sample());
        for (const SessionSnapshot &each : links)
            builder.session(each);
        return builder.build();
    }
    QString title() const { return m_fixture->window.windowTitle(); }
    QAction *action(Do what) { return m_fixture->window.actions()[what]; }
    template <class Command> Command command(int index) const
    {
        return std::get<Command>(std::get<0>(m_fixture->commands.at(index)));
    }
    void showThree(int second);

    std::uint64_t m_number = 0;
    std::unique_ptr<WindowFixture> m_fixture;
};

void TestWatching::init()
{
    m_number = 0;
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->window.show();
}

void TestWatching::selectsTheOnlyThingThatIsWatched()
{
    m_fixture->show({},
                    {WatchedBuilder(u"eu"_qs).frame(
                        remote({SessionBuilder(u"a"_qs), SessionBuilder(u"b"_qs)}))});

    QCOMPARE(m_fixture->feed.selected().value, u"watch:eu"_qs);
    QVERIFY(m_fixture->window.panels().overview().charts().isVisible()); // and no start panel
    QVERIFY(m_fixture->window.findChild<SessionList *>()->isVisible());
}

void TestWatching::selectsOneOfManyOnlyOnce()
{
    const auto show = [this](std::initializer_list<WatchedSource> watched) {
        m_fixture->show({}, watched);
        return m_fixture->feed.selected().value;
    };
    const WatchedBuilder b(u"b"_qs);
    const WatchedBuilder c(u"c"_qs);

    QCOMPARE(show({b, c}), u"watch:b"_qs); // "All" would be nothing to look at
    m_fixture->feed.select({u"watch:c"_qs});
    QCOMPARE(show({WatchedBuilder(u"a"_qs), b, c}), u"watch:c"_qs);
    m_fixture->feed.select({});
    QCOMPARE(show({WatchedBuilder(u"a"_qs), b, c}), QString());
}

void TestWatching::goesToTheSourceWhenItsLinkLeaves()
{
    m_fixture->show({SessionBuilder(u"mine"_qs)},
                    {WatchedBuilder(u"eu"_qs).frame(remote({SessionBuilder(u"a"_qs)}))});
    m_fixture->feed.select({u"watch:eu/a"_qs});

    m_fixture->show({SessionBuilder(u"mine"_qs)}, {WatchedBuilder(u"eu"_qs).frame(remote({}))});

    QCOMPARE(m_fixture->feed.selected().value, u"watch:eu"_qs);
}

void TestWatching::titleTellsTheWorstOfWhatIsWatchedToo()
{
    m_fixture->show({SessionBuilder(u"mine"_qs).halfOpen(1, 2)},
                    {WatchedBuilder(u"eu"_qs).frame(remote({SessionBuilder(u"a"_qs).open(5s)}))});
    QCOMPARE(title(), u"OPEN — eu › a — Breakwater"_qs);

    m_fixture->show({SessionBuilder(u"mine"_qs).halfOpen(1, 2)},
                    {WatchedBuilder(u"eu"_qs).frame(remote({SessionBuilder(u"a"_qs)}))});
    QCOMPARE(title(), u"HALF-OPEN — mine — Breakwater"_qs);
}

void TestWatching::titleIsUnknownWhenTheOnlySourceIsStale()
{
    const SnapshotPtr frame = remote({SessionBuilder(u"a"_qs)});
    m_fixture->show({}, {WatchedBuilder(u"eu"_qs).frame(frame)});
    QCOMPARE(title(), u"CLOSED — eu › a — Breakwater"_qs);

    m_fixture->show({}, {WatchedBuilder(u"eu"_qs).frame(frame, 4s)});

    QVERIFY2(title().startsWith(u"UNKNOWN — eu"_qs), qPrintable(title()));
}

void TestWatching::pillSaysHowItIsWatched()
{
    const auto *const pill = m_fixture->window.findChild<ConnectionPill *>();
    m_fixture->show({}, {WatchedBuilder(u"eu"_qs, WatchKind::Poll).frame(remote({}))});
    QCOMPARE(QString(pill->text()).replace(QChar(0x202F), u' '), u"polled every 5 s"_qs);
    QVERIFY2(pill->spokenName().contains(u"Percentiles"_qs), qPrintable(pill->spokenName()));

    m_fixture->show({}, {WatchedBuilder(u"eu"_qs).frame(remote({SessionBuilder(u"a"_qs)}))});
    QCOMPARE(pill->text(), u"watched by stream · live"_qs);

    m_fixture->feed.select({u"watch:eu/a"_qs}); // then what the remote says of its link
    QVERIFY2(pill->text().startsWith(u"Connected"_qs), qPrintable(pill->text()));
    QVERIFY(pill->spokenName().contains(u"watched by stream"_qs));
}

void TestWatching::retryAndStopActOnTheWatching()
{
    const SnapshotPtr frame = remote({SessionBuilder(u"a"_qs).queue(9, 9)});
    m_fixture->show({}, {WatchedBuilder(u"eu"_qs).frame(frame, 12s).waiting(4, 8s)});
    m_fixture->feed.select({u"watch:eu/a"_qs});

    QVERIFY(action(Do::Reconnect)->text().contains(u"eu"_qs));
    action(Do::Reconnect)->trigger();
    QCOMPARE(command<RetryNow>(0).id.value, u"watch:eu"_qs);
    Q_EMIT m_fixture->window.findChild<StatusBanner *>()->retryWanted();
    QCOMPARE(command<RetryNow>(1).id.value, u"watch:eu"_qs);

    QVERIFY(action(Do::Disconnect)->text().contains(u"Stop watching"_qs));
    action(Do::Disconnect)->trigger(); // what waits there is not ours: nobody is asked
    QVERIFY(!m_fixture->window.findChild<ConfirmDialog *>());
    QCOMPARE(command<CloseSession>(2).id.value, u"watch:eu"_qs);
}

void TestWatching::nothingActsOnTheRemote()
{
    m_fixture->show({SessionBuilder(u"mine"_qs)},
                    {WatchedBuilder(u"eu"_qs).frame(remote({SessionBuilder(u"a"_qs)}))});
    for (const QString &id : {u"watch:eu"_qs, u"watch:eu/a"_qs}) {
        m_fixture->feed.select({id});
        for (const Do what :
             {Do::ForceOpen, Do::ForceClosed, Do::ClearOverride, Do::ResetBreaker}) {
            QVERIFY(!action(what)->isVisible());
            QVERIFY(!action(what)->isEnabled());
        }
        QVERIFY(!action(Do::Compose)->isEnabled());
        const auto *const compose = m_fixture->window.findChild<ComposePanel *>();
        for (const QPushButton *const button : compose->findChildren<QPushButton *>())
            QVERIFY(!button->isEnabled());
        QString said;
        for (const QLabel *const label : compose->findChildren<QLabel *>())
            said += label->text();
        QVERIFY2(said.contains(u"only watched"_qs), qPrintable(said));
    }
    m_fixture->feed.select({u"mine"_qs});
    QVERIFY(action(Do::ForceOpen)->isVisible() && action(Do::ForceOpen)->isEnabled());
    QVERIFY(action(Do::Compose)->isEnabled());
    QVERIFY(m_fixture->commands.isEmpty());
}

void TestWatching::opensAWatchingProfile()
{
    Profile profile;
    profile.name = u"prod"_qs;
    profile.url = u"https://example.org"_qs;
    profile.isWatch = true;
    profile.auth = Profile::Auth::Bearer;
    profile.headers = {{u"X-Tenant"_qs, u"blue"_qs}};
    QVERIFY(m_fixture->book.put(profile, {}));
    m_fixture->secrets.secrets[u"prod"_qs] = "canary";

    m_fixture->window.connector().open(profile);

    QCOMPARE(m_fixture->commands.size(), 1);
    const WatchTarget target = command<OpenWatch>(0).target;
    QCOMPARE(target.id.value, u"watch:prod"_qs);
    QVERIFY(target.kind == WatchKind::Poll);
    QCOMPARE(target.endpoint.bearerToken, std::optional<QByteArray>("canary"));
    QCOMPARE(target.endpoint.headers.size(), std::size_t(1));
    QCOMPARE(m_fixture->window.connector().profileOf(target.id)->name, u"prod"_qs);
    QVERIFY(!m_fixture->window.connector().profileOf({u"prod"_qs}));
}

void TestWatching::selectsWhatWasAskedFor()
{
    Profile profile;
    profile.name = u"prod"_qs;
    profile.url = u"wss://example.org/stream"_qs;
    profile.isWatch = true;
    m_fixture->show({SessionBuilder(u"mine"_qs)});

    m_fixture->feed.select({u"mine"_qs});
    auto *const menu = action(Do::NewConnection);
    QVERIFY(menu);
    QCOMPARE(Connector::idOf(profile).value, u"watch:prod"_qs);
    m_fixture->show({SessionBuilder(u"mine"_qs)}, {WatchedBuilder(u"prod"_qs)});
    QCOMPARE(m_fixture->feed.selected().value, u"mine"_qs); // nobody asked
}

void TestWatching::exportsTheDocumentOfTheRemote()
{
    m_fixture->show({}, {WatchedBuilder(u"eu"_qs).frame(remote({SessionBuilder(u"a"_qs)}))});

    action(Do::Export)->trigger();

    const auto *const dialog = m_fixture->window.findChild<ExportDialog *>();
    QVERIFY(dialog);
    QVERIFY(dialog->findChild<QComboBox *>()->currentText().contains(u"eu"_qs));
}

//! One live, one stale, one that cannot be read; and a link of our own.
void TestWatching::showThree(int second)
{
    static SnapshotPtr last;
    const SessionSnapshot feed = SessionBuilder(u"feed"_qs)
                                     .queue(120 + second % 40, 30 + second % 9)
                                     .rates(426, 407, 0.02)
                                     .latency(400, 48ms, 188ms, 460ms)
                                     .build();
    SessionSnapshot counted = feed;
    counted.sentTotal = static_cast<std::uint64_t>(second) * 407;
    counted.receivedTotal = static_cast<std::uint64_t>(second) * 426;
    if (second == 0)
        last = remote({SessionBuilder(u"ingest"_qs).queue(9, 2), SessionBuilder(u"audit"_qs)});
    m_fixture->show(
        {SessionBuilder(u"own-link"_qs).named(u"own-link"_qs)},
        {WatchedBuilder(u"prod-asia"_qs)
             .connection(ConnectionState::Refused,
                         u"its schema is breakwater.snapshot/2; this program reads /1"_qs),
         WatchedBuilder(u"prod-eu"_qs)
             .frame(remote({counted, SessionBuilder(u"orders"_qs).halfOpen(1, 2)})),
         second < 48 ? WatchedBuilder(u"prod-us"_qs)
                           .frame(last = remote({SessionBuilder(u"ingest"_qs).queue(9, 2),
                                                 SessionBuilder(u"audit"_qs)}))
                     : WatchedBuilder(u"prod-us"_qs)
                           .frame(last, std::chrono::seconds(second - 47))
                           .waiting(4, 8s, u"connection refused; is the server running?"_qs)});
}

void TestWatching::namesForWhoCannotSee()
{
    showThree(0);
    m_fixture->feed.select({u"watch:prod-eu"_qs});
    int named = 0;
    for (QWidget *const widget : m_fixture->window.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
            continue;
        const QAccessibleInterface *const spoken = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(),
                 widget->metaObject()->className());
        ++named;
    }
    QVERIFY(named > 10);
}

void TestWatching::showsThreeSources_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("selected");
    for (const bool dark : {false, true}) {
        for (const QSize size : {QSize(1440, 900), QSize(900, 600)}) {
            for (const char *const name : {"prod-eu", "prod-us", "prod-asia"}) {
                QTest::addRow("%s-%d-%s", dark ? "dark" : "light", size.width(), name)
                    << dark << size << u"watch:"_qs + QLatin1StringView(name);
            }
        }
    }
}

void TestWatching::showsThreeSources()
{
    QFETCH(const bool, dark);
    QFETCH(const QSize, size);
    QFETCH(const QString, selected);
    applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
    m_fixture->window.resize(size);
    m_fixture->window.timeView().setSpan(60);
    for (int second = 0; second < 60; ++second)
        showThree(second);
    m_fixture->feed.select({selected});
    QCoreApplication::processEvents();

    QCOMPARE(m_fixture->window.size(), size);
    for (const QLabel *const label : m_fixture->window.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->wordWrap() || label->text().isEmpty())
            continue;
        const int needed = label->fontMetrics().horizontalAdvance(label->text().remove(u'&'));
        QVERIFY2(label->width() >= needed, qPrintable(label->text()));
    }
    QVERIFY(keepPicture(m_fixture->window,
                        u"watching-"_qs + QLatin1StringView(QTest::currentDataTag())));
}

BREAKWATER_TEST(TestWatching)
#include "tst_watching.moc"
