// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/messageledger.h>

#include <tests/support/testmain.h>
#include <tests/ui/models/messagepages.h>
#include <ui/format/format.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class MessageLedgerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageThatEndsIsThereOnce();
    void aPageAskedForTwiceAddsNothing();
    void keepsTheLastTenThousand();
    void asksForWhatEndedSince();
    void saysWhenMoreEndedThanIsKept();
    void theFirstPageHasNoGap();
    void timesArePeoplesTimes();
    void theTimeOfAcceptanceDoesNotFlicker();
    void leavesOutTheSessionsOfTests();
    void beginsAnewWithAnotherEngine();
};

namespace {

QStringList shown(const MessageLedger &ledger)
{
    QStringList all;
    for (const LedgerEntryPtr &entry : ledger.entries())
        all += u"%1%2 %3"_s.arg(entry->sessionName)
                   .arg(entry->record.id.value)
                   .arg(toString(entry->record.state));
    return all;
}

std::vector<MessageRecord> ended(std::uint64_t first, std::uint64_t count)
{
    std::vector<MessageRecord> records;
    for (std::uint64_t number = first; number < first + count; ++number)
        records.push_back(endedMessage(number));
    return records;
}

} // namespace

void MessageLedgerTest::aMessageThatEndsIsThereOnce()
{
    MessageLedger ledger;

    ledger.accept(messagePage({}, 0, {liveMessage(1), liveMessage(2)}), sameName);
    QCOMPARE(shown(ledger), QStringList({u"a1 queued"_s, u"a2 queued"_s}));
    ledger.accept(messagePage({endedMessage(1)}, 1, {liveMessage(2)}), sameName);

    QCOMPARE(shown(ledger), QStringList({u"a1 confirmed"_s, u"a2 queued"_s}));
}

void MessageLedgerTest::aPageAskedForTwiceAddsNothing()
{
    MessageLedger ledger;
    ledger.accept(messagePage(ended(1, 3), 3), sameName);

    ledger.accept(messagePage(ended(1, 3), 3), sameName);
    ledger.accept(messagePage(ended(2, 4), 5), sameName);

    QCOMPARE(ledger.entries().size(), std::size_t(5));
    QCOMPARE(ledger.entries().back()->record.id.value, 5U);
}

void MessageLedgerTest::keepsTheLastTenThousand()
{
    MessageLedger ledger;
    ledger.accept(messagePage(ended(1, 10'000), 10'000), sameName);

    ledger.accept(messagePage(ended(10'001, 5), 10'005, {liveMessage(10'006)}), sameName);

    const auto entries = ledger.entries();
    QCOMPARE(entries.size(), MessageLedger::capacity);
    QCOMPARE(entries.front()->record.id.value, 7U);
    QCOMPARE(entries.back()->record.id.value, 10'006U);
}

void MessageLedgerTest::asksForWhatEndedSince()
{
    MessageLedger ledger;
    QCOMPARE(ledger.endedUpTo(), 0U);

    ledger.accept(messagePage(ended(1, 3), 77), sameName);

    QCOMPARE(ledger.endedUpTo(), 77U);
}

void MessageLedgerTest::saysWhenMoreEndedThanIsKept()
{
    MessageLedger ledger;
    ledger.accept(messagePage(ended(1, 1), 1), sameName);
    MessagePage page = messagePage(ended(500, 2), 501);
    page.skipped = true;

    ledger.accept(page, sameName);
    QCOMPARE(ledger.gapBefore(), std::optional(page.at.wall));

    // Once everything listed is from after that page, nothing is missing in the list.
    std::vector<MessageRecord> later = ended(86'500, MessageLedger::capacity);
    MessagePage next = messagePage(std::move(later), 501 + MessageLedger::capacity);
    next.at = {next.at.monotonic + 24h, next.at.wall + 24h};
    ledger.accept(next, sameName);
    QVERIFY(!ledger.gapBefore());
}

void MessageLedgerTest::theFirstPageHasNoGap()
{
    MessageLedger ledger;
    MessagePage page = messagePage(ended(500, 2), 501);
    page.skipped = true; // what ended before anybody looked is not missed

    ledger.accept(page, sameName);

    QVERIFY(!ledger.gapBefore());
}

void MessageLedgerTest::timesArePeoplesTimes()
{
    MessageLedger ledger;

    ledger.accept(messagePage({endedMessage(3600)}, 1, {liveMessage(86'390)}), sameName);

    const auto entries = ledger.entries();
    QCOMPARE(Format::isoUtc(entries[0]->acceptedAt), u"2026-01-01T01:00:00.000Z"_s);
    QCOMPARE(Format::isoUtc(*entries[0]->endedAt), u"2026-01-01T01:00:00.250Z"_s);
    QCOMPARE(entries[0]->total, Duration(250ms));
    QCOMPARE(entries[0]->confirm, std::optional<Duration>(250ms));
    QVERIFY(!entries[1]->endedAt && !entries[1]->confirm);
    QCOMPARE(entries[1]->total, Duration(10s)); // so far
}

void MessageLedgerTest::theTimeOfAcceptanceDoesNotFlicker()
{
    MessageLedger ledger;
    MessagePage page = messagePage({}, 0, {liveMessage(1), liveMessage(2)});
    ledger.accept(page, sameName);
    const WallTime before = ledger.entries()[1]->acceptedAt;

    page.at.wall += 1ms; // the clocks are not read in the same instant
    ledger.accept(page, sameName);
    QCOMPARE(ledger.entries()[1]->acceptedAt, before);
    MessagePage last = messagePage({endedMessage(2)}, 1);
    last.at.wall += 2ms;
    ledger.accept(last, sameName);

    QCOMPARE(ledger.entries()[0]->acceptedAt, before);
}

void MessageLedgerTest::leavesOutTheSessionsOfTests()
{
    MessageLedger ledger;

    ledger.accept(messagePage({endedMessage(1, MessageState::Sent, {}, u"test:1"_s)}, 1,
                              {liveMessage(7), liveMessage(1, u"test:1"_s)}),
                  sameName);

    QCOMPARE(shown(ledger), QStringList({u"a7 queued"_s}));
}

void MessageLedgerTest::beginsAnewWithAnotherEngine()
{
    MessageLedger ledger;
    ledger.accept(messagePage(ended(1, 3), 3), sameName);

    ledger.accept(messagePage(ended(1, 1), 1), sameName);

    QCOMPARE(shown(ledger), QStringList({u"a1 confirmed"_s}));
    QCOMPARE(ledger.endedUpTo(), 1U);
}

BREAKWATER_TEST(MessageLedgerTest)
#include "tst_messageledger.moc"
