// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/outboxplace.h>

#include <tests/core/store/outboxfixture.h>

#include <QtCore/QFileInfo>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::OutboxFolder;

class OutboxPlaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAnEmptyFileForOurEyesOnly();
    void leavesAnExistingFileAsItIs();
    void followsALinkToTheFileAndItsCompanions();
    void warnsEachTimeAndNotOfTheTimeBefore();
    void refusesAJournalWithoutAFile();
    void refusesADamagedJournal();
    void everyFailureNamesTheFile_data();
    void everyFailureNamesTheFile();
};

void OutboxPlaceTest::makesAnEmptyFileForOurEyesOnly()
{
    const OutboxFolder folder;
    OutboxPlace place(folder.path());
    const mode_t before = ::umask(0);

    const auto prepared = place.prepare();
    ::umask(before);

    QVERIFY(prepared);
    QVERIFY(QFileInfo::exists(folder.path()));
    QVERIFY(place.isEmpty());
    QVERIFY(place.warnings().empty());
    const auto ours = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QVERIFY((QFileInfo(folder.path()).permissions() & ~ours) == 0);
    QVERIFY(!QFileInfo::exists(place.reserve()));
}

void OutboxPlaceTest::leavesAnExistingFileAsItIs()
{
    const OutboxFolder folder;
    folder.writeFile("anything");
    OutboxPlace place(folder.path());

    QVERIFY(place.prepare()); // what is in it is the schema's to judge

    QCOMPARE(folder.fileBytes(), QByteArray("anything"));
    QVERIFY(!place.isEmpty());
}

void OutboxPlaceTest::followsALinkToTheFileAndItsCompanions()
{
    const OutboxFolder folder;
    const QTemporaryDir other;
    folder.writeFile("x");
    const QString link = other.filePath(u"link"_qs);
    QVERIFY(QFile::link(folder.path(), link));

    const OutboxPlace place(link);

    const QString real = QFileInfo(folder.path()).canonicalFilePath();
    QCOMPARE(place.path(), real);
    QCOMPARE(place.journal(), real + u"-wal"_qs);
    QCOMPARE(place.sharedMemory(), real + u"-shm"_qs);
    QCOMPARE(place.reserve(), real + u"-reserve"_qs);
}

void OutboxPlaceTest::warnsEachTimeAndNotOfTheTimeBefore()
{
    const OutboxFolder folder;
    folder.writeFile({});
    OutboxPlace place(folder.path());
    const auto ours = QFile::ReadOwner | QFile::WriteOwner;
    for (const auto other : {QFile::ReadGroup, QFile::WriteGroup, QFile::ReadOther}) {
        QVERIFY(QFile::setPermissions(folder.path(), ours | other));
        QVERIFY(place.prepare());
        QCOMPARE(place.warnings().size(), 1u);
        QVERIFY(place.warnings()[0].contains(folder.path()));
    }

    QVERIFY(QFile::setPermissions(folder.path(), ours));
    QVERIFY(place.prepare());

    QVERIFY(place.warnings().empty());
}

void OutboxPlaceTest::refusesAJournalWithoutAFile()
{
    const OutboxFolder folder;
    folder.writeJournal("frames");

    OutboxPlace place(folder.path());
    const auto prepared = place.prepare();

    QVERIFY(!prepared);
    QVERIFY(prepared.error().message.contains(place.journal()));
    QVERIFY(!QFileInfo::exists(folder.path()));
    folder.writeJournal({}); // an empty one has nothing to lose
    QVERIFY(place.prepare());
}

void OutboxPlaceTest::refusesADamagedJournal()
{
    const OutboxFolder folder;
    folder.writeFile("x");
    folder.writeJournal(QByteArray(10'000, 'x'));

    const auto prepared = OutboxPlace(folder.path()).prepare();

    QVERIFY(!prepared);
    QVERIFY2(prepared.error().message.contains(u"is damaged"_qs),
             qPrintable(prepared.error().message));
    QCOMPARE(folder.journalBytes(), QByteArray(10'000, 'x'));
}

void OutboxPlaceTest::everyFailureNamesTheFile_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("why");

    const auto row = [](const char *name, int code, const QString &why) {
        QTest::newRow(name) << code << why;
    };
    row("busy", SqliteFailure::Busy, u"it is in use by another program."_qs);
    row("read-only", SqliteFailure::ReadOnly, u"check its permissions and its directory's."_qs);
    row("disk", SqliteFailure::InputOutput, u"the disk failed (text)."_qs);
    row("full", SqliteFailure::Full, u"no space is left on its disk."_qs);
    row("no access", SqliteFailure::CannotOpen, u"check its permissions and its directory's."_qs);
    row("damage", SqliteFailure::Corrupt,
        u"it is damaged (text); move it away to start with an empty one."_qs);
    row("no database", SqliteFailure::NotADatabase,
        u"it is not an SQLite database; move it away to start with an empty one."_qs);
    row("anything else", 99, u"text."_qs);
}

void OutboxPlaceTest::everyFailureNamesTheFile()
{
    QFETCH(int, code);
    QFETCH(QString, why);
    const OutboxPlace place(u"/somewhere/outbox"_qs);

    const Error error = place.openingFailed({code, u"text"_qs});

    QVERIFY(error.kind == ErrorKind::FileAccess);
    QVERIFY2(error.message.startsWith(u"Cannot open the outbox '/somewhere/outbox': "_qs),
             qPrintable(error.message));
    QVERIFY2(error.message.endsWith(why), qPrintable(error.message));
    QVERIFY(place.storingFailed({code, u"text"_qs})
                .message.startsWith(u"Cannot store in the outbox '/somewhere/outbox': "_qs));
}

BREAKWATER_TEST(OutboxPlaceTest)
#include "tst_outboxplace.moc"
