// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/bannerstate.h>
#include <ui/models/lampstate.h>
#include <ui/models/snapshotfeed.h>
#include <ui/models/watchedrows.h>
#include <ui/models/watchwords.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/support/watchedbuilder.h>

#include <QtTest/QSignalSpy>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSnapshotFeedWatched final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        time = std::make_unique<ManualTimeSystem>();
        feed = std::make_unique<SnapshotFeed>(*time);
        sequence = 0;
    }
    void cleanup() { feed.reset(); }
    void givesASourceAndEachOfItsLinksARow();
    void leavesAllToOurOwnLinks();
    void tellsWhichSourceTheSelectionBelongsTo();
    void keepsNamesWithSlashesApart();
    void isStaleAfterThreePeriodsOfTheSource();
    void isUnknownBeforeTheFirstFrame();
    void isFreshAgainWithoutAClick();
    void tellsOfTheTiersOfTheSelectedSource();
    void recordsASourceOnlyWhenItsFrameChanged();
    void recordsTheStatesOfARemoteLinkFromItsTransitions();
    void holdsPolledValuesBetweenTwoPolls();
    void letsRemoteLinksGiveWayToOurOwn();
    void saysHowItIsWatched_data();
    void saysHowItIsWatched();
    void saysThatItIsDownBeforeItIsStale();
    void keepsNoMoreHistoriesHoweverManyAreSelected();
    void showsNoColourOfAStaleSource();
    void showsTheWorstBreakerOfTheRemote();
    void saysWhyNothingCanBeShown();
    void offersNoRetryForALinkOfTheRemote();

private:
    SnapshotPtr remote(std::initializer_list<SessionSnapshot> links, std::uint64_t number = 1)
    {
        SnapshotBuilder builder(number);
        builder.at(time->sample());
        for (const SessionSnapshot &each : links)
            builder.session(each);
        return builder.build();
    }
    void show(const WatchedSource &source, std::initializer_list<SessionSnapshot> own = {})
    {
        SnapshotBuilder builder(++sequence);
        builder.at(time->sample()).watched(source);
        for (const SessionSnapshot &session : own)
            builder.session(session);
        feed->accept(builder.build());
    }

    const SessionId eu{u"watch:eu"_s};
    const SessionId link{u"watch:eu/a"_s};
    std::unique_ptr<ManualTimeSystem> time;
    std::unique_ptr<SnapshotFeed> feed;
    std::uint64_t sequence = 0;
};

void TestSnapshotFeedWatched::givesASourceAndEachOfItsLinksARow()
{
    show(WatchedBuilder(u"eu"_s).frame(
        remote({SessionBuilder(u"a"_s).queue(7, 1), SessionBuilder(u"b"_s).open(5s)})));

    const auto &rows = feed->watchedRows();
    QCOMPARE(rows.size(), std::size_t(3));
    QCOMPARE(rows[0].id, eu);
    QCOMPARE(rows[0].name, u"eu"_s);
    QCOMPARE(rows[0].queue.queued, 7);
    QCOMPARE(toString(rows[0].breaker.state), toString(BreakerState::Open));
    QCOMPARE(toString(rows[0].connection), toString(ConnectionState::Connected)); // ours to it
    QCOMPARE(rows[1].id, link);
    QCOMPARE(rows[1].name, u"eu › a"_s);
    for (const SessionSnapshot &row : rows)
        QVERIFY(row.isWatched);
    QVERIFY(feed->isSource(eu));
    QVERIFY(!feed->isSource(link));
}

void TestSnapshotFeedWatched::leavesAllToOurOwnLinks()
{
    show(WatchedBuilder(u"eu"_s).frame(remote({SessionBuilder(u"a"_s).queue(7, 1)})),
         {SessionBuilder(u"mine"_s).queue(2, 0)});

    QCOMPARE(feed->current()->queue.queued, 2);
    QCOMPARE(feed->latest()->sessions.size(), std::size_t(1));
    QCOMPARE(feed->shownFrame(), feed->latest().get());
    QVERIFY(!feed->watched());
}

void TestSnapshotFeedWatched::tellsWhichSourceTheSelectionBelongsTo()
{
    const SnapshotPtr frame = remote({SessionBuilder(u"a"_s)});
    show(WatchedBuilder(u"eu"_s).frame(frame), {SessionBuilder(u"mine"_s)});

    feed->select(link);
    QCOMPARE(feed->watched()->id, eu);
    QCOMPARE(feed->shownFrame(), frame.get());
    QCOMPARE(feed->current()->name, u"eu › a"_s);

    show(WatchedBuilder(u"eu"_s).frame(remote({}, 2)));
    QVERIFY(!feed->current()); // the link left, the source did not
    QCOMPARE(feed->watched()->id, eu);

    feed->select({u"mine"_s});
    QVERIFY(!feed->watched());
}

void TestSnapshotFeedWatched::keepsNamesWithSlashesApart()
{
    const WatchedSource shorter = WatchedBuilder(u"eu"_s).frame(remote({SessionBuilder(u"a"_s)}));
    const WatchedSource longer = WatchedBuilder(u"eu/a"_s).frame(remote({SessionBuilder(u"x"_s)}));
    feed->accept(SnapshotBuilder(1).at(time->sample()).watched(shorter).watched(longer).build());

    QCOMPARE(feed->watchedOf({u"watch:eu/a/x"_s})->name, u"eu/a"_s);
    QCOMPARE(feed->watchedOf({u"watch:eu/b"_s})->name, u"eu"_s);
    QVERIFY(!feed->watchedOf({u"watch:europe"_s}));
}

void TestSnapshotFeedWatched::isStaleAfterThreePeriodsOfTheSource()
{
    feed->select(eu);
    show(WatchedBuilder(u"eu"_s).frame(remote({}), 2s));
    QVERIFY(!feed->isStale());
    QVERIFY(!feed->isUnknown());
    QCOMPARE(feed->age(), std::optional<Duration>(2s));

    time->advance(1s); // our own engine is silent for a second too: it counts on
    QVERIFY(!feed->isStale());
    time->advance(1ms);

    QVERIFY(feed->isStale());
    QVERIFY(feed->isUnknown());
    QVERIFY(!feed->isStale(SessionId{}));
    QCOMPARE(feed->silentFor(), Duration(3001ms));
}

void TestSnapshotFeedWatched::isUnknownBeforeTheFirstFrame()
{
    feed->select(eu);
    show(WatchedBuilder(u"eu"_s));
    QVERIFY(feed->isStale());
    QVERIFY(!feed->age());
    QVERIFY(!feed->lastFrameAt());
    QVERIFY(!feed->shownFrame());

    show(WatchedBuilder(u"eu"_s).services({}));
    QVERIFY(!feed->isStale()); // services come, and numbers of a core are still unknown
    QVERIFY(feed->isUnknown());
}

void TestSnapshotFeedWatched::isFreshAgainWithoutAClick()
{
    const SnapshotPtr frame = remote({SessionBuilder(u"a"_s)});
    show(WatchedBuilder(u"eu"_s).frame(frame));
    feed->select(eu);
    QSignalSpy stale(feed.get(), &SnapshotFeed::staleChanged);

    time->advance(1s);
    show(WatchedBuilder(u"eu"_s).frame(frame, 3500ms).waiting(2, 4s));
    QCOMPARE(stale.count(), 1);
    QVERIFY(feed->isStale());
    time->advance(1s);
    show(WatchedBuilder(u"eu"_s).frame(frame, 4500ms).waiting(2, 3s));
    QCOMPARE(stale.count(), 2); // it counts on
    time->advance(1s);
    show(WatchedBuilder(u"eu"_s).frame(remote({SessionBuilder(u"a"_s)}, 2)));

    QCOMPARE(stale.count(), 3);
    QVERIFY(!feed->isStale());
    QVERIFY(lampState(*feed).state == BreakerState::Closed);
}

void TestSnapshotFeedWatched::tellsOfTheTiersOfTheSelectedSource()
{
    const auto tiersAfter = [&](const SnapshotPtr &frame) {
        QSignalSpy updated(feed.get(), &SnapshotFeed::updated);
        feed->accept(SnapshotBuilder(++sequence)
                         .at(time->sample())
                         .tiers({Tier::Realtime})
                         .watched(WatchedBuilder(u"eu"_s).frame(frame))
                         .build());
        return updated.at(0).at(0).value<TierSet>();
    };
    const auto frame = [&](std::uint64_t number, Tier tier) {
        return SnapshotBuilder(number).at(time->sample()).tiers({tier}).build();
    };
    const SnapshotPtr first = frame(1, Tier::Performance);
    tiersAfter(first);
    feed->select(eu);

    QVERIFY(!tiersAfter(first).has(Tier::Performance)); // the same one
    QVERIFY(tiersAfter(frame(2, Tier::Performance)).has(Tier::Performance));
    QVERIFY(tiersAfter(frame(5, Tier::Realtime)).has(Tier::Aggregate)); // some were skipped
    feed->select({});
    QVERIFY(!tiersAfter(frame(6, Tier::Performance)).has(Tier::Performance));
}

void TestSnapshotFeedWatched::recordsASourceOnlyWhenItsFrameChanged()
{
    const auto queued = [&] { return feed->historyOf(eu).series(Metric::Queued).lastSecond(); };
    const SnapshotPtr frame = remote({SessionBuilder(u"a"_s).queue(7, 0)});
    show(WatchedBuilder(u"eu"_s).frame(frame));
    const auto first = queued();
    QVERIFY(first);

    time->advance(1s);
    show(WatchedBuilder(u"eu"_s).frame(frame, 1s));
    QCOMPARE(queued(), first);
    QCOMPARE(feed->historyOf(link).lastUpdate(), feed->historyOf(eu).lastUpdate());

    time->advance(1s);
    show(WatchedBuilder(u"eu"_s).frame(remote({SessionBuilder(u"a"_s).queue(8, 0)}, 2)));
    QCOMPARE(*queued(), *first + 2);
}

void TestSnapshotFeedWatched::recordsTheStatesOfARemoteLinkFromItsTransitions()
{
    show(WatchedBuilder(u"eu"_s).frame(remote({SessionBuilder(u"a"_s)})));
    time->advance(1s);
    TransitionRecord opened;
    opened.sequence = 1;
    opened.session = {u"a"_s};
    opened.to = BreakerState::Open;
    opened.at = time->wallNow() - 600ms;
    TransitionRecord closed = opened;
    closed.sequence = 2;
    closed.to = BreakerState::Closed;
    closed.at = time->wallNow() - 300ms;

    show(WatchedBuilder(u"eu"_s).frame(SnapshotBuilder(2)
                                           .at(time->sample())
                                           .session(SessionBuilder(u"a"_s))
                                           .transition(opened)
                                           .transition(closed)
                                           .build()));

    const auto spans = feed->historyOf(link).states(0, *feed->historyOf(link).lastUpdate());
    QCOMPARE(spans.size(), std::size_t(3)); // what began and ended between two frames is there
    QVERIFY(spans[1].state == BreakerState::Open);
}

void TestSnapshotFeedWatched::holdsPolledValuesBetweenTwoPolls()
{
    const auto poll = [&](std::uint64_t number) {
        show(WatchedBuilder(u"eu"_s, WatchKind::Poll)
                 .frame(remote({SessionBuilder(u"a"_s).queue(7, 0)}, number)));
    };
    poll(1);
    time->advance(5s);
    poll(2);

    const auto now
        = std::chrono::duration_cast<std::chrono::seconds>(time->wallNow().time_since_epoch())
              .count();
    for (const float value : feed->historyOf(eu).series(Metric::Queued).values(now - 5, now))
        QCOMPARE(value, 7.0F);
}

void TestSnapshotFeedWatched::letsRemoteLinksGiveWayToOurOwn()
{
    std::vector<SessionSnapshot> links;
    SnapshotBuilder many(1);
    many.at(time->sample());
    for (int i = 0; i < SnapshotFeed::maxHistories + 5; ++i)
        many.session(SessionBuilder(u"l%1"_s.arg(i, 3, 10, QChar(u'0'))));
    const WatchedSource source = WatchedBuilder(u"eu"_s).frame(many.build());
    show(source);
    QVERIFY(feed->historyOf(eu).lastUpdate());

    show(source, {SessionBuilder(u"mine"_s)});

    QVERIFY(feed->historyOf({u"mine"_s}).lastUpdate());
}

void TestSnapshotFeedWatched::saysHowItIsWatched_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("age"); // seconds; below 0: never
    QTest::addColumn<int>("attempt");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("said");
    const int stream = static_cast<int>(WatchKind::Stream);
    const int poll = static_cast<int>(WatchKind::Poll);
    QTest::newRow("live") << stream << 0 << 0 << u""_s << u"watched by stream · live"_s;
    QTest::newRow("polled") << poll << 4 << 0 << u""_s << u"polled every 5 s"_s;
    QTest::newRow("stale") << stream << 12 << 4 << u"connection refused"_s
                           << u"stale 12 s — attempt 4, next in 8 s"_s;
    QTest::newRow("down") << stream << 1 << 1 << u"closed by the server"_s
                          << u"reconnecting — attempt 1, next in 8 s"_s;
    QTest::newRow("silent") << stream << 12 << 0 << u""_s << u"stale 12 s"_s;
    QTest::newRow("refused") << stream << -1 << 0
                             << u"its schema is breakwater.snapshot/2; this program reads /1"_s
                             << u"its schema is breakwater.snapshot/2; this program reads /1"_s;
    QTest::newRow("never") << stream << -1 << 2 << u""_s
                           << u"Reconnecting — attempt 2, next in 8 s"_s;
}

void TestSnapshotFeedWatched::saysHowItIsWatched()
{
    QFETCH(const int, kind);
    QFETCH(const int, age);
    QFETCH(const int, attempt);
    QFETCH(const QString, detail);
    WatchedBuilder source(u"eu"_s, static_cast<WatchKind>(kind));
    if (age >= 0)
        source.frame(remote({}), std::chrono::seconds(age));
    if (attempt > 0)
        source.waiting(attempt, 8s, detail);
    else
        source.connection(ConnectionState::Connected, detail);
    show(source);

    QString said = watchState(*feed, feed->latest()->watched.front());
    said.replace(QChar(0x202F), u' ');

    QTEST(said, "said");
}

void TestSnapshotFeedWatched::saysThatItIsDownBeforeItIsStale()
{
    const auto words = [&](const WatchedBuilder &source) {
        show(source);
        return shortWatchState(*feed, feed->latest()->watched.front());
    };
    const SnapshotPtr frame = remote({});

    QCOMPARE(words(WatchedBuilder(u"eu"_s).frame(frame, 1s)), u"live"_s);
    QCOMPARE(words(WatchedBuilder(u"eu"_s).frame(frame, 1s).waiting(1, 8s)), u"reconnecting"_s);
    QCOMPARE(words(WatchedBuilder(u"eu"_s, WatchKind::Poll).frame(frame, 1s).waiting(1, 8s)),
             u"reconnecting"_s);
    QCOMPARE(words(WatchedBuilder(u"eu"_s).frame(frame, 1s).connection(ConnectionState::Refused)),
             u"Refused by the server"_s); // nothing is tried
    feed->select(eu);
    QVERIFY(!lampState(*feed).shape()); // nothing to be green about
    QCOMPARE(lampState(*feed).now, u"Refused by the server"_s);
}

void TestSnapshotFeedWatched::keepsNoMoreHistoriesHoweverManyAreSelected()
{
    SnapshotBuilder many(1);
    many.at(time->sample());
    const auto name = [](int i) { return u"l%1"_s.arg(i, 3, 10, QChar(u'0')); };
    constexpr int links = SnapshotFeed::maxHistories + 20;
    for (int i = 0; i < links; ++i)
        many.session(SessionBuilder(name(i)));
    std::int64_t bytes = 0;
    for (int i = 0; i < links; ++i) {
        time->advance(1s);
        feed->select({u"watch:eu/"_s + name(i)});
        SnapshotBuilder next = many;
        show(WatchedBuilder(u"eu"_s).frame(next.at(time->sample()).build()));
        QVERIFY(feed->history().lastUpdate()); // the selected one always has its own
        if (i == 5)                            // each series has something by now
            bytes = feed->historyBytes();
    }

    QVERIFY(feed->historyBytes() <= bytes + bytes / 10);
}

void TestSnapshotFeedWatched::showsNoColourOfAStaleSource()
{
    show(WatchedBuilder(u"eu"_s)
             .frame(remote({SessionBuilder(u"a"_s).open(5s)}), 12s)
             .waiting(4, 8s, u"connection refused"_s));

    for (const SessionId &id : {eu, link}) {
        feed->select(id);
        const LampState lamp = lampState(*feed);
        QVERIFY(!lamp.state);
        QVERIFY2(lamp.reason.startsWith(u"no data since"_s), qPrintable(lamp.reason));
        QVERIFY2(lamp.now.contains(u"attempt 4"_s), qPrintable(lamp.now));
    }
}

void TestSnapshotFeedWatched::showsTheWorstBreakerOfTheRemote()
{
    show(WatchedBuilder(u"eu"_s).frame(
             remote({SessionBuilder(u"a"_s), SessionBuilder(u"b"_s).open(5s)})),
         {SessionBuilder(u"mine"_s)});

    feed->select(eu);
    QVERIFY(lampState(*feed).state == BreakerState::Open);
    QVERIFY(lampState(*feed).reason.startsWith(u"b: "_s));
    feed->select(link);
    QVERIFY(lampState(*feed).state == BreakerState::Closed);
    feed->select({});
    QVERIFY(lampState(*feed).state == BreakerState::Closed); // theirs is not ours

    show(WatchedBuilder(u"eu"_s).frame(remote({}, 2)));
    feed->select(eu);
    QVERIFY(lampState(*feed).shape() == BreakerState::Closed); // an idle server is healthy
}

void TestSnapshotFeedWatched::saysWhyNothingCanBeShown()
{
    const QString why = u"its schema is breakwater.snapshot/2; this program reads /1"_s;
    show(WatchedBuilder(u"eu"_s).connection(ConnectionState::Connected, why));
    feed->select(eu);

    const BannerState banner = bannerState(*feed);

    QVERIFY(banner.kind == BannerState::Kind::Trouble);
    QCOMPARE(banner.text, u"eu cannot be shown: "_s + why + u'.');
    QVERIFY(banner.offersRetry);
    WatchedSource asked = WatchedBuilder(u"eu"_s).waiting(1, 42s, why);
    asked.connection = ConnectionState::Refused; // its next version may do
    show(asked);
    const QString text = QString(bannerState(*feed).text).replace(QChar(0x202F), u' ');
    QCOMPARE(text, u"eu cannot be shown: "_s + why + u" — asked again in 42 s."_s);
    feed->select({});
    QVERIFY(bannerState(*feed).text.contains(u"eu"_s)); // and in the sum of all troubles
}

void TestSnapshotFeedWatched::offersNoRetryForALinkOfTheRemote()
{
    show(WatchedBuilder(u"eu"_s).frame(
        remote({SessionBuilder(u"a"_s).waiting(3, 5s, u"connection refused"_s)})));
    feed->select(link);

    const BannerState banner = bannerState(*feed);

    QVERIFY2(banner.text.startsWith(u"At eu: Not connected"_s), qPrintable(banner.text));
    QVERIFY(!banner.offersRetry);
    QVERIFY(!banner.offersEdit);
}

BREAKWATER_TEST(TestSnapshotFeedWatched)
#include "tst_snapshotfeed_watched.moc"
