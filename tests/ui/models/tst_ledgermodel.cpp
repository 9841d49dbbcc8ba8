// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/ledgermodel.h>

#include <tests/support/testmain.h>
#include <tests/ui/models/messagepages.h>
#include <ui/models/ledgerwords.h>

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>

#include <chrono>
#include <random>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Tester = QAbstractItemModelTester;

class LedgerModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestComesFirst();
    void aPageIsFewSignalsAndNoReset();
    void aSelectedMessageStaysSelected();
    void everyChangeKeepsTheModelWhole();
    void findsWordsInNumberIdSessionAndReason_data();
    void findsWordsInNumberIdSessionAndReason();
    void filtersByStateAndSession();
    void everyColumnSortsBothWays();
    void whatIsNotKnownIsADash();
    void copiesNoFormula();
    void csvIsForProgramsAndHoldsNoFormula();
    void tenThousandRowsTakeAPageInAFrame_data();
    void tenThousandRowsTakeAPageInAFrame();
};

namespace {

std::vector<LedgerEntryPtr> entriesOf(std::vector<MessageRecord> records)
{
    MessageLedger ledger;
    const auto count = records.size();
    ledger.accept(messagePage(std::move(records), count), sameName);
    return ledger.entries();
}

QStringList numbers(const LedgerModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all += QString::number(model.entryAt(row)->record.id.value);
    return all;
}

QString cell(const LedgerModel &model, int row, LedgerModel::Column column)
{
    return model.index(row, column).data().toString();
}

std::vector<MessageRecord> ended(std::uint64_t first, std::uint64_t count)
{
    std::vector<MessageRecord> records;
    for (std::uint64_t number = first; number < first + count; ++number) {
        const bool isBad = number % 7 == 0;
        records.push_back(endedMessage(
            number, isBad ? MessageState::Failed : MessageState::Confirmed,
            isBad ? u"the server closed the link three times over it (1009)"_s : QString(),
            number % 3 == 0 ? u"prod-eu"_s : u"prod-us"_s));
        records.back().bytes = std::int64_t(number * 7919 % 1000);
        records.back().explicitId = u"order-%1"_s.arg(number);
    }
    return records;
}

} // namespace

void LedgerModelTest::newestComesFirst()
{
    LedgerModel model;

    model.setEntries(entriesOf({endedMessage(2), endedMessage(1), endedMessage(3)}));

    QCOMPARE(numbers(model), QStringList({u"3"_s, u"2"_s, u"1"_s}));
    QCOMPARE(model.total(), 3);
}

void LedgerModelTest::aPageIsFewSignalsAndNoReset()
{
    LedgerModel model;
    MessageLedger ledger;
    ledger.accept(messagePage(ended(1, 10'000), 10'000), sameName);
    model.setEntries(ledger.entries());
    QSignalSpy resets(&model, &LedgerModel::modelReset);
    QSignalSpy inserted(&model, &LedgerModel::rowsInserted);
    QSignalSpy removed(&model, &LedgerModel::rowsRemoved);
    QSignalSpy layouts(&model, &LedgerModel::layoutChanged);

    ledger.accept(messagePage(ended(10'001, 500), 10'500), sameName);
    model.setEntries(ledger.entries());

    QCOMPARE(resets.count(), 0);
    QCOMPARE(layouts.count(), 0);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.at(0).at(1).toInt(), 0);
    QCOMPARE(inserted.at(0).at(2).toInt(), 499);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(model.rowCount(), 10'000);
}

void LedgerModelTest::aSelectedMessageStaysSelected()
{
    LedgerModel model;
    model.setEntries(entriesOf(ended(1, 100)));
    const QPersistentModelIndex chosen = model.index(*model.rowOf(*model.entryAt(40)), 0);
    const std::uint64_t number = model.entryAt(40)->record.id.value;
    const auto isStillIt = [&] { return model.entryAt(chosen.row())->record.id.value == number; };

    model.sort(LedgerModel::SizeColumn, Qt::AscendingOrder);
    QVERIFY(chosen.isValid() && isStillIt());
    model.setEntries(entriesOf(ended(31, 100))); // 30 leave everywhere, 30 come everywhere
    QVERIFY(chosen.isValid() && isStillIt());
    model.sort(LedgerModel::AcceptedColumn, Qt::DescendingOrder);
    QVERIFY(chosen.isValid() && isStillIt());
    model.setFilter({.words = {u"#1"_s}});

    QVERIFY(!chosen.isValid());
}

void LedgerModelTest::everyChangeKeepsTheModelWhole()
{
    LedgerModel model;
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    std::mt19937 chance(7);
    for (int round = 0; round < 60; ++round) {
        std::vector<MessageRecord> records;
        for (std::uint64_t number = 1; number <= 150; ++number) {
            if (chance() % 3 != 0)
                records.push_back(
                    endedMessage(number, static_cast<MessageState>(3 + chance() % 7)));
        }
        auto expected = entriesOf(records);
        model.setFilter({.words = {}, .states = StateSet::fromBits(0xff00 | chance() % 0xff)});
        model.sort(static_cast<int>(chance() % LedgerModel::columns),
                   chance() % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
        std::erase_if(expected, [&](const auto &entry) { return !model.filter().accepts(*entry); });
        model.setEntries(entriesOf(records));

        QCOMPARE(model.rowCount(), static_cast<int>(expected.size()));
        for (const auto &entry : expected) {
            const auto row = model.rowOf(*entry);
            QVERIFY(row);
            QCOMPARE(toString(model.entryAt(*row)->record.state), toString(entry->record.state));
        }
    }
}

void LedgerModelTest::findsWordsInNumberIdSessionAndReason_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("found");
    QTest::addRow("number") << QStringList{u"20"_s} << QStringList{u"120"_s, u"20"_s};
    QTest::addRow("exactly that number") << QStringList{u"#20"_s} << QStringList{u"20"_s};
    QTest::addRow("id") << QStringList{u"ORDER"_s} << QStringList{u"120"_s};
    QTest::addRow("reason") << QStringList{u"Too Large"_s} << QStringList{u"5"_s};
    QTest::addRow("session") << QStringList{u"EU"_s} << QStringList{u"7"_s};
    QTest::addRow("all words") << QStringList{u"eu"_s, u"large"_s} << QStringList{};
}

void LedgerModelTest::findsWordsInNumberIdSessionAndReason()
{
    QFETCH(QStringList, words);
    QFETCH(QStringList, found);
    std::vector<MessageRecord> records{
        endedMessage(120), endedMessage(20),
        endedMessage(5, MessageState::Failed, u"it is too large for the server"_s),
        endedMessage(7, MessageState::Sent, {}, u"prod-eu"_s)};
    records[0].explicitId = u"order-x"_s;
    LedgerModel model;
    model.setEntries(entriesOf(std::move(records)));

    model.setFilter({.words = words});

    QCOMPARE(numbers(model), found);
    QCOMPARE(model.total(), 4);
}

void LedgerModelTest::filtersByStateAndSession()
{
    LedgerModel model;
    model.setEntries(entriesOf({endedMessage(1, MessageState::Failed), endedMessage(2),
                                endedMessage(3, MessageState::Failed, {}, u"b"_s)}));

    model.setFilter({.words = {}, .states = {MessageState::Failed}});
    QCOMPARE(numbers(model), QStringList({u"3"_s, u"1"_s}));
    model.setFilter({.words = {}, .states = {MessageState::Failed}, .session = SessionId{u"a"_s}});
    QCOMPARE(numbers(model), QStringList({u"1"_s}));
    model.setFilter({});

    QCOMPARE(model.rowCount(), 3);
}

void LedgerModelTest::everyColumnSortsBothWays()
{
    std::vector<MessageRecord> records{endedMessage(1, MessageState::Confirmed, {}, u"a"_s),
                                       endedMessage(2, MessageState::Failed, u"z"_s, u"b"_s)};
    records[1].bytes = 200;
    records[1].writings = 3;
    records[1].refusals = 2;
    records[1].explicitId = u"y"_s;
    *records[1].endedAt += 10s;
    LedgerModel model;
    model.setEntries(entriesOf(std::move(records)));

    for (int column = 0; column < LedgerModel::columns; ++column) {
        // Only a confirmed message has a time to its confirmation; unknown is less than known.
        const bool isConfirm = column == LedgerModel::ConfirmColumn;
        model.sort(column, Qt::AscendingOrder);
        QCOMPARE(numbers(model).front(), isConfirm ? u"2"_s : u"1"_s);
        model.sort(column, Qt::DescendingOrder);
        QCOMPARE(numbers(model).front(), isConfirm ? u"1"_s : u"2"_s);
    }
}

void LedgerModelTest::whatIsNotKnownIsADash()
{
    LedgerModel model;
    MessageLedger ledger;
    ledger.accept(messagePage({}, 0, {liveMessage(86'388)}), sameName);
    model.setEntries(ledger.entries());

    QCOMPARE(cell(model, 0, LedgerModel::IdColumn), u"—"_s);
    QCOMPARE(cell(model, 0, LedgerModel::ConfirmColumn), u"—"_s);
    QCOMPARE(cell(model, 0, LedgerModel::StateColumn), u"Queued"_s);
    QVERIFY(cell(model, 0, LedgerModel::TotalColumn).startsWith(u"12"_s));
    QVERIFY(cell(model, 0, LedgerModel::TotalColumn).endsWith(u"…"_s)); // not over yet
    QCOMPARE(cell(model, 0, LedgerModel::WhyColumn), QString());
}

void LedgerModelTest::copiesNoFormula()
{
    MessageRecord record = endedMessage(1, MessageState::Failed, u"=cmd|' /C calc'!A0"_s);
    record.explicitId = u"+1\t2"_s;
    const auto entries = entriesOf({record});

    const QStringList cells = LedgerWords::tabbed(*entries.front()).split(u'\t');

    QCOMPARE(cells.size(), LedgerModel::columns);
    QCOMPARE(cells[LedgerModel::IdColumn], u"'+1\uFFFD2"_s);
    QCOMPARE(cells[LedgerModel::WhyColumn], u"'=cmd|' /C calc'!A0"_s);
}

void LedgerModelTest::csvIsForProgramsAndHoldsNoFormula()
{
    LedgerModel model;
    MessageRecord record = endedMessage(3600, MessageState::Failed, u"@SUM(1)\r\n\"x\""_s);
    record.explicitId = u"=1+1"_s;
    model.setEntries(entriesOf({record, endedMessage(7)}));
    model.setFilter({.words = {}, .states = {MessageState::Failed}});

    const QString csv = QString::fromUtf8(LedgerWords::csv(model));

    const QStringList lines = csv.split(u"\r\n"_s);
    QCOMPARE(lines.size(), 3); // names, the one row that passes, and the end of the file
    QVERIFY(lines[0].startsWith(u"\"session\",\"session_name\",\"number\",\"id\",\"state\""_s));
    QVERIFY2(lines[1].contains(u"\"3600\",\"'=1+1\",\"failed\",\"no\","
                               "\"2026-01-01T01:00:00.000Z\",\"2026-01-01T01:00:00.250Z\","
                               "\"0.250\",\"\",\"1\",\"0\",\"100\",\"text\",\"critical\""_s),
             qPrintable(lines[1]));
    QVERIFY2(lines[1].endsWith(u"\"'@SUM(1)\uFFFD\uFFFD\"\"x\"\"\""_s), qPrintable(lines[1]));
}

void LedgerModelTest::tenThousandRowsTakeAPageInAFrame_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("fresh");
    for (const int fresh : {100, 10'000}) {
        QTest::addRow("newest first, %d new", fresh)
            << int(LedgerModel::AcceptedColumn) << QString() << fresh;
        QTest::addRow("searched, %d new", fresh)
            << int(LedgerModel::AcceptedColumn) << u"1009"_s << fresh;
        QTest::addRow("by size, %d new", fresh)
            << int(LedgerModel::SizeColumn) << QString() << fresh;
        QTest::addRow("by reason, %d new", fresh)
            << int(LedgerModel::WhyColumn) << QString() << fresh;
    }
}

void LedgerModelTest::tenThousandRowsTakeAPageInAFrame()
{
    QFETCH(int, column);
    QFETCH(QString, word);
    QFETCH(int, fresh);
    constexpr int pages = 10;
    LedgerModel model;
    MessageLedger ledger;
    model.sort(column, Qt::DescendingOrder);
    if (!word.isEmpty())
        model.setFilter({.words = {word}});
    std::uint64_t last = 10'000;
    ledger.accept(messagePage(ended(1, last), last), sameName);
    model.setEntries(ledger.entries());

    std::chrono::nanoseconds spent{};
    for (int i = 0; i < pages; ++i) {
        std::vector<MessageRecord> live;
        for (std::uint64_t number = 1; number <= 1000; ++number)
            live.push_back(liveMessage(1'000'000 + number, u"zone"_s));
        const MessagePage page
            = messagePage(ended(last + 1, std::uint64_t(fresh)), last + std::uint64_t(fresh), live);
        const auto before = std::chrono::steady_clock::now();
        ledger.accept(page, sameName);
        model.setEntries(ledger.entries());
        spent += std::chrono::steady_clock::now() - before;
        last += std::uint64_t(fresh);
    }

    const auto each = std::chrono::duration<double, std::milli>(spent).count() / pages;
    qInfo("%.2f ms a page", each);
    QCOMPARE(ledger.entries().size(), MessageLedger::capacity);
    QVERIFY2(each < 160, qPrintable(u"%1 ms a page"_s.arg(each))); // ten times a frame of 16 ms
}

BREAKWATER_TEST(LedgerModelTest)
#include "tst_ledgermodel.moc"
