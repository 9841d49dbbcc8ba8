// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/servicespage.h>

#include <tests/support/testmain.h>
#include <tests/ui/models/serviceboards.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/charts/servicecharts.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>
#include <ui/models/servicefeed.h>
#include <ui/pages/logview.h>
#include <ui/pages/serviceevents.h>
#include <ui/pages/servicegrid.h>
#include <ui/theme/theme.h>
#include <ui/widgets/servicetile.h>

#include <QtGui/QAccessible>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <set>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! The page over hand-made frames.
struct Stage
{
    explicit Stage(QSize size = {1000, 640})
    {
        page.resize(size);
        page.show();
        page.activateWindow();
        [[maybe_unused]] const bool isActive = QTest::qWaitForWindowActive(&page);
    }

    void show(std::vector<ServiceCard> cards)
    {
        ServiceBoard board;
        board.services = std::move(cards);
        frames.show(board);
    }
    void showABusyHour()
    {
        BusyHour hour;
        for (int second = 0; second <= 3600; second += 5)
            frames.show(hour.board(second, time.wallNow()));
        view.setSpan(3600);
        view.tick();
        QCoreApplication::processEvents();
    }
    QStringList cards() const
    {
        QStringList names;
        for (const ServiceTile *tile : page.cards().shown())
            names += tile->state().name;
        return names;
    }
    QString label(const QString &containing) const
    {
        for (const QLabel *label : page.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(containing))
                return label->text();
        }
        return {};
    }
    static QStringList lines(const TimeChart &chart)
    {
        QStringList names;
        for (const ChartSpec::Line &line : chart.spec().lines)
            names += line.name;
        return names;
    }
    const TimeChart &chart(ServiceChart which) const
    {
        return *page.charts().charts()[static_cast<std::size_t>(which)];
    }
    void choose(const QString &name)
    {
        for (ServiceTile *tile : page.cards().shown()) {
            if (tile->state().name == name)
                QTest::mouseClick(tile, Qt::LeftButton);
        }
    }

    ManualTimeSystem time;
    SnapshotFeed feed{time};
    TimeView view{time};
    ServicesPage page{feed, view};
    WatchedFrames frames{time, feed};
};

} // namespace

class TestServicesPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatToDoWithoutServices();
    void saysWhatIsAwaitedOfAServer();
    void showsTheWorstServiceFirst();
    void cardsStayWhereTheyAreWhileNumbersChange();
    void searchesByName();
    void goesByKeyboardAlone();
    void aChosenServiceHasChartsAndEventsOfItsOwn();
    void fiveLinesStandForAllTogether();
    void saysWhereOnlyAMeanIsKnown();
    void remembersWhileNobodyLooks();
    void aSilentServerLeavesNoOldValues();
    void saysWhatIsLeftOut();
    void saysWhatWasNotUnderstood();
    void anotherServerHasItsOwnServices();
    void everyFocusableWidgetHasAName();
    void tenThousandEventsAreAFewInsertions();
    void takesPictures_data();
    void takesPictures();
    void takesPicturesOfSilence();
};

void TestServicesPage::saysWhatToDoWithoutServices()
{
    Stage stage;
    const QSignalSpy wanted(&stage.page, &ServicesPage::newConnectionWanted);
    QVERIFY(!stage.label(u"Waiting for the first data"_s).isEmpty());

    stage.frames.show(std::vector<WatchedSource>());

    QVERIFY(!stage.label(u"No watched server publishes services"_s).isEmpty());
    for (const QLabel *label : stage.page.findChildren<QLabel *>()) {
        if (label->isVisible())
            QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                     qPrintable(label->text()));
    }
    for (QPushButton *button : stage.page.findChildren<QPushButton *>()) {
        if (button->isVisible())
            button->click();
    }
    QCOMPARE(wanted.count(), 1);
}

void TestServicesPage::saysWhatIsAwaitedOfAServer()
{
    Stage stage;
    WatchedSource server = watchedServer({});
    server.services.reset();
    stage.frames.show({server});
    QVERIFY(!stage.label(u"No watched server publishes services"_s).isEmpty());

    stage.feed.select(server.id);
    QVERIFY(!stage.label(u"“prod-mon” tells of no services"_s).isEmpty());
    server.connection = ConnectionState::BackingOff;
    server.detail = u"connection refused"_s;
    stage.frames.show({server});

    QVERIFY(!stage.label(u"connection refused"_s).isEmpty());
    stage.show({service(u"redis"_s, 5)});
    QCOMPARE(stage.cards(), QStringList{u"redis"_s});
}

void TestServicesPage::showsTheWorstServiceFirst()
{
    Stage stage;

    stage.show({service(u"alpha"_s, 5), service(u"beta"_s, 5, 0.02), service(u"gamma"_s, 0),
                service(u"omega"_s, 5, 0.5)});

    // The third has never had an event: nothing is known of it.
    QCOMPARE(stage.cards(), (QStringList{u"omega"_s, u"beta"_s, u"alpha"_s, u"gamma"_s}));
    QCOMPARE(stage.page.cards().summary(), u"4 services · 1 failing · 1 with errors · 1 unknown"_s);
}

void TestServicesPage::cardsStayWhereTheyAreWhileNumbersChange()
{
    Stage stage;
    stage.show({service(u"a"_s, 5), service(u"b"_s, 50), service(u"c"_s, 5, 0.3),
                service(u"d"_s, 5, 0.4)});
    const QStringList before = stage.cards();
    ServiceTile *const tile = stage.page.cards().shown().front();

    stage.show({service(u"a"_s, 90), service(u"b"_s, 1), service(u"c"_s, 50, 0.6),
                service(u"d"_s, 5, 0.2)});

    QCOMPARE(stage.cards(), before);
    QCOMPARE(stage.page.cards().shown().front(), tile);
}

void TestServicesPage::searchesByName()
{
    Stage stage;
    stage.show({service(u"redis-a"_s, 5), service(u"redis-b"_s, 5), service(u"kimi"_s, 5)});
    stage.page.cards().shown().front()->setFocus();

    QTest::keyClick(stage.page.focusWidget(), Qt::Key_F, Qt::ControlModifier);
    auto *field = qobject_cast<QLineEdit *>(stage.page.focusWidget());
    QVERIFY(field);
    QTest::keyClicks(field, u"B REDIS"_s);

    QCOMPARE(stage.cards(), QStringList{u"redis-b"_s});
    field->setText(u"nobody"_s);
    QCOMPARE(stage.cards(), QStringList());
    QVERIFY(!stage.label(u"No service is called “nobody”"_s).isEmpty());
    field->clear();
    QCOMPARE(stage.cards().size(), 3);
}

void TestServicesPage::goesByKeyboardAlone()
{
    Stage stage;
    stage.show({service(u"a"_s, 5), service(u"b"_s, 5), service(u"c"_s, 5)});
    const auto &tiles = stage.page.cards().shown();
    const auto stops = std::count_if(tiles.begin(), tiles.end(), [](const ServiceTile *tile) {
        return tile->focusPolicy() & Qt::TabFocus;
    });
    QCOMPARE(stops, 1);

    tiles[0]->setFocus();
    QTest::keyClick(tiles[0], Qt::Key_Right);
    QVERIFY(tiles[1]->hasFocus());
    QTest::keyClick(tiles[1], Qt::Key_End);
    QVERIFY(tiles[2]->hasFocus());
    QTest::keyClick(tiles[2], Qt::Key_Return);
    QCOMPARE(stage.page.services().selected(), u"c"_s);
    QVERIFY(tiles[2]->isSelected());
    QTest::keyClick(tiles[2], Qt::Key_Escape);
    QCOMPARE(stage.page.services().selected(), QString());
    QTest::keyClick(tiles[2], Qt::Key_Home);

    QVERIFY(tiles[0]->hasFocus());
    QVERIFY(tiles[0]->focusPolicy() & Qt::TabFocus);
}

void TestServicesPage::aChosenServiceHasChartsAndEventsOfItsOwn()
{
    Stage stage;
    stage.showABusyHour();
    const int all = stage.page.events().view().model()->rowCount();

    stage.choose(u"supabase"_s);

    QCOMPARE(Stage::lines(stage.chart(ServiceChart::Events)), QStringList{u"events"_s});
    QCOMPARE(Stage::lines(stage.chart(ServiceChart::Responses)), (QStringList{u"p50"_s, u"p95"_s}));
    QVERIFY2(stage.chart(ServiceChart::Errors).summary().contains(u"34.0"_s),
             qPrintable(stage.chart(ServiceChart::Errors).summary()));
    QVERIFY(stage.page.charts().key().empty());
    const int own = stage.page.events().view().model()->rowCount();
    QVERIFY(own > 0 && own < all / 2);
    QVERIFY(!stage.label(u"supabase"_s).isEmpty());

    stage.choose(u"supabase"_s); // once more: all again
    QCOMPARE(stage.page.events().view().model()->rowCount(), all);
}

void TestServicesPage::fiveLinesStandForAllTogether()
{
    Stage stage;

    stage.showABusyHour();

    // The one that fails is among them, the one that tells least is not.
    const QStringList lines = Stage::lines(stage.chart(ServiceChart::Errors));
    QCOMPARE(lines.size(), 5);
    QVERIFY(lines.contains(u"supabase"_s));
    QVERIFY(!lines.contains(u"legacy-mailer"_s));
    std::set<Role> colours;
    for (const ServiceLine &line : stage.page.charts().key())
        colours.insert(line.role);
    QCOMPARE(colours.size(), 5U);
}

void TestServicesPage::saysWhereOnlyAMeanIsKnown()
{
    Stage stage;
    stage.showABusyHour();
    QVERIFY(Stage::lines(stage.chart(ServiceChart::Responses)).contains(u"glm (mean)"_s));

    stage.choose(u"glm"_s);

    QCOMPARE(Stage::lines(stage.chart(ServiceChart::Responses)), QStringList{u"mean"_s});
}

void TestServicesPage::remembersWhileNobodyLooks()
{
    Stage stage;
    stage.page.hide();

    stage.showABusyHour();

    const Series &rate = stage.page.services().series(u"redis"_s, ServiceMetric::EventRate);
    QVERIFY(rate.lastSecond().value() - rate.firstSecond().value() >= 3600);
    QVERIFY(stage.cards().isEmpty()); // nothing was made for nobody
    stage.page.show();
    QCOMPARE(stage.cards().size(), 6);
}

void TestServicesPage::aSilentServerLeavesNoOldValues()
{
    Stage stage;
    stage.show({service(u"a"_s, 5), service(u"z"_s, 5, 0.5)});
    WatchedSource server = watchedServer(*stage.page.services().board());
    server.age = 20s;
    server.connection = ConnectionState::BackingOff;

    stage.frames.show({server});

    QCOMPARE(stage.cards(), (QStringList{u"z"_s, u"a"_s})); // none jumps
    const ServiceState &state = stage.page.cards().shown().front()->state();
    QVERIFY(state.isStale);
    QVERIFY(state.health == ServiceHealth::Unknown);
    QCOMPARE(state.lastEvent, u"stale 20\u202fs"_s);
    for (const ServiceState::Figure &figure : state.figures)
        QCOMPARE(figure.value, u"—"_s);
    const QString summary = stage.chart(ServiceChart::Events).summary();
    QVERIFY2(summary.contains(u"—"_s), qPrintable(summary));
    QVERIFY(!stage.label(u"stale 20"_s).isEmpty());
}

void TestServicesPage::saysWhatIsLeftOut()
{
    Stage stage;
    std::vector<ServiceCard> cards;
    for (int i = 0; i < 70; ++i)
        cards.push_back(service(u"service-%1"_s.arg(i, 2, 10, QLatin1Char('0')), 5));

    stage.show(cards);

    QCOMPARE(stage.cards().size(), 64);
    QCOMPARE(stage.label(u"left out"_s), u"6 more left out"_s);
    ServiceBoard board;
    board.services.assign(cards.begin(), cards.begin() + 64);
    board.servicesLeftOut = 12;
    stage.frames.show(board);
    QCOMPARE(stage.label(u"left out"_s), u"12 more services left out: there is room for 64"_s);
}

void TestServicesPage::saysWhatWasNotUnderstood()
{
    Stage stage;
    ServiceBoard board;
    board.services = {service(u"redis"_s, 5)};
    stage.frames.show(board);
    QCOMPARE(stage.page.events().note().text(), QString());
    board.unknown = 12;
    board.lastUnknown = u"<b>foo</b>"_s;
    board.malformed = 3;
    board.lastMalformed = u"no number"_s;

    stage.frames.show(board);

    QCOMPARE(stage.page.events().note().text(),
             u"unknown types: 12 (last: <b>foo</b>) · unreadable: 3"_s);
    QVERIFY(stage.page.events().note().toolTip().contains(u"&lt;b&gt;foo"_s));
    QVERIFY(stage.page.events().note().toolTip().contains(u"no number"_s));
}

void TestServicesPage::anotherServerHasItsOwnServices()
{
    Stage stage;
    ServiceBoard first;
    first.services = {service(u"redis"_s, 5)};
    first.events = {serviceEvent(7, u"redis"_s)};
    ServiceBoard second;
    second.services = {service(u"kimi"_s, 5)};
    const std::vector<WatchedSource> both{watchedServer(first),
                                          watchedServer(second, u"watch:b"_s)};
    stage.frames.show(both);
    stage.choose(u"redis"_s);

    stage.feed.select({u"watch:b"_s});

    QCOMPARE(stage.cards(), QStringList{u"kimi"_s});
    QCOMPARE(stage.page.services().selected(), QString());
    QCOMPARE(stage.page.events().view().model()->rowCount(), 0);
}

void TestServicesPage::everyFocusableWidgetHasAName()
{
    Stage stage;
    stage.showABusyHour();
    stage.choose(u"redis"_s);
    int named = 0;
    for (QWidget *const widget : stage.page.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
            continue;
        const QAccessibleInterface *const spoken = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(),
                 widget->metaObject()->className());
        ++named;
    }
    QVERIFY(named >= 12); // six cards, four charts, search, table

    const auto *tile = stage.page.cards().shown().front();
    QVERIFY2(tile->spokenName() == u"supabase: Failing · 34.0\u202f%"_s,
             qPrintable(tile->spokenName()));
    QVERIFY(tile->spokenDescription().contains(u"p95 "_s));
}

void TestServicesPage::tenThousandEventsAreAFewInsertions()
{
    Stage stage;
    ServiceBoard board;
    board.services = {service(u"redis"_s, 5)};
    auto *const model = stage.page.events().view().model();
    const QSignalSpy inserted(model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy removed(model, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy reset(model, &QAbstractItemModel::modelReset);

    for (std::uint64_t first = 1; first < 10'000; first += 200) {
        board.events.clear();
        for (std::uint64_t i = first; i < first + 200; ++i)
            board.events.push_back(serviceEvent(i, u"redis"_s, stage.time.wallNow()));
        stage.frames.show(board);
        QCoreApplication::processEvents();
    }

    QCOMPARE(inserted.count(), 50);
    QCOMPARE(removed.count(), 40); // 2000 are kept
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model->rowCount(), 2000);
}

void TestServicesPage::takesPictures_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("chosen");
    for (const bool dark : {false, true}) {
        const char *theme = dark ? "dark" : "light";
        QTest::addRow("%s 1440", theme) << dark << QSize(1440, 900) << QString();
        QTest::addRow("%s 900", theme) << dark << QSize(900, 600) << QString();
        QTest::addRow("%s chosen", theme) << dark << QSize(1440, 700) << u"supabase"_s;
        QTest::addRow("%s mean", theme) << dark << QSize(900, 420) << u"glm"_s;
        QTest::addRow("%s lowest", theme) << dark << QSize(890, 290) << QString();
    }
}

void TestServicesPage::takesPictures()
{
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    QFETCH(QString, chosen);
    applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
    Stage stage(size);
    stage.showABusyHour();
    stage.choose(chosen);
    QCoreApplication::processEvents();

    QCOMPARE(stage.page.size(), size); // its least size is no larger
    const QImage image = stage.page.grab().toImage();
    if (size.height() > 420) // else its card is scrolled away
        QVERIFY(pixelsOf(image, colour(Role::Failing, qApp->palette())) > 150);
    QVERIFY(pixelsOf(image, colour(Role::Accent, qApp->palette())) > 150);
    QVERIFY(keepPicture(stage.page,
                        u"services-%1-%2"_s.arg(QLatin1StringView(dark ? "dark" : "light"))
                            .arg(chosen.isEmpty() ? QString::number(size.width()) : chosen)));
    applyTheme(*qApp, ThemeChoice::Light);
}

void TestServicesPage::takesPicturesOfSilence()
{
    applyTheme(*qApp, ThemeChoice::Dark);
    Stage stage({1440, 700});
    QVERIFY(keepPicture(stage.page, u"services-waiting"_s));
    stage.frames.show(std::vector<WatchedSource>());
    QVERIFY(keepPicture(stage.page, u"services-none"_s));
    stage.showABusyHour();
    const QImage fresh = stage.page.grab().toImage();
    WatchedSource server = watchedServer(*stage.page.services().board());
    server.connection = ConnectionState::BackingOff;
    server.age = 372s;
    for (int i = 0; i < 6; ++i)
        stage.frames.show({server});
    QCoreApplication::processEvents();

    const QColor grey = colour(Role::Unknown, qApp->palette());
    const QImage stale = stage.page.grab().toImage();
    QVERIFY(pixelsOf(stale, grey) > pixelsOf(fresh, grey) + 1000);
    QVERIFY(keepPicture(stage.page, u"services-stale"_s));
    applyTheme(*qApp, ThemeChoice::Light);
}

BREAKWATER_TEST(TestServicesPage)
#include "tst_servicespage.moc"
