// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/outboxschema.h>

#include <tests/core/store/outboxfixture.h>

using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::OutboxFolder;

class OutboxSchemaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyFileIsSound();
    void whatItSetsUpIsSound();
    void everyConnectionFlushesAndIsAlone();
    void settingUpAgainKeepsWhatIsThere();
    void theCheckChangesNothing_data();
    void theCheckChangesNothing();
    void tablesWithoutOurMarkAreAnotherPrograms();
};

void OutboxSchemaTest::anEmptyFileIsSound()
{
    const OutboxFolder folder;
    folder.writeFile({});

    QVERIFY(OutboxSchema::verify(OutboxPlace(folder.path())));
    QVERIFY(folder.fileBytes().isEmpty());
}

void OutboxSchemaTest::whatItSetsUpIsSound()
{
    const OutboxFolder folder;
    {
        SqliteFile file(folder.path());
        QVERIFY(file.open(SqliteFile::Access::ReadWrite));
        QVERIFY(OutboxSchema::setUp(file));
    }

    const auto verified = OutboxSchema::verify(OutboxPlace(folder.path()));

    QVERIFY2(verified, verified ? "" : qPrintable(verified.error().message));
    QCOMPARE(folder.fileBytes().mid(68, 4), QByteArray("Brkw")); // as file(1) sees it
}

void OutboxSchemaTest::everyConnectionFlushesAndIsAlone()
{
    const OutboxFolder folder;
    SqliteFile file(folder.path());
    QVERIFY(file.open(SqliteFile::Access::ReadWrite));
    QVERIFY(OutboxSchema::setUp(file));

    QCOMPARE(file.run(u"PRAGMA journal_mode"_qs)->toString(), u"wal"_qs);
    QCOMPARE(file.run(u"PRAGMA synchronous"_qs)->toInt(), 2); // FULL
    QCOMPARE(file.run(u"PRAGMA locking_mode"_qs)->toString(), u"exclusive"_qs);
    QVERIFY(QFile::exists(folder.journal())); // so that its loss can be noticed
    SqliteFile second(folder.path());
    QVERIFY(second.open(SqliteFile::Access::ReadWrite));
    const auto busy = OutboxSchema::setUp(second);
    QVERIFY(!busy);
    QCOMPARE(busy.error().code, int(SqliteFailure::Busy));
}

void OutboxSchemaTest::settingUpAgainKeepsWhatIsThere()
{
    const OutboxFolder folder;
    {
        OutboxFile file(folder.options());
        Test::open(file);
        QVERIFY(Test::succeeded(file.apply({.stores = {Test::message(1, "a")}})));
    }
    SqliteFile file(folder.path());
    QVERIFY(file.open(SqliteFile::Access::ReadWrite));

    QVERIFY(OutboxSchema::setUp(file));

    QCOMPARE(file.run(u"SELECT count(*) FROM message"_qs)->toInt(), 1);
}

void OutboxSchemaTest::theCheckChangesNothing_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("why");

    QTest::newRow("sound") << QString() << QString();
    QTest::newRow("newer") << u"PRAGMA user_version=2"_qs << u"its format is 2"_qs;
    QTest::newRow("another's") << u"PRAGMA application_id=1"_qs << u"another program"_qs;
    QTest::newRow("a column is gone")
        << u"ALTER TABLE message DROP COLUMN ttl"_qs << u"it is damaged"_qs;
}

void OutboxSchemaTest::theCheckChangesNothing()
{
    QFETCH(QString, sql);
    QFETCH(QString, why);
    const OutboxFolder folder;
    Test::contentsOf(folder);
    if (!sql.isEmpty())
        folder.edit(sql);
    const QByteArray before = folder.fileBytes();

    const auto verified = OutboxSchema::verify(OutboxPlace(folder.path()));

    QCOMPARE(bool(verified), why.isEmpty());
    if (!verified)
        QVERIFY2(verified.error().message.contains(why), qPrintable(verified.error().message));
    QCOMPARE(folder.fileBytes(), before);
}

void OutboxSchemaTest::tablesWithoutOurMarkAreAnotherPrograms()
{
    const OutboxFolder folder;
    folder.edit(u"CREATE TABLE diary (day TEXT)"_qs);

    const auto verified = OutboxSchema::verify(OutboxPlace(folder.path()));

    QVERIFY(!verified);
    QVERIFY2(verified.error().message.contains(u"another program"_qs),
             qPrintable(verified.error().message));
}

BREAKWATER_TEST(OutboxSchemaTest)
#include "tst_outboxschema.moc"
