// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/balance.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <ui/models/messagecounts.h>
#include <ui/models/snapshotfeed.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Verdict = Balance::Verdict;

class BalanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyPlaceOfAMessageIsCountedOnce();
    void whatIsBeingStoredIsNotAcceptedYet();
    void saysByHowMuchItDoesNotBalance();
    void blamesNobodyForCountsOfDifferentMoments();
    void silenceIsNotABalance();
    void theTableKnowsWhatIsBesideTheEquation();

private:
    Balance balance(const SessionSnapshot &session,
                    std::initializer_list<Tier> tiers = {Tier::Realtime, Tier::Aggregate});

    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
};

void BalanceTest::init()
{
    m_feed.reset();
    m_time = std::make_unique<ManualTimeSystem>();
    m_feed = std::make_unique<SnapshotFeed>(*m_time);
}

Balance BalanceTest::balance(const SessionSnapshot &session, std::initializer_list<Tier> tiers)
{
    m_feed->accept(SnapshotBuilder(1).tiers(tiers).session(session).build());
    m_feed->select(session.id);
    return balanceOf(*m_feed);
}

namespace {

//! Each place has a power of two, so that no other sum looks right by chance.
SessionSnapshot oneOfEach()
{
    SessionSnapshot session = SessionBuilder(u"a"_s).queue(1, 2);
    session.queue.inDoubt = 4;
    MessageCounters &counts = session.messages;
    counts.sentUnconfirmed = 8;
    counts.confirmed = 16;
    counts.expired = 32;
    counts.expiredInDoubt = 64;
    counts.dropped = 128;
    counts.failed = 256;
    counts.abandoned = 512;
    counts.kept = 1024;
    counts.accepted = 2000;
    counts.recovered = 47;
    return session;
}

std::int64_t sum(const std::vector<Balance::Term> &terms)
{
    std::int64_t all = 0;
    for (const Balance::Term &term : terms)
        all += term.count.value_or(0);
    return all;
}

} // namespace

void BalanceTest::everyPlaceOfAMessageIsCountedOnce()
{
    const Balance sides = balance(oneOfEach());

    QVERIFY(sides.verdict == Verdict::Holds);
    QCOMPARE(sides.sumIn, std::optional<std::int64_t>(2047));
    QCOMPARE(sides.sumAccounted, std::optional<std::int64_t>(2047));
    QCOMPARE(sum(sides.cameIn), 2047);
    QCOMPARE(sum(sides.accountedFor), 2047); // what is shown adds up by itself
    QCOMPARE(sides.mark(), u"balances"_s);
    QVERIFY(sides.sentence().contains(u"kept 1024"_s));
}

void BalanceTest::whatIsBeingStoredIsNotAcceptedYet()
{
    SessionSnapshot session = oneOfEach();
    session.queue.queued += 5;
    session.queue.storing = 5;

    const Balance sides = balance(session);

    QVERIFY(sides.verdict == Verdict::Holds);
    QCOMPARE(sum(sides.accountedFor), 2047);
    QCOMPARE(sides.storing, 5);
}

void BalanceTest::saysByHowMuchItDoesNotBalance()
{
    SessionSnapshot session = oneOfEach();
    session.messages.confirmed -= 3;
    QCOMPARE(balance(session).mark(), u"does not balance by 3"_s);
    QVERIFY(balance(session).verdict == Verdict::Fails);

    init();
    session.messages.confirmed += 10;
    QCOMPARE(balance(session).mark(), u"does not balance by 7"_s);
}

void BalanceTest::blamesNobodyForCountsOfDifferentMoments()
{
    SessionSnapshot session = oneOfEach();
    session.queue.queued += 1;

    QVERIFY(balance(session, {Tier::Realtime}).verdict == Verdict::Mixed);
}

void BalanceTest::silenceIsNotABalance()
{
    QVERIFY(balanceOf(*m_feed).verdict == Verdict::Unknown);
    balance(oneOfEach());

    m_time->advance(SnapshotFeed::unknownAfter);

    const Balance sides = balanceOf(*m_feed);
    QVERIFY(sides.verdict == Verdict::Unknown);
    QVERIFY(!sides.sumIn && !sides.accountedFor.front().count);
    QVERIFY(!sides.accountedFor.empty());
}

void BalanceTest::theTableKnowsWhatIsBesideTheEquation()
{
    SessionSnapshot session = oneOfEach();
    session.queue.queued += 5;
    session.queue.storing = 5;
    session.messages.storeFailed = 71;
    session.messages.receivedDuplicates = 72;
    session.messages.unknownAcks = 73;
    balance(session);
    const MessageCountModel model(*m_feed);

    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows
            += model.index(row, 0).data().toString() + u' ' + model.index(row, 1).data().toString();

    for (const QString &line :
         {u"Queued 1"_s, u"Being stored 5"_s, u"Kept 1024"_s, u"Store failed 71"_s,
          u"Received again 72"_s, u"Unknown answers 73"_s})
        QVERIFY2(rows.contains(line), qPrintable(line + u" in "_s + rows.join(u", "_s)));
}

BREAKWATER_TEST(BalanceTest)
#include "tst_balance.moc"
