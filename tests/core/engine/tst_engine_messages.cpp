// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/engine/enginefixture.h>
#include <tests/support/memoryoutbox.h>
#include <tests/support/testmain.h>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;

//! What an engine tells of single messages, and what it does with an outbox and a sleeping machine.
class EngineMessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesThatFollowEachOtherAreWrittenTogether();
    void manyMessagesWithIdsAreAllAcceptedOnceAndInOrder();
    void tellsWhatLivesAndWhatEnded();
    void asksOnlyForWhatEndedSince();
    void saysWhyAMessageWasLost();
    void countsOfThePageAreThoseOfTheFrame();
    void aPendingSendIsAnsweredTwice();
    void shutdownKeepsWhatTheOutboxHolds();
    void shutdownWaitsForTheCommit();
    void afterASleepEveryLinkIsAsked();
    void everyFrameIsConserved();

private:
    static MessagePagePtr page(EngineFixture &e, std::uint64_t endedAfter = 0);
};

MessagePagePtr EngineMessagesTest::page(EngineFixture &e, std::uint64_t endedAfter)
{
    e.engine.execute(QueryMessages{endedAfter});
    return e.listener.pages.back();
}

// Most are announced to their session before they are sent; for each of these a stranger's, too.
void EngineMessagesTest::manyMessagesWithIdsAreAllAcceptedOnceAndInOrder()
{
    EngineFixture e;
    e.connect();
    std::vector<EngineCommand> commands;
    QByteArrayList expected;
    for (int i = 0; i < 40; ++i) {
        const QByteArray text = QByteArray::number(i);
        const OutgoingMessage message{.payload = text, .explicitId = text.toStdString()};
        commands.push_back(SendMessage{{u"a"_qs}, message, 1});
        if (i % 7 == 0)
            commands.push_back(SendMessage{{u"nobody"_qs}, message, 2});
        expected += text;
    }

    e.engine.execute(commands);
    QCOMPARE(e.network.current()->written, expected);
    e.engine.execute(commands); // all of them again

    QCOMPARE(e.network.current()->written, expected);
    const auto accepted = std::count_if(
        e.listener.answers.begin(), e.listener.answers.end(),
        [](const auto &answer) { return answer.outcome.verdict == SendVerdict::Accepted; });
    QCOMPARE(accepted, 40);
}

void EngineMessagesTest::messagesThatFollowEachOtherAreWrittenTogether()
{
    EngineFixture e;
    e.connect();
    e.network.answersPings = false;
    const auto say = [](const QString &session, const QByteArray &text, quint64 request) {
        return SendMessage{{session}, {.payload = text}, request};
    };

    const int before = e.network.current()->groups;
    e.engine.execute({say(u"a"_qs, "1", 1), say(u"a"_qs, "2", 2), say(u"a"_qs, "3", 3),
                      say(u"nobody"_qs, "x", 4), say(u"a"_qs, "4", 5)});

    QCOMPARE(e.network.current()->written, (QByteArrayList{"1", "2", "3", "4"}));
    QCOMPARE(e.network.current()->groups, before + 2);
    QCOMPARE(e.listener.answers.size(), 5u);
    QVERIFY(e.listener.answers[2].outcome.isAccepted());
    QCOMPARE(toString(e.listener.answers[3].outcome.verdict), toString(SendVerdict::Invalid));
}

void EngineMessagesTest::tellsWhatLivesAndWhatEnded()
{
    EngineFixture e;
    e.connect();
    e.send(u"a"_qs, "1");
    e.network.answersPings = false;
    e.send(u"a"_qs, "22");

    const MessagePagePtr found = page(e);

    QCOMPARE(found->ended.size(), 1u);
    QCOMPARE(toString(found->ended[0].state), toString(MessageState::Confirmed));
    QCOMPARE(found->ended[0].bytes, 1);
    QVERIFY(found->ended[0].endedAt.has_value());
    QCOMPARE(found->live.size(), 1u);
    QCOMPARE(toString(found->live[0].state), toString(MessageState::Written));
    QCOMPARE(found->live[0].id.value, 2u);
    QCOMPARE(found->live[0].session.value, u"a"_qs);
    QCOMPARE(found->live[0].bytes, 2);
    QCOMPARE(found->live[0].writings, 1u);
    QVERIFY(found->live[0].writtenAt.has_value());
    QVERIFY(!found->live[0].endedAt.has_value());
}

void EngineMessagesTest::asksOnlyForWhatEndedSince()
{
    EngineFixture e;
    e.connect();
    e.send(u"a"_qs, "1");
    const std::uint64_t seen = page(e)->endedUpTo;
    e.send(u"a"_qs, "2");
    e.time.advance(5ms);

    const MessagePagePtr found = page(e, seen);

    QCOMPARE(found->ended.size(), 1u);
    QCOMPARE(found->ended[0].id.value, 2u);
    QVERIFY(!found->skipped);
}

void EngineMessagesTest::saysWhyAMessageWasLost()
{
    EngineFixture e;
    e.open(u"a"_qs);
    e.engine.execute(SendMessage{{u"a"_qs}, {.payload = "x", .ttl = 1s}, 1});

    e.time.advance(2s);

    const MessagePagePtr found = page(e);
    QCOMPARE(found->ended.size(), 1u);
    QCOMPARE(toString(found->ended[0].state), toString(MessageState::Expired));
    QVERIFY2(found->ended[0].why.contains(u"time to live"_qs), qPrintable(found->ended[0].why));
}

void EngineMessagesTest::countsOfThePageAreThoseOfTheFrame()
{
    EngineFixture e;
    e.connect();
    for (int i = 0; i < 20; ++i)
        e.send(u"a"_qs, "x");
    e.time.advance(30s);

    QCOMPARE(page(e)->ended.size(), e.last()->engine.messages.confirmed);
}

void EngineMessagesTest::aPendingSendIsAnsweredTwice()
{
    MemoryOutbox outbox;
    EngineFixture e(&outbox);
    e.connect();

    QCOMPARE(toString(e.send(u"a"_qs, "1").verdict), toString(SendVerdict::Pending));
    QCOMPARE(e.listener.answers.size(), 1u);
    outbox.commit();

    QCOMPARE(e.listener.answers.size(), 2u);
    QCOMPARE(toString(e.listener.answers[1].outcome.verdict), toString(SendVerdict::Accepted));
    QCOMPARE(e.listener.answers[1].requestId, e.listener.answers[0].requestId);
}

void EngineMessagesTest::shutdownKeepsWhatTheOutboxHolds()
{
    MemoryOutbox outbox;
    EngineFixture e(&outbox);
    e.open(u"a"_qs);
    e.send(u"a"_qs, "1");
    e.send(u"a"_qs, "2");
    outbox.commit();

    e.engine.shutdown(30s);
    e.time.advance(31s);

    QCOMPARE(e.listener.reports.size(), 1u);
    QCOMPARE(e.listener.reports[0].pendingMessagesKept, 2u);
    QCOMPARE(e.listener.reports[0].pendingMessagesDropped, 0u);
    outbox.commit();
    QCOMPARE(outbox.disk().size(), 2u);
}

void EngineMessagesTest::shutdownWaitsForTheCommit()
{
    MemoryOutbox outbox;
    EngineFixture e(&outbox);
    e.connect();
    e.send(u"a"_qs, "1");

    e.engine.shutdown(30s);
    e.time.advance(1s);
    QVERIFY(e.listener.reports.empty());
    outbox.commit();
    e.time.advance(1s);

    QCOMPARE(e.listener.reports.size(), 1u);
    QCOMPARE(e.listener.reports[0].pendingMessagesFlushed, 1u);
}

void EngineMessagesTest::afterASleepEveryLinkIsAsked()
{
    EngineFixture e;
    e.connect();
    e.network.answersPings = false;
    QVERIFY(e.network.current()->pings.isEmpty());

    e.time.sleepFor(8h);
    e.time.advance(1s);

    QCOMPARE(e.network.current()->pings.size(), 1);
    QCOMPARE(e.last()->active, 1);
    const auto &events = *e.last()->events;
    QVERIFY(std::any_of(events.begin(), events.end(),
                        [](const Event &event) { return event.detail.contains(u"asleep"_qs); }));
}

void EngineMessagesTest::everyFrameIsConserved()
{
    EngineFixture e;
    e.connect();
    e.network.answersPings = false;
    for (int i = 0; i < 5; ++i)
        e.send(u"a"_qs, "x");
    e.network.current()->end(EndKind::ConnectionLost);
    e.time.advance(10s);

    for (const SnapshotPtr &frame : e.listener.frames) {
        const auto &m = frame->engine.messages;
        const auto &q = frame->engine.queue;
        const auto held = static_cast<std::uint64_t>(q.queued + q.unconfirmed + q.inDoubt);
        QCOMPARE(m.accepted + m.recovered,
                 held + m.sentUnconfirmed + m.confirmed + m.expired + m.expiredInDoubt + m.dropped
                     + m.failed + m.abandoned + m.kept);
    }
}

BREAKWATER_TEST(EngineMessagesTest)

#include "tst_engine_messages.moc"
