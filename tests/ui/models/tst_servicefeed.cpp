// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/servicefeed.h>

#include <tests/support/testmain.h>
#include <tests/ui/models/serviceboards.h>

#include <QtTest/QSignalSpy>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ServiceBoard boardOf(std::vector<ServiceCard> cards)
{
    ServiceBoard board;
    board.services = std::move(cards);
    return board;
}

struct Stage
{
    ManualTimeSystem time;
    SnapshotFeed feed{time};
    WatchedFrames frames{time, feed};
    ServiceFeed services{feed};
};

} // namespace

class TestServiceFeed final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsKnownBeforeTheFirstFrame();
    void showsTheFirstServerThatHasServices();
    void theSelectedServerGoesFirst();
    void anotherServerForgetsTheChosenService();
    void recordsBeforeItTells();
    void theErrorsOfTheLastMinuteForgetOlderOnes();
    void theTrendIsFiveMinutesLong();
    void staleSinceTheLastThatArrived();
};

void TestServiceFeed::nothingIsKnownBeforeTheFirstFrame()
{
    const Stage stage;

    QVERIFY(!stage.services.source());
    QVERIFY(!stage.services.board());
    QVERIFY(stage.services.isStale());
    QVERIFY(!stage.services.silentFor());
    QVERIFY(!stage.services.recentErrors(u"redis"_s));
}

void TestServiceFeed::showsTheFirstServerThatHasServices()
{
    Stage stage;
    WatchedSource plain = watchedServer({}, u"watch:0"_s);
    plain.services.reset();

    stage.frames.show({plain, watchedServer(boardOf({service(u"redis"_s, 5)}))});

    QCOMPARE(stage.services.source()->id.value, u"watch:a"_s);
    QVERIFY(!stage.services.isStale());
}

void TestServiceFeed::theSelectedServerGoesFirst()
{
    Stage stage;
    stage.frames.show({watchedServer(boardOf({service(u"redis"_s, 5)})),
                       watchedServer(boardOf({service(u"kimi"_s, 5)}), u"watch:b"_s)});

    stage.feed.select({u"watch:b"_s});

    QCOMPARE(stage.services.board()->services.front().name, u"kimi"_s);
}

void TestServiceFeed::anotherServerForgetsTheChosenService()
{
    Stage stage;
    stage.frames.show({watchedServer(boardOf({service(u"redis"_s, 5)})),
                       watchedServer(boardOf({service(u"redis"_s, 9)}), u"watch:b"_s)});
    stage.services.select(u"redis"_s);
    QSignalSpy changed(&stage.services, &ServiceFeed::selectionChanged);

    stage.feed.select({u"watch:b"_s});

    QCOMPARE(changed.count(), 1);
    QCOMPARE(stage.services.selected(), QString());
    stage.services.select({}); // it is so already
    QCOMPARE(changed.count(), 1);
}

void TestServiceFeed::recordsBeforeItTells()
{
    Stage stage;
    std::optional<float> seen;
    connect(&stage.services, &ServiceFeed::updated, this, [&] {
        const Series &rate = stage.services.series(u"redis"_s, ServiceMetric::EventRate);
        seen = rate.lastSecond() ? rate.at(*rate.lastSecond()) : std::nullopt;
    });

    stage.frames.show(boardOf({service(u"redis"_s, 5)}));

    QCOMPARE(seen, std::optional(5.F));
}

void TestServiceFeed::theErrorsOfTheLastMinuteForgetOlderOnes()
{
    Stage stage;
    for (int i = 0; i < 12; ++i)
        stage.frames.show(boardOf({service(u"redis"_s, 5, 1)}));
    QCOMPARE(stage.services.recentErrors(u"redis"_s), std::optional(1.0));

    for (int i = 0; i < 6; ++i)
        stage.frames.show(boardOf({service(u"redis"_s, 5)}));
    QCOMPARE(stage.services.recentErrors(u"redis"_s), std::optional(0.5));
    for (int i = 0; i < 6; ++i)
        stage.frames.show(boardOf({service(u"redis"_s, 5)}));

    QCOMPARE(stage.services.recentErrors(u"redis"_s), std::optional(0.0));
}

void TestServiceFeed::theTrendIsFiveMinutesLong()
{
    Stage stage;
    for (int i = 0; i < 30; ++i)
        stage.frames.show(boardOf({service(u"redis"_s, i)}));

    const std::vector<float> trend = stage.services.trend(u"redis"_s);

    QCOMPARE(trend.size(), 60U);
    QVERIFY(std::isnan(trend.front()));
    QCOMPARE(trend.back(), 29.F);
    QCOMPARE(trend[58], 28.F);
}

void TestServiceFeed::staleSinceTheLastThatArrived()
{
    Stage stage;
    WatchedSource server = watchedServer(boardOf({service(u"redis"_s, 5)}));
    server.age = 0s;
    stage.frames.show({server});
    const double then
        = std::chrono::duration<double>(stage.time.wallNow().time_since_epoch()).count();
    QVERIFY(!stage.services.staleSince());
    server.age = 20s;

    stage.frames.show({server}, 20s);

    QVERIFY(stage.services.isStale());
    QCOMPARE(stage.services.silentFor(), std::optional<Duration>(20s));
    QVERIFY(std::abs(stage.services.staleSince().value() - then) < 0.01);
    stage.time.advance(3s); // no frame at all
    QCOMPARE(stage.services.silentFor(), std::optional<Duration>(23s));
}

BREAKWATER_TEST(TestServiceFeed)
#include "tst_servicefeed.moc"
