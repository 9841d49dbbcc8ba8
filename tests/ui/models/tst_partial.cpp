// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a health page, an older server or a monitoring server does not tell is unknown: it is never
// shown as nothing, and never as well.

#include <ui/models/lampstate.h>
#include <ui/models/sessionmodel.h>
#include <ui/models/snapshotfeed.h>
#include <ui/models/watchwords.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/support/watchedbuilder.h>

#include <QtTest/QSignalSpy>

#include <cmath>
#include <limits>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestPartial final : public QObject
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
    void recordsGapsForWhatIsNotTold();
    void recordsWhatIsToldAlthoughAHealthPageNamesNoTier();
    void lampSpeaksOfNoRuleThatIsNotTold_data();
    void lampSpeaksOfNoRuleThatIsNotTold();
    void isNotGreenWhileNothingIsConnectedThere();
    void aSourceOfServicesHasNoNumbersOfACore();
    void aSourceThatTellsItsStatusOnlySaysSo();
    void pollingAHealthPageTellsNoPercentiles();

private:
    //! As core/watch reads an answer of a health page.
    static SnapshotPtr answer(std::uint64_t number, const TimeSample &at,
                              const BreakerSnapshot &breaker = {}, int active = 2)
    {
        Snapshot frame;
        frame.sequence = number;
        frame.at = at;
        frame.engine.isPartial = true;
        frame.engine.breaker = breaker;
        frame.engine.queue.queued = 7;
        frame.engine.queue.maxMessages = 1000;
        frame.engine.sentTotal = 100 * number;
        frame.active = active;
        frame.events = std::make_shared<const std::vector<Event>>();
        frame.transitions = std::make_shared<const std::vector<TransitionRecord>>();
        return std::make_shared<const Snapshot>(frame);
    }
    void show(const WatchedSource &source)
    {
        feed->accept(SnapshotBuilder(++sequence)
                         .at(time->sample())
                         .tiers({Tier::Realtime})
                         .watched(source)
                         .build());
        feed->select(eu);
    }
    void poll(std::uint64_t number, const BreakerSnapshot &breaker = {}, int active = 2)
    {
        show(WatchedBuilder(u"eu"_s, WatchKind::Poll)
                 .frame(answer(number, time->sample(), breaker, active)));
    }
    //! NaN: unknown.
    float newest(Metric metric) const
    {
        const Series &series = feed->history().series(metric);
        const auto last = series.lastSecond();
        return last ? series.values(*last, *last + 1).front()
                    : std::numeric_limits<float>::quiet_NaN();
    }

    const SessionId eu{u"watch:eu"_s};
    std::unique_ptr<ManualTimeSystem> time;
    std::unique_ptr<SnapshotFeed> feed;
    std::uint64_t sequence = 0;
};

void TestPartial::recordsGapsForWhatIsNotTold()
{
    poll(1);

    for (const Metric metric : {Metric::RetryRate, Metric::FailureRate, Metric::SlowRate,
                                Metric::LatencyP99, Metric::LatencyCount, Metric::BackoffDelay,
                                Metric::Available, Metric::MemoryRss, Metric::ClientsConnected})
        QVERIFY2(std::isnan(newest(metric)), qPrintable(QString::number(static_cast<int>(metric))));
}

void TestPartial::recordsWhatIsToldAlthoughAHealthPageNamesNoTier()
{
    poll(1);
    QSignalSpy updated(feed.get(), &SnapshotFeed::updated);
    time->advance(5s);
    poll(2);

    QCOMPARE(newest(Metric::Queued), 7.0F);
    QCOMPARE(newest(Metric::RateOut), 20.0F); // 100 more in 5 s
    QVERIFY(updated.at(0).at(0).value<TierSet>().has(Tier::Performance));
}

void TestPartial::lampSpeaksOfNoRuleThatIsNotTold_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<double>("failed"); // below 0: no calls
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("next");
    const int closed = static_cast<int>(BreakerState::Closed);
    QTest::newRow("quiet") << closed << -1.0 << u"what it counts is not told"_s << u""_s;
    QTest::newRow("failing") << closed << 0.25 << u"25.0 % failed lately"_s << u""_s;
    QTest::newRow("half-open") << static_cast<int>(BreakerState::HalfOpen) << -1.0 << u""_s
                               << u"a failure reopens"_s;
}

void TestPartial::lampSpeaksOfNoRuleThatIsNotTold()
{
    QFETCH(const int, state);
    QFETCH(const double, failed);
    BreakerSnapshot breaker;
    breaker.state = static_cast<BreakerState>(state);
    if (failed >= 0)
        breaker.failureRate = failed;

    poll(1, breaker);

    const LampState lamp = lampState(*feed);
    QTEST(QString(lamp.reason).replace(QChar(0x202F), u' '), "reason");
    QTEST(lamp.next, "next");
    QVERIFY2(lamp.now.isEmpty(), qPrintable(lamp.now)); // since when is not told either
}

void TestPartial::isNotGreenWhileNothingIsConnectedThere()
{
    poll(1);
    QVERIFY(lampState(*feed).shape() == BreakerState::Closed);

    poll(2, {}, 0);

    QVERIFY(!lampState(*feed).shape());
    const SessionModel model(*feed);
    QVERIFY(!model.index(1).data(SessionModel::ShapeRole).isValid());
}

void TestPartial::aSourceOfServicesHasNoNumbersOfACore()
{
    show(WatchedBuilder(u"eu"_s).services({}));

    const LampState lamp = lampState(*feed);

    QVERIFY(!lamp.state);
    QCOMPARE(lamp.reason, u"it tells of services only"_s); // and not "no data": it comes
    QCOMPARE(lamp.now, u"watched by stream · services only"_s);
}

void TestPartial::aSourceThatTellsItsStatusOnlySaysSo()
{
    WatchedSource source = WatchedBuilder(u"eu"_s, WatchKind::Poll);
    source.age = Duration::zero();

    show(source);

    QCOMPARE(lampState(*feed).reason, u"it tells its status only"_s);
    QVERIFY(!lampState(*feed).state);
}

void TestPartial::pollingAHealthPageTellsNoPercentiles()
{
    poll(1);

    const QString note = pollingNote(feed->latest()->watched.front());

    QVERIFY2(note.contains(u"no percentiles"_s), qPrintable(note));
}

BREAKWATER_TEST(TestPartial)
#include "tst_partial.moc"
