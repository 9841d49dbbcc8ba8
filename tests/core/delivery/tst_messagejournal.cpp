// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/messagejournal.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

class MessageJournalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isBoundedAndTheOldestLeave();
    void askedForNewsItTellsOnlyThose();
    void keepsNoPayload();

private:
    static void add(MessageJournal &journal, std::uint64_t id);
    static std::vector<std::uint64_t> after(const MessageJournal &journal, std::uint64_t number);
};

void MessageJournalTest::add(MessageJournal &journal, std::uint64_t id)
{
    EndedMessage ended;
    ended.message.id = {id};
    ended.message.payload = "secret";
    journal.add(std::move(ended));
}

std::vector<std::uint64_t> MessageJournalTest::after(const MessageJournal &journal,
                                                     std::uint64_t number)
{
    std::vector<std::uint64_t> ids;
    journal.forEachAfter(number,
                         [&](const EndedMessage &ended) { ids.push_back(ended.message.id.value); });
    return ids;
}

void MessageJournalTest::isBoundedAndTheOldestLeave()
{
    MessageJournal journal(3);
    QCOMPARE(journal.first(), 1u);
    QCOMPARE(journal.last(), 0u);

    for (std::uint64_t id = 11; id <= 15; ++id)
        add(journal, id);

    QCOMPARE(journal.last(), 5u);
    QCOMPARE(journal.first(), 3u);
    QCOMPARE(after(journal, 0), (std::vector<std::uint64_t>{13, 14, 15}));
}

void MessageJournalTest::askedForNewsItTellsOnlyThose()
{
    MessageJournal journal(3);
    for (std::uint64_t id = 11; id <= 15; ++id)
        add(journal, id);

    QCOMPARE(after(journal, 3), (std::vector<std::uint64_t>{14, 15}));
    QCOMPARE(after(journal, 5), std::vector<std::uint64_t>{});
    QCOMPARE(after(journal, 99), std::vector<std::uint64_t>{});
}

void MessageJournalTest::keepsNoPayload()
{
    MessageJournal journal(3);

    add(journal, 1);

    journal.forEachAfter(
        0, [](const EndedMessage &ended) { QVERIFY(ended.message.payload.isEmpty()); });
    QCOMPARE(journal.last(), 1u);
}

BREAKWATER_TEST(MessageJournalTest)

#include "tst_messagejournal.moc"
