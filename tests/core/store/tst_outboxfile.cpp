// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/store/outboxfixture.h>

#include <QtCore/QFileInfo>

#include <sys/stat.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::contentsOf;
using Breakwater::Test::keysOf;
using Breakwater::Test::message;
using Breakwater::Test::OutboxFolder;
using Breakwater::Test::succeeded;

class OutboxFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryFieldOfAMessage();
    void comesBackInTheOrderOfStoring();
    void survivesACrashRightAfterTheCommit();
    void aBatchIsOneCommit();
    void marksRefusalsAndRemovalsAreKept();
    void whatIsStoredAndRemovedInOneBatchIsGone();
    void isReadableByItsOwnerOnly();
    void warnsWhenOthersMayReadIt();
    void leavesOneFileWhenClosed();
    void startsAnewInAnEmptyFile();
    void refusesWhatIsNotAnOutbox_data();
    void refusesWhatIsNotAnOutbox();
    void refusesBadPaths_data();
    void refusesBadPaths();
    void aSecondUserOfTheFileIsRefused();
    void aJournalWithoutItsFileIsNotThrownAway();
    void aRowThatMakesNoSenseStaysAndIsReported_data();
    void aRowThatMakesNoSenseStaysAndIsReported();
    void noticesThatTheFileWasTakenAway();
    void aKeyThatIsInUseFailsLoudlyAndHarmsNothing_data();
    void aKeyThatIsInUseFailsLoudlyAndHarmsNothing();
};

void OutboxFileTest::keepsEveryFieldOfAMessage()
{
    const OutboxFolder folder;
    StoredMessage full = message(0xfedcba9876543210, QByteArray("a\0b\xff", 4), u"Zürich → ☃"_qs);
    full.row.kind = PayloadKind::Binary;
    full.row.explicitId = std::string("id\0x", 4);
    full.row.mayBeWritten = true;
    full.row.refusals = 2;
    full.row.ttl = 1500ms;
    StoredMessage bare = message(1, QByteArray());
    StoredMessage namedEmpty = message(2, "x");
    namedEmpty.row.explicitId = std::string();
    {
        OutboxFile file(folder.options());
        QVERIFY(Test::open(file).messages.empty());
        QVERIFY(succeeded(file.apply({.stores = {full, bare, namedEmpty}})));
    }

    const auto messages = contentsOf(folder).messages;

    QCOMPARE(messages.size(), 3u);
    QCOMPARE(messages[0].session.value, full.session.value);
    QCOMPARE(messages[0].row.key.value, full.row.key.value);
    QCOMPARE(messages[0].row.payload, full.row.payload);
    QVERIFY(messages[0].row.kind == PayloadKind::Binary);
    QVERIFY(messages[0].row.explicitId == full.row.explicitId);
    QVERIFY(messages[0].row.mayBeWritten);
    QCOMPARE(messages[0].row.refusals, 2u);
    QVERIFY(messages[0].row.ttl == 1500ms);
    QVERIFY(messages[0].storedAt == Test::storeDay);
    QVERIFY(messages[1].row.payload.isEmpty());
    QVERIFY(messages[1].row.kind == PayloadKind::Text);
    QVERIFY(!messages[1].row.explicitId && !messages[1].row.mayBeWritten);
    QVERIFY(messages[2].row.explicitId == std::string());
}

void OutboxFileTest::comesBackInTheOrderOfStoring()
{
    const OutboxFolder folder;
    for (const auto &keys : {std::pair(900, 3), std::pair(7, 500), std::pair(1, 2)}) {
        OutboxFile file(folder.options());
        Test::open(file);
        QVERIFY(succeeded(file.apply({.stores = {message(keys.first, "x")}})));
        QVERIFY(succeeded(file.apply({.stores = {message(keys.second, "x")}})));
    }

    QCOMPARE(keysOf(contentsOf(folder).messages),
             (std::vector<std::uint64_t>{900, 3, 7, 500, 1, 2}));
}

void OutboxFileTest::survivesACrashRightAfterTheCommit()
{
    const OutboxFolder folder;
    const OutboxFolder crashed;
    OutboxFile file(folder.options());
    Test::open(file);

    QVERIFY(succeeded(file.apply({.stores = {message(1, "first"), message(2, "second")}})));
    QVERIFY(succeeded(file.apply({.marks = {{1}}})));
    folder.copyTo(crashed);

    const auto messages = contentsOf(crashed).messages;
    QCOMPARE(keysOf(messages), (std::vector<std::uint64_t>{1, 2}));
    QVERIFY(messages[0].row.mayBeWritten);
    QVERIFY(!messages[1].row.mayBeWritten);
}

void OutboxFileTest::aBatchIsOneCommit()
{
    const OutboxFolder folder;
    OutboxFile file(folder.options());
    Test::open(file);
    OutboxBatch batch;
    for (std::uint64_t key = 1; key <= 1000; ++key)
        batch.stores.push_back(message(key, QByteArray(100, 'x')));

    QVERIFY(succeeded(file.apply(batch)));
    QCOMPARE(file.commits(), 1u);
    QVERIFY(succeeded(file.apply({.marks = {{1}}, .refusals = {{{2}, 1}}, .removals = {{3}}})));
    QCOMPARE(file.commits(), 2u);
    QVERIFY(succeeded(file.apply({})));
    QCOMPARE(file.commits(), 2u);
}

void OutboxFileTest::marksRefusalsAndRemovalsAreKept()
{
    const OutboxFolder folder;
    {
        OutboxFile file(folder.options());
        Test::open(file);
        QVERIFY(succeeded(file.apply(
            {.stores = {message(1, "a"), message(2, "b"), message(3, "c"), message(4, "d")}})));
    }
    {
        OutboxFile file(folder.options()); // numbers of rows are known again after a restart
        Test::open(file);
        QVERIFY(succeeded(file.apply(
            {.marks = {{1}, {4}}, .refusals = {{{1}, 70000}}, .removals = {{2}, {99}}})));
    }

    const auto messages = contentsOf(folder).messages;

    QCOMPARE(keysOf(messages), (std::vector<std::uint64_t>{1, 3, 4}));
    QVERIFY(messages[0].row.mayBeWritten && !messages[1].row.mayBeWritten
            && messages[2].row.mayBeWritten);
    QCOMPARE(messages[0].row.refusals, 70000u);
    QCOMPARE(messages[1].row.refusals, 0u);
}

void OutboxFileTest::whatIsStoredAndRemovedInOneBatchIsGone()
{
    const OutboxFolder folder;
    {
        OutboxFile file(folder.options());
        Test::open(file);
        QVERIFY(succeeded(file.apply(
            {.stores = {message(1, "a"), message(2, "b")}, .marks = {{2}}, .removals = {{1}}})));
    }

    const auto messages = contentsOf(folder).messages;

    QCOMPARE(keysOf(messages), std::vector<std::uint64_t>{2});
    QVERIFY(messages[0].row.mayBeWritten);
}

void OutboxFileTest::isReadableByItsOwnerOnly()
{
    const OutboxFolder folder;
    const mode_t before = ::umask(0);
    OutboxFile file({folder.path(), 4096});
    QVERIFY(Test::open(file).warnings.empty());
    ::umask(before);

    const auto ours = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    for (const QString &path : {folder.path(), folder.journal(), folder.path() + u"-reserve"_qs}) {
        QVERIFY2(QFileInfo::exists(path), qPrintable(path));
        QVERIFY2((QFileInfo(path).permissions() & ~ours) == 0, qPrintable(path));
    }
}

void OutboxFileTest::warnsWhenOthersMayReadIt()
{
    const OutboxFolder folder;
    folder.writeFile({});
    QVERIFY(QFile::setPermissions(folder.path(),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    OutboxFile file(folder.options());

    const auto warnings = Test::open(file).warnings;

    QCOMPARE(warnings.size(), 1u);
    QVERIFY2(warnings[0].contains(u"chmod 600"_qs), qPrintable(warnings[0]));
}

void OutboxFileTest::leavesOneFileWhenClosed()
{
    const OutboxFolder folder;
    {
        OutboxFile file({folder.path(), 4096});
        Test::open(file);
        QVERIFY(succeeded(file.apply({.stores = {message(1, "a")}})));
    }
    QCOMPARE(keysOf(contentsOf(folder).messages), std::vector<std::uint64_t>{1});

    QCOMPARE(QFileInfo(folder.path()).dir().entryList(QDir::Files),
             QStringList{u"outbox.sqlite"_qs});
}

void OutboxFileTest::startsAnewInAnEmptyFile()
{
    const OutboxFolder folder;
    folder.writeFile({});

    QVERIFY(contentsOf(folder).messages.empty());
    QVERIFY(contentsOf(folder).messages.empty());
}

void OutboxFileTest::refusesWhatIsNotAnOutbox_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("why");

    QTest::newRow("text") << QString() << u"it is not an SQLite database; move it away"_qs;
    QTest::newRow("another program's")
        << u"PRAGMA application_id=7"_qs << u"a database of another program"_qs;
    QTest::newRow("newer") << u"PRAGMA user_version=2"_qs << u"its format is 2"_qs;
    QTest::newRow("unknown older") << u"PRAGMA user_version=0"_qs << u"its format is 0"_qs;
    QTest::newRow("without its table")
        << u"DROP TABLE message"_qs << u"it is damaged (no such table: message"_qs;
}

void OutboxFileTest::refusesWhatIsNotAnOutbox()
{
    QFETCH(QString, sql);
    QFETCH(QString, why);
    const OutboxFolder folder;
    contentsOf(folder);
    if (sql.isEmpty())
        folder.writeFile("Dear diary, this is a text of several lines.\n" + QByteArray(5000, 'x'));
    else
        folder.edit(sql);
    const QByteArray before = folder.fileBytes();

    const auto opened = OutboxFile(folder.options()).open();

    QVERIFY(!opened);
    QVERIFY2(opened.error().message.contains(why), qPrintable(opened.error().message));
    QVERIFY(opened.error().message.contains(folder.path()));
    QVERIFY(opened.error().kind == ErrorKind::FileAccess);
    QCOMPARE(folder.fileBytes(), before);
}

void OutboxFileTest::refusesBadPaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("why");

    QTest::newRow("no directory") << u"none/outbox.sqlite"_qs << u"there is no directory"_qs;
    QTest::newRow("a directory") << u"."_qs << u"it is a directory"_qs;
    QTest::newRow("a device") << u"/dev/null"_qs << u"it is not a regular file"_qs;
    QTest::newRow("a name too long") << QString(300, u'x') << u"it cannot be created"_qs;
}

void OutboxFileTest::refusesBadPaths()
{
    QFETCH(QString, path);
    QFETCH(QString, why);
    const QTemporaryDir folder;

    const auto opened
        = OutboxFile({path.startsWith(u'/') ? path : folder.filePath(path), 0}).open();

    QVERIFY(!opened);
    QVERIFY2(opened.error().message.contains(why), qPrintable(opened.error().message));
}

void OutboxFileTest::aSecondUserOfTheFileIsRefused()
{
    const OutboxFolder folder;
    OutboxFile first(folder.options());
    Test::open(first);

    const auto second = OutboxFile(folder.options()).open();

    QVERIFY(!second);
    QVERIFY2(second.error().message.contains(u"in use by another program"_qs),
             qPrintable(second.error().message));
    QVERIFY(succeeded(first.apply({.stores = {message(1, "still ours")}})));
}

void OutboxFileTest::aJournalWithoutItsFileIsNotThrownAway()
{
    const OutboxFolder folder;
    const OutboxFolder crashed;
    OutboxFile file(folder.options());
    Test::open(file);
    QVERIFY(succeeded(file.apply({.stores = {message(1, "a")}})));
    folder.copyTo(crashed);
    const QByteArray journal = crashed.journalBytes();

    for (const bool isEmpty : {false, true}) {
        QFile::remove(crashed.path());
        if (isEmpty)
            crashed.writeFile({});
        const auto opened = OutboxFile(crashed.options()).open();

        QVERIFY(!opened);
        QVERIFY2(opened.error().message.contains(u"its journal"_qs),
                 qPrintable(opened.error().message));
        QCOMPARE(crashed.journalBytes(), journal);
    }
}

void OutboxFileTest::aRowThatMakesNoSenseStaysAndIsReported_data()
{
    QTest::addColumn<QString>("change");

    QTest::newRow("payload") << u"payload = x'00'"_qs;
    QTest::newRow("session") << u"session = 'other'"_qs;
    QTest::newRow("kind") << u"kind = 'picture'"_qs;
    QTest::newRow("state") << u"state = 'asleep'"_qs;
    QTest::newRow("negative ttl") << u"ttl = -1"_qs;
    QTest::newRow("id appears") << u"id = x''"_qs;
    QTest::newRow("key of another") << u"key = 1"_qs;
    QTest::newRow("refusals") << u"refusals = -5"_qs;
}

void OutboxFileTest::aRowThatMakesNoSenseStaysAndIsReported()
{
    QFETCH(QString, change);
    const OutboxFolder folder;
    {
        OutboxFile file(folder.options());
        Test::open(file);
        QVERIFY(
            succeeded(file.apply({.stores = {message(1, "a"), message(2, "b"), message(3, "c")}})));
    }
    folder.edit(u"UPDATE message SET %1 WHERE number = 2"_qs.arg(change));

    for (int look = 0; look < 2; ++look) {
        const auto contents = contentsOf(folder);

        QCOMPARE(keysOf(contents.messages), (std::vector<std::uint64_t>{1, 3}));
        QCOMPARE(contents.warnings.size(), 1u);
        QVERIFY2(contents.warnings[0].startsWith(u"1 of the messages"_qs),
                 qPrintable(contents.warnings[0]));
    }
}

void OutboxFileTest::noticesThatTheFileWasTakenAway()
{
    for (const bool isJournal : {false, true}) {
        const OutboxFolder folder;
        OutboxFile file(folder.options());
        Test::open(file);
        QVERIFY(succeeded(file.apply({.stores = {message(1, "a")}})));

        QVERIFY(QFile::remove(isJournal ? folder.journal() : folder.path()));
        const OutboxResult result = file.apply({.stores = {message(2, "b")}});

        QVERIFY(result.stores);
        QVERIFY2(result.stores->message.contains(u"moved or deleted"_qs),
                 qPrintable(result.stores->message));
    }
}

void OutboxFileTest::aKeyThatIsInUseFailsLoudlyAndHarmsNothing_data()
{
    QTest::addColumn<bool>("isReopened");

    QTest::newRow("stored before") << false;
    QTest::newRow("stored by an earlier run") << true;
}

void OutboxFileTest::aKeyThatIsInUseFailsLoudlyAndHarmsNothing()
{
    // Two rows of one key: after a restart the second could not be told from a damaged one.
    QFETCH(bool, isReopened);
    const OutboxFolder folder;
    auto file = std::make_unique<OutboxFile>(folder.options());
    Test::open(*file);
    QVERIFY(succeeded(file->apply({.stores = {message(1, "first"), message(2, "b")}})));
    if (isReopened) {
        file.reset();
        file = std::make_unique<OutboxFile>(folder.options());
        Test::open(*file);
    }

    const OutboxResult result = file->apply(
        {.stores = {message(3, "c"), message(1, "second")}, .marks = {{1}}, .removals = {{2}}});
    const OutboxResult twins = file->apply({.stores = {message(4, "d"), message(4, "e")}});

    QVERIFY(result.stores);
    QVERIFY2(result.stores->message.contains(u"the key 1 is in use"_qs),
             qPrintable(result.stores->message));
    QVERIFY(!result.marks && !result.endings);
    QVERIFY(twins.stores);
    QVERIFY(succeeded(file->apply({.stores = {message(4, "d")}, .refusals = {{{1}, 7}}})));
    file.reset();
    const auto contents = contentsOf(folder);
    QVERIFY(contents.warnings.empty());
    QCOMPARE(keysOf(contents.messages), (std::vector<std::uint64_t>{1, 4}));
    QCOMPARE(contents.messages[0].row.payload, QByteArray("first"));
    QVERIFY(contents.messages[0].row.mayBeWritten);
    QCOMPARE(contents.messages[0].row.refusals, 7u);
}

BREAKWATER_TEST(OutboxFileTest)
#include "tst_outboxfile.moc"
