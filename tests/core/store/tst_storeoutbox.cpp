// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/storeoutbox.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::ManualTimeSystem;

namespace {

const SessionId orders{u"orders"_qs};
const SessionId prices{u"prices"_qs};
const Error diskFull{ErrorKind::FileAccess, u"no space"_qs};

//! Commits when the test says so.
class FakeCommitter final : public OutboxCommitter
{
public:
    void commit(OutboxBatch batch, std::function<void(const OutboxResult &)> done) override
    {
        batches.push_back(std::move(batch));
        m_done.push_back(std::move(done));
    }
    void finish(const OutboxResult &result = {})
    {
        QVERIFY(!m_done.empty());
        const auto done = std::move(m_done.front());
        m_done.erase(m_done.begin());
        done(result);
    }
    bool isBusy() const { return !m_done.empty(); }

    std::vector<OutboxBatch> batches;

private:
    std::vector<std::function<void(const OutboxResult &)>> m_done;
};

//! Writes down what it hears: "stored 1 2", "failed 3", "marked 1", "unmarked 1".
class Client final : public OutboxClient
{
public:
    void outboxStored(const std::vector<OutboxKey> &keys,
                      const std::optional<Error> &failure) override
    {
        note(failure ? u"failed"_qs : u"stored"_qs, keys);
    }
    void outboxMarked(const std::vector<OutboxKey> &keys,
                      const std::optional<Error> &failure) override
    {
        note(failure ? u"unmarked"_qs : u"marked"_qs, keys);
    }

    QStringList heard;
    std::function<void()> onAnswer = [] {};

private:
    void note(QString what, const std::vector<OutboxKey> &keys)
    {
        for (const OutboxKey key : keys)
            what += u" %1"_qs.arg(key.value);
        heard << what;
        onAnswer();
    }
};

OutboxRow row(std::uint64_t key, Duration ttl = 10s)
{
    return {.key = {key}, .payload = "x", .ttl = ttl};
}

std::vector<std::uint64_t> keysOf(const std::vector<OutboxRow> &rows)
{
    std::vector<std::uint64_t> keys;
    for (const OutboxRow &one : rows)
        keys.push_back(one.key.value);
    return keys;
}

std::vector<std::uint64_t> values(const std::vector<OutboxKey> &keys)
{
    std::vector<std::uint64_t> result;
    for (const OutboxKey key : keys)
        result.push_back(key.value);
    return result;
}

using Keys = std::vector<std::uint64_t>;

} // namespace

class StoreOutboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
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
    void rowsOfASessionThatIsNeverOpenedAgainEndWithTheirTime();
    void whatASessionHasTakenIsNotItsToEnd();
    void anExpiredRowEndsHereOrInItsSessionNeverInBoth();
    void whatWasGivenBackExpiresToo();
    void looksOnceAMinuteAndOnlyWhileSomethingWaits();
    void aRemovalOfTheExpiredIsTriedUntilItSucceeds();
    void keysGoOnAboveWhatTheFileHolds();
    void closeAndReopenInOneRunUsesNoKeyTwice();

private:
    StoreOutbox &make(std::vector<StoredMessage> waiting = {})
    {
        outbox = std::make_unique<StoreOutbox>(
            *time, *committer, std::move(waiting),
            StoreOutbox::Handlers{
                .onTrouble =
                    [this](const std::optional<Error> &error) {
                        troubles << (error ? error->message : u"fine"_qs);
                    },
                .onExpired =
                    [this](std::size_t messages, std::size_t sessions) {
                        expiries << u"%1 of %2"_qs.arg(messages).arg(sessions);
                    },
            });
        return *outbox;
    }

    std::unique_ptr<ManualTimeSystem> time;
    std::unique_ptr<FakeCommitter> committer;
    std::unique_ptr<StoreOutbox> outbox;
    Client client;
    QStringList troubles;
    QStringList expiries;
};

void StoreOutboxTest::init()
{
    outbox.reset();
    committer = std::make_unique<FakeCommitter>();
    time = std::make_unique<ManualTimeSystem>();
    client.heard.clear();
    client.onAnswer = [] {};
    troubles.clear();
    expiries.clear();
}

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

void StoreOutboxTest::rowsOfASessionThatIsNeverOpenedAgainEndWithTheirTime()
{
    // They would stay in the file for ever: nobody else ends them.
    make({{orders, row(1, 10s), time->wallNow() - 1h},
          {orders, row(2, 90s), time->wallNow()},
          {prices, row(3, 10s), time->wallNow() - 10s},
          {orders, row(4, 10s), time->wallNow() - 1h}});

    time->fireDue();
    QCOMPARE(expiries, QStringList{u"3 of 2"_qs});
    QCOMPARE(values(committer->batches.at(0).removals), (Keys{1, 4, 3}));
    committer->finish();
    time->advance(89s);
    QCOMPARE(committer->batches.size(), 1u);
    time->advance(31s);

    QCOMPARE(expiries, (QStringList{u"3 of 2"_qs, u"1 of 1"_qs}));
    QCOMPARE(values(committer->batches.at(1).removals), Keys{2});
    QVERIFY(outbox->take(orders).empty());
}

void StoreOutboxTest::whatASessionHasTakenIsNotItsToEnd()
{
    make({{orders, row(1, 1s), time->wallNow()}, {prices, row(2, 1h), time->wallNow()}});
    outbox->take(orders);

    time->advance(10min);

    QVERIFY(expiries.isEmpty());
    QVERIFY(committer->batches.empty());
}

void StoreOutboxTest::anExpiredRowEndsHereOrInItsSessionNeverInBoth()
{
    make({{orders, row(1, 1s), time->wallNow() - 1h}, {prices, row(2, 1s), time->wallNow() - 1h}});

    const auto rows = outbox->take(orders); // opened at once: it is its session's to count
    time->fireDue();

    QCOMPARE(keysOf(rows), Keys{1});
    QVERIFY(rows[0].ttl == 0s);
    QCOMPARE(expiries, QStringList{u"1 of 1"_qs});
    QCOMPARE(values(committer->batches.at(0).removals), Keys{2});
    QVERIFY(outbox->take(prices).empty()); // opened later
}

void StoreOutboxTest::whatWasGivenBackExpiresToo()
{
    make();
    outbox->store(orders, row(1), client);
    time->fireDue();
    committer->finish();
    outbox->giveBack(orders, {row(1, 8s)});

    time->advance(StoreOutbox::sweepInterval);

    QCOMPARE(expiries, QStringList{u"1 of 1"_qs});
    QCOMPARE(values(committer->batches.at(1).removals), Keys{1});
}

void StoreOutboxTest::looksOnceAMinuteAndOnlyWhileSomethingWaits()
{
    make({{orders, row(1, 1h), time->wallNow()}});
    time->fireDue();
    QCOMPARE(time->activeTimers(), 1);
    time->stepWallClock(2h);
    time->advance(StoreOutbox::sweepInterval - 1ms);
    QVERIFY(expiries.isEmpty());

    time->advance(1ms);
    committer->finish();

    QCOMPARE(expiries, QStringList{u"1 of 1"_qs});
    QCOMPARE(time->activeTimers(), 0);
}

void StoreOutboxTest::aRemovalOfTheExpiredIsTriedUntilItSucceeds()
{
    make({{orders, row(1, 1s), time->wallNow() - 1h}});
    time->fireDue();
    committer->finish({.endings = diskFull});

    time->advance(5min);

    QCOMPARE(expiries, QStringList{u"1 of 1"_qs}); // told once
    QCOMPARE(values(committer->batches.at(1).removals), Keys{1});
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
