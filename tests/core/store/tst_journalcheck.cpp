// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/journalcheck.h>

#include <tests/core/store/outboxfixture.h>

using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::message;
using Breakwater::Test::OutboxFolder;

namespace {

constexpr qsizetype headerBytes = 32;
constexpr qsizetype frameBytes = 24 + 4096;

//! The journal of an outbox with so many commits of a page each since its first.
QByteArray journalOf(int commits)
{
    const OutboxFolder folder;
    OutboxFile file(folder.options());
    Test::open(file);
    for (int i = 0; i < commits; ++i)
        file.apply({.stores = {message(static_cast<std::uint64_t>(i) + 1, "x")}});
    return folder.journalBytes();
}

QByteArray withFlippedByte(QByteArray bytes, qsizetype at)
{
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    return bytes;
}

} // namespace

class JournalCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_journal = journalOf(5); }
    void theJournalUnderTestIsOfWholeFrames();
    void isSound_data();
    void isSound();
    void theLastCommitMayBeTorn();
    void moreThanTheLastCommitIsDamage_data();
    void moreThanTheLastCommitIsDamage();
    void whatAnEarlierLogLeftIsNoLoss();
    void changesNothing();

private:
    JournalState check(const QByteArray &journal) const
    {
        m_folder.writeJournal(journal);
        return checkJournal(m_folder.journal());
    }
    bool is(JournalState state, const QByteArray &journal) const { return check(journal) == state; }

    const OutboxFolder m_folder;
    QByteArray m_journal;
};

void JournalCheckTest::theJournalUnderTestIsOfWholeFrames()
{
    QVERIFY(m_journal.size() >= headerBytes + 5 * frameBytes);
    QCOMPARE((m_journal.size() - headerBytes) % frameBytes, 0);
}

void JournalCheckTest::isSound_data()
{
    QTest::addColumn<QByteArray>("journal");

    QTest::newRow("whole") << m_journal;
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a header that was not finished") << m_journal.first(20);
    QTest::newRow("no frames") << m_journal.first(headerBytes);
    QTest::newRow("the last frame is gone") << m_journal.chopped(frameBytes);
    QTest::newRow("space that was never written") << QByteArray(100'000, '\0');
}

void JournalCheckTest::isSound()
{
    QFETCH(QByteArray, journal);

    QVERIFY(is(JournalState::Sound, journal));
    QVERIFY(checkJournal(u"/nowhere/at/all-wal"_qs) == JournalState::Sound);
}

void JournalCheckTest::theLastCommitMayBeTorn()
{
    const qsizetype last = m_journal.size() - frameBytes;

    for (const qsizetype at : {last + 16, last + 24, m_journal.size() - 1})
        QVERIFY2(is(JournalState::CutOff, withFlippedByte(m_journal, at)), QByteArray::number(at));
}

void JournalCheckTest::moreThanTheLastCommitIsDamage_data()
{
    QTest::addColumn<QByteArray>("journal");

    QTest::newRow("a page") << withFlippedByte(m_journal, m_journal.size() - 2 * frameBytes + 99);
    QTest::newRow("the first frame") << withFlippedByte(m_journal, headerBytes + 24);
    QTest::newRow("a checksum") << withFlippedByte(m_journal, headerBytes + 17);
    QTest::newRow("magic") << withFlippedByte(m_journal, 1);
    QTest::newRow("header") << withFlippedByte(m_journal, 13);
    QTest::newRow("checksum of the header") << withFlippedByte(m_journal, 30);
    QTest::newRow("rubbish") << QByteArray(10'000, 'x');
}

void JournalCheckTest::moreThanTheLastCommitIsDamage()
{
    QFETCH(QByteArray, journal);

    QVERIFY(is(JournalState::Damaged, journal));
}

void JournalCheckTest::whatAnEarlierLogLeftIsNoLoss()
{
    // After a checkpoint SQLite writes from the beginning again, with new salts; the rest stays.
    QByteArray journal = m_journal;

    journal += journalOf(9).sliced(headerBytes);

    QVERIFY(is(JournalState::Sound, journal));
}

void JournalCheckTest::changesNothing()
{
    const QByteArray damaged = withFlippedByte(m_journal, headerBytes + 24);

    check(damaged);

    QCOMPARE(m_folder.journalBytes(), damaged);
}

BREAKWATER_TEST(JournalCheckTest)
#include "tst_journalcheck.moc"
