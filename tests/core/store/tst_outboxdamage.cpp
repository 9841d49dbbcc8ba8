// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/store/outboxfixture.h>

#include <random>

using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::contentsOf;
using Breakwater::Test::message;
using Breakwater::Test::OutboxFolder;
using Breakwater::Test::succeeded;

namespace {

constexpr unsigned seed = 20261121;

//! What a restart may do with a damaged outbox: refuse it with a sentence and leave it alone, or
//! give back what was stored and say what is missing. Anything else loses messages silently.
class Damage final
{
public:
    Damage()
    {
        OutboxFile file(m_whole.options());
        Test::open(file);
        std::mt19937 chance(seed);
        for (std::uint64_t key = 1; key <= 800; ++key) {
            StoredMessage stored = message(key, QByteArray(chance() % 1500, 'a' + key % 26));
            if (key % 3 == 0)
                stored.row.explicitId = "order " + std::to_string(key);
            QVERIFY(succeeded(file.apply({.stores = {stored}})));
            m_stored.push_back(stored);
        }
        QVERIFY(succeeded(file.apply({.marks = {{290}, {291}}})));
        m_stored[289].row.mayBeWritten = m_stored[290].row.mayBeWritten = true;
        m_whole.copyTo(m_copy);
        m_file = m_copy.fileBytes();
        m_journal = m_copy.journalBytes();
    }

    const QByteArray &file() const { return m_file; }
    const QByteArray &journal() const { return m_journal; }

    //! Empty when all is well, else what is wrong.
    QString verdict(const QByteArray &file, const QByteArray &journal)
    {
        m_copy.writeFile(file);
        m_copy.writeJournal(journal);
        OutboxFile outbox(m_copy.options());
        const auto contents = outbox.open();
        if (!contents) {
            ++refused;
            return verdictOf(contents.error(), file, journal);
        }
        contents->warnings.empty() ? ++sound : ++warned;
        return verdictOf(*contents);
    }

    bool marksMatter = true;
    int refused = 0;
    int warned = 0;
    int sound = 0;

private:
    QString verdictOf(const Error &error, const QByteArray &file, const QByteArray &journal) const
    {
        if (!error.message.contains(m_copy.path()) || error.message.contains(u'\n')
            || !error.message.endsWith(u'.'))
            return u"this is no sentence: "_qs + error.message;
        if (m_copy.fileBytes() != file || m_copy.journalBytes() != journal)
            return u"it was changed, and refused: "_qs + error.message;
        return {};
    }
    QString verdictOf(const OutboxContents &contents) const
    {
        // The last commit was the marks.
        const bool isCutOff
            = !contents.warnings.empty() && contents.warnings[0].contains(u"cut off"_qs);
        auto expected = m_stored.begin();
        for (const StoredMessage &found : contents.messages) {
            while (expected != m_stored.end() && expected->row.key != found.row.key)
                ++expected;
            if (expected == m_stored.end() || !isSame(*expected, found, marksMatter && !isCutOff))
                return u"message %1 came back changed or out of order"_qs.arg(found.row.key.value);
            ++expected;
        }
        if (contents.messages.size() != m_stored.size() && contents.warnings.empty())
            return u"only %1 messages came back, without a word"_qs.arg(contents.messages.size());
        return {};
    }
    static bool isSame(const StoredMessage &a, const StoredMessage &b, bool withMarks)
    {
        return a.session == b.session && a.storedAt == b.storedAt && a.row.key == b.row.key
            && a.row.payload == b.row.payload && a.row.kind == b.row.kind
            && a.row.explicitId == b.row.explicitId && a.row.ttl == b.row.ttl
            && (!withMarks || a.row.mayBeWritten == b.row.mayBeWritten);
    }

    OutboxFolder m_whole;
    OutboxFolder m_copy;
    std::vector<StoredMessage> m_stored;
    QByteArray m_file;
    QByteArray m_journal;
};

QByteArray flipped(QByteArray bytes, qsizetype at, char mask)
{
    bytes[at] = static_cast<char>(bytes[at] ^ mask);
    return bytes;
}

QByteArray overwritten(QByteArray bytes, qsizetype at, char with)
{
    for (qsizetype i = at; i < std::min(at + 512, bytes.size()); ++i)
        bytes[i] = with;
    return bytes;
}

} // namespace

class OutboxDamageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_damage = std::make_unique<Damage>(); }
    void init()
    {
        m_damage->refused = m_damage->warned = m_damage->sound = 0;
        m_damage->marksMatter = true;
    }
    void theFilesUnderTestHoldMessagesInBoth();
    void damageOfTheFileIsNeverSilent();
    void damageOfTheJournalIsNeverSilent();
    void aFileCutShortIsNeverSilent();
    void aJournalCutShortLosesNoMoreThanItSays();
    void rubbishForAJournalIsRefused();

private:
    std::unique_ptr<Damage> m_damage; // once: it is 800 commits
};

void OutboxDamageTest::theFilesUnderTestHoldMessagesInBoth()
{
    Damage &damage = *m_damage;

    QVERIFY2(damage.file().size() > 100'000, qPrintable(QString::number(damage.file().size())));
    QVERIFY2(damage.journal().size() > 100'000,
             qPrintable(QString::number(damage.journal().size())));
    QCOMPARE(damage.verdict(damage.file(), damage.journal()), QString());
    QCOMPARE(damage.sound, 1);
    // Its first frame is that of many commits, not of the last one.
    damage.verdict(damage.file(), flipped(damage.journal(), 40, 1));
    QCOMPARE(damage.refused, 1);
}

void OutboxDamageTest::damageOfTheFileIsNeverSilent()
{
    Damage &damage = *m_damage;
    std::mt19937 chance(seed);
    for (int round = 0; round < 300; ++round) {
        // The header first, byte for byte.
        const qsizetype at = round < 100 ? round : chance() % damage.file().size();
        const QByteArray broken = round % 4 == 3 ? overwritten(damage.file(), at, '\x5a')
                                                 : flipped(damage.file(), at, 1 << chance() % 8);
        const QString verdict = damage.verdict(broken, damage.journal());
        QVERIFY2(verdict.isEmpty(), qPrintable(u"at %1: %2"_qs.arg(at).arg(verdict)));
    }
    qInfo("%d refused, %d with a warning, %d without harm", damage.refused, damage.warned,
          damage.sound);
    QVERIFY(damage.refused > 0);
}

void OutboxDamageTest::damageOfTheJournalIsNeverSilent()
{
    Damage &damage = *m_damage;
    std::mt19937 chance(seed);
    for (int round = 0; round < 300; ++round) {
        const qsizetype at = round < 60 ? round : chance() % damage.journal().size();
        const QByteArray broken = round % 4 == 3 ? overwritten(damage.journal(), at, '\x5a')
                                                 : flipped(damage.journal(), at, 1 << chance() % 8);
        const QString verdict = damage.verdict(damage.file(), broken);
        QVERIFY2(verdict.isEmpty(), qPrintable(u"at %1: %2"_qs.arg(at).arg(verdict)));
    }
    qInfo("%d refused, %d with a warning, %d without harm", damage.refused, damage.warned,
          damage.sound);
    QVERIFY(damage.refused > 0);
}

void OutboxDamageTest::aFileCutShortIsNeverSilent()
{
    Damage &damage = *m_damage;
    std::mt19937 chance(seed);
    for (int round = 0; round < 60; ++round) {
        const qsizetype size = round < 20 ? round * 4096 : chance() % damage.file().size();
        const QString verdict = damage.verdict(damage.file().first(size), damage.journal());
        QVERIFY2(verdict.isEmpty(), qPrintable(u"%1 bytes: %2"_qs.arg(size).arg(verdict)));
    }
    QVERIFY(damage.refused > 0);
}

void OutboxDamageTest::aJournalCutShortLosesNoMoreThanItSays()
{
    // As after a power failure on a disk that lied: whole commits are missing at the end, and no
    // trace of them is left. What is there still comes back in order and unchanged.
    Damage &damage = *m_damage;
    damage.marksMatter = false;
    std::mt19937 chance(seed);
    for (int round = 0; round < 60; ++round) {
        const QByteArray rest = damage.journal().first(chance() % damage.journal().size());
        const QString verdict = damage.verdict(damage.file(), rest);
        QVERIFY2(verdict.isEmpty() || verdict.contains(u"without a word"_qs),
                 qPrintable(u"%1 bytes: %2"_qs.arg(rest.size()).arg(verdict)));
    }
}

void OutboxDamageTest::rubbishForAJournalIsRefused()
{
    Damage &damage = *m_damage;

    QCOMPARE(damage.verdict(damage.file(), QByteArray(50'000, 'x')), QString());

    QCOMPARE(damage.refused, 1);
}

BREAKWATER_TEST(OutboxDamageTest)
#include "tst_outboxdamage.moc"
