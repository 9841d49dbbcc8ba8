// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/engine.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/manualtimesystem.h>
#include <tests/support/scriptednetwork.h>
#include <tests/support/testmain.h>

#include <QtCore/QStringList>

#include <memory>

using namespace std::chrono_literals;
using namespace Breakwater;

namespace {

class Listener final : public EngineListener
{
public:
    void frameReady(std::shared_ptr<Snapshot> frame) override { frames.push_back(frame); }
    void sendAnswered(const SendAnswer &answer) override { answers.push_back(answer); }
    void messageSeen(const SessionId &, const QByteArray &payload, bool, qint64 size) override
    {
        seen += payload;
        seenSize = size;
    }
    void configApplied(const StabilityConfig &config) override { applied.push_back(config); }
    void commandFailed(const QString &sentence) override { complaints += sentence; }
    void shutdownFinished(const ShutdownReport &report) override { reports.push_back(report); }

    std::vector<SnapshotPtr> frames;
    std::vector<SendAnswer> answers;
    QByteArrayList seen;
    qint64 seenSize = 0;
    std::vector<StabilityConfig> applied;
    QStringList complaints;
    std::vector<ShutdownReport> reports;
};

} // namespace

class EngineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void publishesEveryTierAtTheStartAndThenInItsPeriod();
    void aChangeOfStateIsPublishedAtOnce();
    void aFlappingLinkDoesNotFloodTheWindow();
    void anIdleTickStillPublishesZeros();
    void breakerStoryStandsInTheEventsInOrder();
    void otherEventsNeverDisplaceTransitions();
    void severalSessionsAddUp();
    void departedSessionsStayInTheSum();
    void unknownSessionIsOneClearSentence();
    void sendsAreAnsweredByRequest();
    void onlyTheNewestIncomingMessageIsHandedOutPerTick();
    void shutdownFlushesAndReportsTrueNumbers();
    void shutdownIsBoundedWhateverThePeerDoes();
    void shutdownSendsNothingThatCameAfterItBegan();
    void shutdownCountsSessionsThatLeaveBeforeTheOthers();
    void nothingIsOpenedOnceShutdownHasBegun();
    void shutdownMakesALastAttemptThroughAnOpenBreaker();
    void shutdownDoesNotWaitForWhatCannotCome();
    void openingAClosingSessionOpensItAnew();
    void aForcedBreakerIsTheWorst();
    void settingsThatNeedARestartAreNamedAndNotApplied();
    void aLongMessageIsShownInPartWithItsSize();

private:
    void open(const QString &name);
    void connect();
    void openTheBreaker();
    SnapshotPtr last() const { return m_listener->frames.back(); }
    SendOutcome send(const QString &name, const QByteArray &text);

    std::unique_ptr<Test::ManualTimeSystem> m_time;
    Test::FixedRandom m_random;
    std::unique_ptr<Test::ScriptedNetwork> m_network;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<Engine> m_engine;
};

void EngineTest::init()
{
    m_time = std::make_unique<Test::ManualTimeSystem>();
    m_network = std::make_unique<Test::ScriptedNetwork>();
    m_network->answersPings = true;
    m_listener = std::make_unique<Listener>();
    StabilityConfig config;
    config.circuitBreaker.failureThreshold = 2;
    config.circuitBreaker.timeout = 5s;
    m_engine = std::make_unique<Engine>(config, *m_time, m_random, *m_network, *m_listener);
}

void EngineTest::cleanup()
{
    m_engine.reset();
}

void EngineTest::open(const QString &name)
{
    m_engine->execute(
        OpenSession{{name}, name, *Endpoint::fromUrl(QStringLiteral("ws://127.0.0.1:9/"))});
}

void EngineTest::connect()
{
    open(u"a"_qs);
    m_network->current()->accept();
    m_time->advance(100ms);
}

void EngineTest::openTheBreaker()
{
    connect();
    m_network->current()->end(EndKind::ConnectionLost);
    m_time->advance(3s);
    m_network->current()->end(EndKind::ConnectFailed);
}

SendOutcome EngineTest::send(const QString &name, const QByteArray &text)
{
    m_engine->execute(SendMessage{{name}, {.payload = text}, 1});
    return m_listener->answers.back().outcome;
}

void EngineTest::publishesEveryTierAtTheStartAndThenInItsPeriod()
{
    m_time->advance(60s);

    int realtime = 0;
    int aggregate = 0;
    std::uint64_t sequence = 0;
    for (const auto &frame : m_listener->frames) {
        realtime += frame->tiers.has(Tier::Realtime);
        aggregate += frame->tiers.has(Tier::Aggregate);
        QCOMPARE(frame->sequence, ++sequence);
    }
    QCOMPARE(m_listener->frames.front()->tiers.bits, TierSet::all().bits);
    QCOMPARE(realtime, 61);
    QCOMPARE(aggregate, 3);
}

void EngineTest::aChangeOfStateIsPublishedAtOnce()
{
    open(u"a"_qs);
    m_time->advance(1500ms);
    const auto before = m_listener->frames.size();

    m_network->current()->accept();
    m_time->advance(0ms);

    QCOMPARE(m_listener->frames.size(), before + 1);
    QCOMPARE(toString(last()->sessions.front().connection), toString(ConnectionState::Connected));
    QCOMPARE(last()->active, 1);
}

void EngineTest::aFlappingLinkDoesNotFloodTheWindow()
{
    open(u"a"_qs);
    m_time->advance(0ms);
    const auto before = m_listener->frames.size();

    for (int i = 0; i < 100; ++i) {
        m_engine->execute(ForceBreaker{{u"a"_qs}, BreakerOverride::ForcedOpen, u"t"_qs, {}});
        m_engine->execute(ForceBreaker{{u"a"_qs}, BreakerOverride::None, u"t"_qs, {}});
        m_time->advance(5ms);
    }

    QVERIFY(m_listener->frames.size() - before <= 11);
}

void EngineTest::anIdleTickStillPublishesZeros()
{
    connect();
    send(u"a"_qs, "x");
    m_time->advance(5s);
    QVERIFY(last()->engine.rates.sent > 0);

    m_time->advance(10s);

    QCOMPARE(last()->engine.rates.sent, 0.0);
    QCOMPARE(last()->sessions.front().rates.sent, 0.0);
}

void EngineTest::breakerStoryStandsInTheEventsInOrder()
{
    connect();
    m_network->current()->end(EndKind::ConnectionLost);
    m_time->advance(3s);
    m_network->current()->end(EndKind::ConnectFailed);
    m_time->advance(5s);
    m_network->current()->accept();
    m_time->advance(1s);

    QStringList story;
    for (const Event &event : *last()->events) {
        if (event.source == u"breaker")
            story += event.title;
    }
    QCOMPARE(story,
             (QStringList{u"CLOSED → OPEN"_qs, u"OPEN → HALF-OPEN"_qs, u"HALF-OPEN → CLOSED"_qs}));
    QCOMPARE(last()->transitions->size(), 3u);
    QVERIFY(!last()->transitions->front().detail.isEmpty());
}

void EngineTest::otherEventsNeverDisplaceTransitions()
{
    connect();
    m_network->current()->end(EndKind::ConnectionLost);
    m_time->advance(3s);
    m_network->current()->end(EndKind::ConnectFailed);

    for (int i = 0; i < 500; ++i)
        m_engine->execute(ForceBreaker{{u"a"_qs}, BreakerOverride::None, u"t"_qs, {}});
    m_time->advance(1s);

    QCOMPARE(last()->events->size(), std::size_t(Snapshot::keptEvents));
    QCOMPARE(toString(last()->transitions->front().to), toString(BreakerState::Open));
    QVERIFY(last()->events->front().sequence > 1);
}

void EngineTest::severalSessionsAddUp()
{
    open(u"a"_qs);
    m_network->current()->accept();
    open(u"b"_qs);
    m_network->current()->accept();
    send(u"a"_qs, "1");
    send(u"b"_qs, "2");
    m_time->advance(5s);

    QCOMPARE(last()->sessions.size(), 2u);
    QCOMPARE(last()->engine.messages.confirmed, 2u);
    QCOMPARE(last()->engine.period.total.count, 2u);
    QCOMPARE(last()->session({u"b"_qs})->messages.confirmed, 1u);
    QCOMPARE(last()->active, 2);
}

void EngineTest::departedSessionsStayInTheSum()
{
    connect();
    send(u"a"_qs, "1");

    m_engine->execute(CloseSession{{u"a"_qs}});
    m_time->advance(2s);

    QVERIFY(last()->sessions.empty());
    QCOMPARE(last()->engine.messages.confirmed, 1u);
    QCOMPARE(last()->engine.sinceStart.total.count, 1u);
}

void EngineTest::unknownSessionIsOneClearSentence()
{
    m_engine->execute(RetryNow{{u"nobody"_qs}});

    QCOMPARE(m_listener->complaints, QStringList{u"There is no connection named 'nobody'."_qs});
}

void EngineTest::sendsAreAnsweredByRequest()
{
    connect();

    QVERIFY(send(u"a"_qs, "x").isAccepted());
    QCOMPARE(m_listener->answers.back().requestId, 1u);
    QCOMPARE(m_listener->answers.back().outcome.id, std::optional(MessageId{1}));
}

void EngineTest::onlyTheNewestIncomingMessageIsHandedOutPerTick()
{
    connect();
    for (int i = 0; i < 1000; ++i)
        m_network->current()->text(QByteArray::number(i));

    m_time->advance(1s);

    QCOMPARE(m_listener->seen, QByteArrayList{"999"});
    QCOMPARE(last()->engine.messages.received, 1000u);
}

void EngineTest::shutdownFlushesAndReportsTrueNumbers()
{
    connect();
    m_network->answersPings = false;
    send(u"a"_qs, "1");
    send(u"a"_qs, "2");

    m_engine->shutdown(30s);
    m_time->advance(1s);
    QVERIFY(m_listener->reports.empty());
    while (!m_network->current()->pings.isEmpty())
        m_network->current()->answerOldest();
    m_time->advance(1s);

    QCOMPARE(m_listener->reports.size(), 1u);
    QCOMPARE(m_listener->reports.front().pendingMessagesFlushed, 2u);
    QCOMPARE(m_listener->reports.front().pendingMessagesDropped, 0u);
    QCOMPARE(m_listener->reports.front().connectionsClosed, 1u);
}

void EngineTest::shutdownIsBoundedWhateverThePeerDoes()
{
    connect();
    m_network->answersPings = false;
    m_network->answersClose = false;
    send(u"a"_qs, "1");

    m_engine->shutdown(10s);
    m_time->advance(10s);

    QCOMPARE(m_listener->reports.size(), 1u);
    QVERIFY(m_listener->reports.front().duration <= 10s);
    QCOMPARE(m_listener->reports.front().pendingMessagesDropped, 1u);
    m_engine->shutdown(10s);
    m_time->advance(20s);
    QCOMPARE(m_listener->reports.size(), 1u);
}

void EngineTest::shutdownSendsNothingThatCameAfterItBegan()
{
    connect();

    m_engine->shutdown(30s);

    QCOMPARE(toString(send(u"a"_qs, "late").verdict), toString(SendVerdict::ShuttingDown));
}

void EngineTest::shutdownCountsSessionsThatLeaveBeforeTheOthers()
{
    connect();
    send(u"a"_qs, "1"); // confirmed long before the shutdown
    m_network->current()->end(EndKind::ConnectionLost);
    open(u"b"_qs);
    m_network->current()->accept();
    m_network->answersClose = false;

    m_engine->shutdown(5s);
    m_time->advance(10s);

    QCOMPARE(m_listener->reports.size(), 1u);
    QCOMPARE(m_listener->reports.front().pendingMessagesFlushed, 0u);
    QCOMPARE(m_listener->reports.front().metricsCleaned, 2u);
}

void EngineTest::shutdownMakesALastAttemptThroughAnOpenBreaker()
{
    openTheBreaker();
    send(u"a"_qs, "precious");

    m_engine->shutdown(30s);
    QVERIFY(m_network->current());
    m_network->current()->accept();
    m_time->advance(1s);

    QCOMPARE(m_network->received, QByteArrayList{"precious"});
    QCOMPARE(m_listener->reports.size(), 1u);
    QCOMPARE(m_listener->reports.front().pendingMessagesFlushed, 1u);
}

void EngineTest::shutdownDoesNotWaitForWhatCannotCome()
{
    openTheBreaker();
    send(u"a"_qs, "lost");

    m_engine->shutdown(4s); // its next probe comes later than that
    m_network->current()->end(EndKind::ConnectFailed);
    m_time->advance(100ms);

    QCOMPARE(m_listener->reports.size(), 1u);
    QCOMPARE(m_listener->reports.front().pendingMessagesDropped, 1u);
    QVERIFY(last()->events->back().detail.contains(u"1 messages that waited are discarded"));
}

void EngineTest::nothingIsOpenedOnceShutdownHasBegun()
{
    m_engine->shutdown(5s);

    open(u"late"_qs);
    m_time->advance(10s);

    QCOMPARE(m_network->created(), 0);
    QCOMPARE(m_listener->complaints.size(), 1);
}

void EngineTest::openingAClosingSessionOpensItAnew()
{
    connect();
    m_network->answersClose = false;
    m_engine->execute(CloseSession{{u"a"_qs}});

    open(u"a"_qs);
    m_network->current()->accept();
    m_time->advance(10s);

    QCOMPARE(toString(last()->session({u"a"_qs})->connection),
             toString(ConnectionState::Connected));
    QCOMPARE(m_network->created(), 2);
}

void EngineTest::aForcedBreakerIsTheWorst()
{
    connect();
    open(u"b"_qs);
    m_network->current()->accept();

    m_engine->execute(ForceBreaker{{u"a"_qs}, BreakerOverride::ForcedOpen, u"t"_qs, {}});
    m_time->advance(1s);

    QCOMPARE(toString(last()->engine.breaker.effectiveState()), toString(BreakerState::Open));
}

void EngineTest::settingsThatNeedARestartAreNamedAndNotApplied()
{
    StabilityConfig changed;
    changed.deduplication.hash = DedupHash::Sha256;
    changed.connection.handshakeTimeout = 3s;

    m_engine->execute(ApplyConfig{changed});
    m_time->advance(1s);

    QCOMPARE(m_listener->applied.size(), 1u);
    QVERIFY(m_listener->applied.front().connection.handshakeTimeout == 3s);
    QVERIFY(m_listener->applied.front().deduplication.hash == DedupHash::Xxh3);
    QVERIFY(last()->events->back().detail.contains(u"deduplication.hash"));
}

void EngineTest::aLongMessageIsShownInPartWithItsSize()
{
    connect();
    m_network->current()->text(QByteArray(10'000, 'x'));

    m_time->advance(1s);

    QCOMPARE(m_listener->seen.back().size(), Engine::seenBytes);
    QCOMPARE(m_listener->seenSize, 10'000);
}

BREAKWATER_TEST(EngineTest)
#include "tst_engine.moc"
