// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/store/storeoutboxfixture.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace Breakwater;
using namespace Breakwater::Test;

class StoreOutboxTest : public QObject, private StoreOutboxFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void wishesOfOneTurnAreOneCommit();
    void wishesDuringACommitGoTogetherIntoTheNext();
    void answersComeInTheOrderOfTheWishes();
    void noAnswerComesFromWithinACall();
    void aFailedCommitIsTheAnswer();
    void aForgottenClientHearsNothing();
    void aClientMayForgetAnotherWhileAnswered();
    void aClientMayAskForMoreWhileAnswered();
    void timeToLiveGoesOnByTheWallClock();
    void aWallClockSetBackGivesNoTime();
    void eachSessionTakesItsOwnOnce();
    void whatIsGivenBackWaitsForTheNextTake();
    void removalsAreTriedUntilTheySucceed();
    void aNewWishTakesFailedRemovalsAlong();
    void onlyTheNewestCountOfRefusalsIsWritten();
    void nothingIsNotedOfWhatIsNotInTheFile();
    void whatFailedToBeStoredNeedsNoRemoval();
    void passesOnWhatWaitsWhenItEnds();
    void anAnswerAfterItsEndIsIgnored();
    void tellsOfTroubleOnceAndOfItsEndOnce();
    void keysGoOnAboveWhatTheFileHolds();
    void closeAndReopenInOneRunUsesNoKeyTwice();
};

void StoreOutboxTest::wishesOfOneTurnAreOneCommit()
{
    make();

    for (std::uint64_t key = 1; key <= 1000; ++key)
        outbox->store(orders, row(key), client);
    outbox->remove({7});
    time->fireDue();

    QCOMPARE(committer->batches.size(), 1u);
    QCOMPARE(committer->batches[0].stores.size(), 1000u);
    QCOMPARE(committer->batches[0].stores[999].row.key.value, 1000u);
    QVERIFY(committer->batches[0].stores[0].session == orders);
    QVERIFY(committer->batches[0].stores[0].storedAt == time->wallNow());
    QCOMPARE(values(committer->batches[0].removals), Keys{7});
}

void StoreOutboxTest::wishesDuringACommitGoTogetherIntoTheNext()
{
    make();
    outbox->store(orders, row(1), client);
    time->fireDue();

    outbox->store(orders, row(2), client);
    outbox->markWritten({{1}}, client);
    time->advance(5s);
    QCOMPARE(committer->batches.size(), 1u);
    committer->finish();
    time->fireDue();

    QCOMPARE(committer->batches.size(), 2u);
    QCOMPARE(committer->batches[1].stores.size(), 1u);
    QCOMPARE(values(committer->batches[1].marks), Keys{1});
    QCOMPARE(client.heard, QStringList{u"stored 1"_qs});
}

void StoreOutboxTest::answersComeInTheOrderOfTheWishes()
{
    make();
    Client other;
    outbox->store(orders, row(1), client);
    outbox->store(orders, row(2), client);
    outbox->store(prices, row(3), other);
    outbox->markWritten({{1}, {2}}, client);
    outbox->store(orders, row(4), client);
    time->fireDue();

    committer->finish();

    QCOMPARE(client.heard, (QStringList{u"stored 1 2"_qs, u"marked 1 2"_qs, u"stored 4"_qs}));
    QCOMPARE(other.heard, QStringList{u"stored 3"_qs});
}

void StoreOutboxTest::noAnswerComesFromWithinACall()
{
    make();

    outbox->store(orders, row(1), client);

    QVERIFY(client.heard.isEmpty());
    QVERIFY(committer->batches.empty());
}

void StoreOutboxTest::aFailedCommitIsTheAnswer()
{
    make();
    outbox->store(orders, row(1), client);
    outbox->markWritten({{1}}, client);
    time->fireDue();
    committer->finish({.stores = diskFull});
    outbox->store(orders, row(2), client);
    outbox->markWritten({{2}}, client);
    time->fireDue();
    committer->finish({.marks = diskFull});

    QCOMPARE(client.heard,
             (QStringList{u"failed 1"_qs, u"marked 1"_qs, u"stored 2"_qs, u"unmarked 2"_qs}));
}

void StoreOutboxTest::aForgottenClientHearsNothing()
{
    make();
    outbox->store(orders, row(1), client);
    time->fireDue();
    outbox->store(orders, row(2), client);

    outbox->forget(client);
    committer->finish();
    time->fireDue();
    committer->finish();

    QVERIFY(client.heard.isEmpty());
    QCOMPARE(committer->batches[1].stores.size(), 1u);
}

void StoreOutboxTest::aClientMayForgetAnotherWhileAnswered()
{
    make();
    auto other = std::make_unique<Client>();
    outbox->store(orders, row(1), client);
    outbox->store(prices, row(2), *other);
    time->fireDue();
    client.onAnswer = [&] {
        outbox->forget(*other);
        other.reset();
    };

    committer->finish();

    QVERIFY(!other);
    QCOMPARE(client.heard, QStringList{u"stored 1"_qs});
}

void StoreOutboxTest::aClientMayAskForMoreWhileAnswered()
{
    make();
    outbox->store(orders, row(1), client);
    time->fireDue();
    std::uint64_t next = 2;
    client.onAnswer = [&] {
        if (next < 100)
            outbox->store(orders, row(next++), client);
    };

    while (committer->isBusy()) {
        committer->finish();
        time->fireDue();
    }

    QCOMPARE(client.heard.size(), 99);
    QCOMPARE(client.heard.back(), u"stored 99"_qs);
}

void StoreOutboxTest::timeToLiveGoesOnByTheWallClock()
{
    make(
        {{orders, row(1, 10s), time->wallNow() - 4s}, {orders, row(2, 10s), time->wallNow() - 1h}});
    time->stepWallClock(1s);

    const auto rows = outbox->take(orders);

    QCOMPARE(keysOf(rows), (Keys{1, 2}));
    QVERIFY(rows[0].ttl == 5s);
    QVERIFY(rows[1].ttl == 0s);
}

void StoreOutboxTest::aWallClockSetBackGivesNoTime()
{
    make({{orders, row(1, 10s), time->wallNow() + 24h}});

    QVERIFY(outbox->take(orders).at(0).ttl == 10s);
}

void StoreOutboxTest::eachSessionTakesItsOwnOnce()
{
    make({{orders, row(3), time->wallNow()},
          {prices, row(2), time->wallNow()},
          {orders, row(1), time->wallNow()}});

    QCOMPARE(keysOf(outbox->take(orders)), (Keys{3, 1}));
    QVERIFY(outbox->take(orders).empty());
    QCOMPARE(keysOf(outbox->take(prices)), Keys{2});
    QVERIFY(outbox->take({u"nobody"_qs}).empty());
}

void StoreOutboxTest::whatIsGivenBackWaitsForTheNextTake()
{
    make();
    outbox->store(orders, row(1), client);
    time->fireDue();
    committer->finish();

    outbox->giveBack(orders, {row(1, 8s)});
    time->advance(3s);
    const auto rows = outbox->take(orders);

    QCOMPARE(keysOf(rows), Keys{1});
    QVERIFY(rows[0].ttl == 5s);
    outbox->remove({1});
    time->fireDue();
    QCOMPARE(values(committer->batches.back().removals), Keys{1});
}

void StoreOutboxTest::removalsAreTriedUntilTheySucceed()
{
    make({{orders, row(1), time->wallNow()}, {orders, row(2), time->wallNow()}});
    outbox->take(orders);
    outbox->noteRefusals({2}, 1);
    outbox->remove({1});
    time->fireDue();

    for (int attempt = 0; attempt < 3; ++attempt) {
        committer->finish({.endings = diskFull});
        time->advance(999ms);
        QVERIFY(!committer->isBusy());
        time->advance(1ms);
        QVERIFY(committer->isBusy());
        QCOMPARE(values(committer->batches.back().removals), Keys{1});
        QCOMPARE(committer->batches.back().refusals.size(), 1u);
    }
    committer->finish();
    time->advance(1min);

    QVERIFY(!committer->isBusy());
    QCOMPARE(committer->batches.size(), 4u);
}

void StoreOutboxTest::aNewWishTakesFailedRemovalsAlong()
{
    make({{orders, row(1), time->wallNow()}});
    outbox->remove({1});
    time->fireDue();
    committer->finish({.endings = diskFull});

    outbox->store(orders, row(2), client);
    time->fireDue();

    QCOMPARE(values(committer->batches.back().removals), Keys{1});
    QCOMPARE(committer->batches.back().stores.size(), 1u);
}

void StoreOutboxTest::onlyTheNewestCountOfRefusalsIsWritten()
{
    make({{orders, row(1), time->wallNow()}});
    outbox->noteRefusals({1}, 1);
    time->fireDue();
    outbox->noteRefusals({1}, 2);
    outbox->noteRefusals({1}, 3);
    committer->finish({.endings = diskFull});
    time->fireDue();

    QCOMPARE(committer->batches.back().refusals.size(), 1u);
    QCOMPARE(committer->batches.back().refusals[0].count, 3u);
    outbox->remove({1});
    committer->finish({.endings = diskFull});
    time->fireDue();

    QVERIFY(committer->batches.back().refusals.empty());
    QCOMPARE(values(committer->batches.back().removals), Keys{1});
}

void StoreOutboxTest::nothingIsNotedOfWhatIsNotInTheFile()
{
    make();

    for (std::uint64_t key = 1; key < 100; ++key) {
        outbox->remove({key});
        outbox->noteRefusals({key}, 1);
    }
    time->fireDue();

    QVERIFY(committer->batches.empty());
}

void StoreOutboxTest::whatFailedToBeStoredNeedsNoRemoval()
{
    make();
    outbox->store(orders, row(1), client);
    time->fireDue();
    committer->finish({.stores = diskFull});

    outbox->remove({1});
    time->advance(1min);

    QCOMPARE(committer->batches.size(), 1u);
}

void StoreOutboxTest::passesOnWhatWaitsWhenItEnds()
{
    make({{orders, row(1), time->wallNow()}});
    outbox->store(orders, row(2), client);
    time->fireDue();
    outbox->remove({1});
    outbox->noteRefusals({2}, 1);

    outbox.reset();

    QCOMPARE(committer->batches.size(), 2u);
    QCOMPARE(values(committer->batches[1].removals), Keys{1});
    QCOMPARE(committer->batches[1].refusals.size(), 1u);
}

void StoreOutboxTest::anAnswerAfterItsEndIsIgnored()
{
    make();
    outbox->store(orders, row(1), client);
    time->fireDue();

    outbox.reset();
    committer->finish();

    QVERIFY(client.heard.isEmpty());
    QCOMPARE(time->activeTimers(), 0);
}

void StoreOutboxTest::tellsOfTroubleOnceAndOfItsEndOnce()
{
    make({{orders, row(1), time->wallNow()}});
    const auto storeOne = [this](std::uint64_t key, const OutboxResult &result) {
        outbox->store(orders, row(key), client);
        time->fireDue();
        committer->finish(result);
    };

    storeOne(2, {});
    storeOne(3, {.stores = diskFull});
    storeOne(4, {.stores = diskFull});
    outbox->remove({1}); // succeeds, but that says nothing about storing
    time->fireDue();
    committer->finish();
    QCOMPARE(troubles, QStringList{u"no space"_qs});
    storeOne(5, {});
    storeOne(6, {});

    QCOMPARE(troubles, (QStringList{u"no space"_qs, u"fine"_qs}));
}

void StoreOutboxTest::keysGoOnAboveWhatTheFileHolds()
{
    make({{orders, row(3), time->wallNow()},
          {prices, row(41, 1s), time->wallNow() - 1h},
          {orders, row(7), time->wallNow()}});
    time->fireDue(); // 41 has expired, but its removal may fail

    QCOMPARE(outbox->newKey().value, 42u);
    QCOMPARE(outbox->newKey().value, 43u);
}

void StoreOutboxTest::closeAndReopenInOneRunUsesNoKeyTwice()
{
    make({{orders, row(5), time->wallNow()}});
    std::unordered_set<std::uint64_t> used;
    for (int run = 0; run < 3; ++run) {
        auto rows = outbox->take(orders);
        const OutboxKey key = outbox->newKey();
        QVERIFY(used.insert(key.value).second);
        QVERIFY(key.value > 5);
        outbox->store(orders, {.key = key, .payload = "x", .ttl = 10s}, client);
        time->fireDue();
        committer->finish();
        rows.push_back({.key = key, .payload = "x", .ttl = 10s});
        outbox->giveBack(orders, std::move(rows));
    }

    QCOMPARE(keysOf(outbox->take(orders)), (Keys{5, 6, 7, 8}));
}

BREAKWATER_TEST(StoreOutboxTest)
#include "tst_storeoutbox.moc"
