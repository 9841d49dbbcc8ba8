// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streamsubscriber.h>

#include <tests/core/serve/streampeer.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! Subscribers that are slow, or ask for too much.
class StreamSubscriberTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNewestFrameWins();
    void itGetsTheTiersOfTheFramesItMissed();
    void framesOfOtherTiersAreNotMissed();
    void nothingIsSentAboveTheShareOfTheBacklog();
    void theShareCanBeConfigured();
    void whatWaitsIsBounded();
    void theNextEventSaysHowManyWereLeftOut();
    void whatHappensWaitsInOrder();
    void answersWaitToo();
    void whoDoesNotReadForHalfAMinuteIsClosed();
    void whoReadsALittleStays();
    void whoWishedForNothingAndIsGoneIsFound();
    void whoAnswersPingsStays();
    void othersAreNotAffected();
    void tooManyCommandsAreRefused();
    void aFloodIsClosed();
    void aFloodOfOneWhoDoesNotReadIsClosed();
    void fewCostlyCommandsASecond();
    void allTogetherAskForALittle();
    void theSameQuestionIsAnsweredOnceASecond();
    void errorsDoNotClose();
    void afterTheEndNothingIsHeard();
};

void StreamSubscriberTest::theNewestFrameWins()
{
    StreamCore core;
    core.publish();
    StreamPeer peer(core.stream);
    core.tick();
    const auto before = peer.take();
    QCOMPARE(sequenceOf(before.back()), 2);
    peer.stopReading();

    core.tick(5);
    QCOMPARE(peer.take().size(), std::size_t{0});
    peer.readAll();

    QCOMPARE(sequenceOf(peer.takeOne()), 7); // 3 to 6 are the gap
    QCOMPARE(core.stream.framesSkipped(), std::uint64_t{4});
    core.tick();
    QCOMPARE(sequenceOf(peer.takeOne()), 8);
}

void StreamSubscriberTest::itGetsTheTiersOfTheFramesItMissed()
{
    StreamPair pair;
    auto &[core, peer] = pair;
    peer.stopReading();
    core.publish({Tier::Realtime, Tier::Aggregate});
    core.publish({Tier::Realtime});

    peer.readAll();

    const QJsonArray tiers = dataOf(peer.takeOne())["tiers"_L1].toArray();
    QCOMPARE(tiers, QJsonArray({u"realtime"_s, u"aggregate"_s}));
}

void StreamSubscriberTest::framesOfOtherTiersAreNotMissed()
{
    StreamCore core;
    core.publish();
    StreamPeer peer(core.stream);
    peer.ask(R"({"command":"subscribe","tiers":["aggregate"]})");
    peer.take();
    peer.stopReading();
    core.publish({Tier::Aggregate});
    core.tick(5);

    peer.readAll();

    QCOMPARE(sequenceOf(peer.takeOne()), 7);
    QCOMPARE(core.stream.framesSkipped(), std::uint64_t{0});
}

void StreamSubscriberTest::nothingIsSentAboveTheShareOfTheBacklog()
{
    StreamPair pair;
    auto &[core, peer] = pair;
    const std::int64_t share = core.config.limits.subscriberBacklog / 2;

    peer.stopReading(share);
    core.tick();
    QCOMPARE(peer.take().size(), std::size_t{0});

    peer.stopReading(share - 1);
    core.tick();
    QCOMPARE(peer.take().size(), std::size_t{1});
}

void StreamSubscriberTest::theShareCanBeConfigured()
{
    StreamPair pair;
    auto &[core, peer] = pair;
    core.config.limits.subscriberBacklog = 2000;
    peer.stopReading(1000);

    core.stream.configure(core.config);

    core.tick();
    QCOMPARE(peer.take().size(), std::size_t{0});
    StreamPeer later(core.stream);
    later.stopReading(1000);
    later.take();
    core.tick();
    QCOMPARE(later.take().size(), std::size_t{0});
}

void StreamSubscriberTest::whatWaitsIsBounded()
{
    StreamPair pair;
    auto &[core, peer] = pair;
    peer.stopReading();

    for (int i = 0; i < 25'000; ++i) {
        core.happen();
        core.publish();
    }
    peer.readAll();

    QCOMPARE(peer.take().size(), StreamSubscriber::mostNews + 1);
}

void StreamSubscriberTest::theNextEventSaysHowManyWereLeftOut()
{
    StreamPair pair;
    auto &[core, peer] = pair;
    peer.stopReading();
    for (int i = 0; i < 203; ++i) {
        core.happen();
        core.publish({});
    }

    peer.readAll();

    const auto frames = peer.take();
    QCOMPARE(frames.size(), std::size_t{201});
    QCOMPARE(typeOf(frames.front()), u"event"_s);
    QCOMPARE(dataOf(frames.front())["skipped_events"_L1].toInteger(-1), 3);
    QCOMPARE(sequenceOf(frames.front()), 4);
    QVERIFY(!dataOf(frames[1]).contains("skipped_events"_L1));
}

void StreamSubscriberTest::whatHappensWaitsInOrder()
{
    StreamPair pair;
    auto &[core, peer] = pair;
    peer.stopReading();
    core.happen();
    core.publish();
    core.transition(BreakerState::Closed, BreakerState::Open);
    core.happen();
    core.publish();

    peer.readAll();

    QCOMPARE(typesOf(peer.take()),
             QStringList({u"event"_s, u"transition"_s, u"event"_s, u"snapshot"_s}));
}

void StreamSubscriberTest::answersWaitToo()
{
    StreamPair pair;
    auto &[core, peer] = pair;
    peer.stopReading();
    core.tick();
    peer.ask(ping);
    peer.ask("nonsense");
    QCOMPARE(peer.take().size(), std::size_t{0});

    peer.readAll();

    QCOMPARE(typesOf(peer.take()), QStringList({u"pong"_s, u"error"_s, u"snapshot"_s}));
}

void StreamSubscriberTest::whoDoesNotReadForHalfAMinuteIsClosed()
{
    StreamCore core;
    core.publish();
    StreamPeer peer(core.stream);
    peer.leaveCloseUnanswered();
    peer.stopReading();

    core.tick(30);
    QVERIFY(!peer.transport().closeCode);
    core.time.advance(1s);

    QCOMPARE(peer.transport().closeCode, std::optional(1013));
    QCOMPARE(core.stream.subscribers(), 0);
    peer.transport().end(EndKind::CloseTimeout);
    core.time.fireDue();
    QVERIFY(peer.isGone());
    QCOMPARE(core.time.activeTimers(), 0);
}

void StreamSubscriberTest::whoReadsALittleStays()
{
    StreamCore core;
    core.publish();
    StreamPeer peer(core.stream);
    std::int64_t backlog = 1 << 30;
    peer.stopReading(backlog);

    for (int i = 0; i < 10; ++i) {
        core.tick(20);
        peer.stopReading(backlog -= 1000);
    }

    QCOMPARE(core.stream.subscribers(), 1);
    QVERIFY(!peer.transport().closeCode);
}

// Nothing was sent to it, so nothing was missing: its dead link stayed for ever.
void StreamSubscriberTest::whoWishedForNothingAndIsGoneIsFound()
{
    StreamCore core;
    core.publish();
    StreamPeer peer(core.stream);
    peer.ask(R"({"command":"subscribe","tiers":[]})");
    peer.leaveCloseUnanswered();
    peer.answerNoPings();
    const Duration patience
        = core.config.connection.heartbeatInterval * (core.config.connection.heartbeatMisses + 1);

    core.time.advance(patience - 1s);
    QVERIFY(!peer.transport().closeCode);
    QCOMPARE(peer.transport().pings.size(), core.config.connection.heartbeatMisses);
    core.time.advance(1s);

    QCOMPARE(peer.transport().closeCode, std::optional(1013));
    QCOMPARE(core.stream.subscribers(), 0);
    peer.transport().end(EndKind::CloseTimeout);
    core.time.fireDue();
    QVERIFY(peer.isGone());
    QCOMPARE(core.time.activeTimers(), 0);
}

void StreamSubscriberTest::whoAnswersPingsStays()
{
    StreamCore core;
    core.publish();
    StreamPeer peer(core.stream);
    peer.ask(R"({"command":"subscribe","tiers":[]})");

    for (int i = 0; i < 3600; ++i)
        core.time.advance(1s);

    QCOMPARE(core.stream.subscribers(), 1);
}

void StreamSubscriberTest::othersAreNotAffected()
{
    StreamCore core;
    core.publish();
    StreamPeer slow(core.stream);
    StreamPeer quick(core.stream);
    slow.stopReading();
    slow.take();
    quick.take();

    for (int i = 0; i < 60; ++i) {
        core.happen();
        core.tick();
        QCOMPARE(typesOf(quick.take()), QStringList({u"event"_s, u"snapshot"_s}));
    }

    QCOMPARE(core.stream.subscribers(), 1);
}

void StreamSubscriberTest::tooManyCommandsAreRefused()
{
    StreamPair pair;
    auto &[core, peer] = pair;

    for (int i = 0; i < StreamBudget::commandsPerSecond + 5; ++i)
        peer.ask(ping);

    const QStringList types = typesOf(peer.take());
    QCOMPARE(types.count(u"pong"_s), 20);
    QCOMPARE(types.count(u"error"_s), 5);
    QVERIFY(!peer.transport().closeCode);
    core.time.advance(1s);
    QCOMPARE(typeOf(peer.answer(ping)), u"pong"_s);
}

void StreamSubscriberTest::aFloodIsClosed()
{
    StreamPair pair;
    auto &[core, peer] = pair;
    int sent = 0;

    while (core.stream.subscribers() == 1 && sent < 1000) {
        peer.ask(ping);
        ++sent;
    }

    QCOMPARE(sent, StreamBudget::commandsPerSecond + StreamBudget::refusalsPerSecond + 1);
    QCOMPARE(peer.transport().closeCode, std::optional(1008));
}

void StreamSubscriberTest::aFloodOfOneWhoDoesNotReadIsClosed()
{
    StreamPair pair;
    auto &[core, peer] = pair;
    peer.leaveCloseUnanswered();
    peer.stopReading();
    std::size_t sent = 0;

    while (core.stream.subscribers() == 1 && sent < 1000) {
        peer.ask(ping);
        core.time.advance(100ms);
        ++sent;
    }

    QCOMPARE(sent, StreamSubscriber::mostQuestions + 1);
    QCOMPARE(peer.transport().closeCode, std::optional(1008));
}

void StreamSubscriberTest::fewCostlyCommandsASecond()
{
    StreamCore core;
    core.publish();
    SourceHistory history(600);
    core.stream.setHistory(&history);
    StreamPeer peer(core.stream);
    peer.take();
    const QByteArray question = R"({"command":"get_historical_data","hours":1})";

    for (int i = 0; i < StreamBudget::costlyPerSecond; ++i)
        QCOMPARE(typeOf(peer.answer(question)), u"stats"_s);

    const QJsonObject refusal = peer.answer(question);
    QCOMPARE(typeOf(refusal), u"error"_s);
    QCOMPARE(dataOf(refusal)["command"_L1].toString(), u"get_historical_data"_s);
    QCOMPARE(typeOf(peer.answer(ping)), u"pong"_s);
    core.time.advance(1s);
    QCOMPARE(typeOf(peer.answer(question)), u"stats"_s);
}

// Fifty within their rights took a third of a core, and everything else waited for them.
void StreamSubscriberTest::allTogetherAskForALittle()
{
    StreamCrowd crowd(50);
    StreamCore &core = crowd.core;
    const auto &peers = crowd.peers;
    QStringList types;

    for (int i = 0; i < 50; ++i) { // each another question
        const QByteArray minutes = QByteArray::number(i + 1);
        const QJsonObject answer = peers[static_cast<std::size_t>(i)]->answer(
            R"({"command":"get_time_series","hours":1,"interval_minutes":)" + minutes + '}');
        types.append(typeOf(answer));
        if (typeOf(answer) == u"error"_s)
            QVERIFY(dataOf(answer)["message"_L1].toString().startsWith(u"Busy"_s));
    }

    QCOMPARE(types.count(u"stats"_s), qsizetype{StreamBudget::sharedPerSecond});
    QCOMPARE(typeOf(peers.back()->answer(R"({"command":"export"})")), u"error"_s);
    QCOMPARE(typeOf(peers.back()->answer(R"({"command":"subscribe","tiers":["realtime"]})")),
             u"error"_s);
    QCOMPARE(typeOf(peers.back()->answer(ping)), u"pong"_s);
    core.time.advance(1s);
    QCOMPARE(typeOf(peers.back()->answer(R"({"command":"export"})")), u"stats"_s);
    QCOMPARE(typeOf(peers.front()->answer(R"({"command":"export"})")), u"stats"_s); // made already
}

void StreamSubscriberTest::theSameQuestionIsAnsweredOnceASecond()
{
    StreamCrowd crowd(50);
    StreamCore &core = crowd.core;
    const auto &peers = crowd.peers;
    const QByteArray question = R"({"command":"get_historical_data","hours":1})";
    const auto answerTo = [&](const std::unique_ptr<StreamPeer> &peer) {
        peer->ask(question);
        return peer->takeBytes().value(0);
    };

    const QByteArray first = answerTo(peers.front());

    QVERIFY(first.startsWith(R"({"type":"stats")"));
    for (const auto &peer : peers) {
        core.time.advance(15ms);
        QVERIFY(answerTo(peer).constData() == first.constData());
    }
    core.time.advance(250ms);
    QVERIFY(answerTo(peers.front()) != first); // of another second
}

void StreamSubscriberTest::errorsDoNotClose()
{
    StreamPair pair;
    auto &[core, peer] = pair;

    for (int i = 0; i < 100; ++i) {
        QCOMPARE(typeOf(peer.answer("{")), u"error"_s);
        core.time.advance(100ms);
    }

    QCOMPARE(core.stream.subscribers(), 1);
}

void StreamSubscriberTest::afterTheEndNothingIsHeard()
{
    StreamPair pair;
    auto &[core, peer] = pair;
    peer.transport().end(EndKind::PeerClose);

    peer.ask(ping);
    core.tick(40);

    QCOMPARE(peer.take().size(), std::size_t{0});
    QCOMPARE(core.time.activeTimers(), 0);
}

BREAKWATER_TEST(StreamSubscriberTest)

#include "tst_streamsubscriber.moc"
