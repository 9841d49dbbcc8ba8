// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/diskreserve.h>

#include <tests/core/store/outboxfixture.h>

#include <QtCore/QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::OutboxFolder;

namespace {

constexpr std::int64_t size = 100'000;

std::int64_t allocated(const QString &path)
{
    struct stat info
    { };
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_blocks * 512 : -1;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class DiskReserveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsItsSpaceUntilGivenUp();
    void usesAgainWhatAnEarlierRunLeft();
    void leavesAFileThatIsNotItsOwn_data();
    void leavesAFileThatIsNotItsOwn();
    void followsNoLink_data();
    void followsNoLink();
    void leavesDirectoriesAndPipes();
    void isHadOnceTheStrangerIsGone();
    void givesUpOnlyWhatItMade();
    void anOutboxGoesWithoutAndSaysSo();

private:
    QTemporaryDir m_folder;
    QString path() const
    {
        return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
    }
};

void DiskReserveTest::holdsItsSpaceUntilGivenUp()
{
    DiskReserve reserve(path(), size);

    QVERIFY(reserve.take());
    QVERIFY(reserve.isHeld());
    QCOMPARE(bytesOf(path()), QByteArray(size, '\0'));
    QVERIFY(allocated(path()) >= size);
    reserve.giveUp();

    QVERIFY(!reserve.isHeld());
    QVERIFY(!QFileInfo::exists(path()));
    QVERIFY(reserve.take());
    reserve.giveUp();
}

void DiskReserveTest::usesAgainWhatAnEarlierRunLeft()
{
    QFile sparse(path()); // cut off before it had its space
    QVERIFY(sparse.open(QIODevice::WriteOnly) && sparse.resize(size));
    sparse.close();
    QVERIFY(allocated(path()) < size);
    DiskReserve reserve(path(), size);

    QVERIFY(reserve.take());

    QVERIFY(!reserve.isBlocked());
    QVERIFY(allocated(path()) >= size);
    reserve.giveUp();
    QVERIFY(!QFileInfo::exists(path()));
}

void DiskReserveTest::leavesAFileThatIsNotItsOwn_data()
{
    QTest::addColumn<QByteArray>("content");

    QTest::newRow("a text") << QByteArray("My reserve of jokes.\n");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("zeros, too few") << QByteArray(size - 1, '\0');
    QTest::newRow("zeros, too many") << QByteArray(size + 1, '\0');
    QTest::newRow("of our size") << QByteArray(size, 'x');
    QTest::newRow("zeros but the first") << 'x' + QByteArray(size - 1, '\0');
    QTest::newRow("zeros but the last") << QByteArray(size - 1, '\0') + 'x';
}

void DiskReserveTest::leavesAFileThatIsNotItsOwn()
{
    QFETCH(QByteArray, content);
    write(path(), content);
    {
        DiskReserve reserve(path(), size);

        QVERIFY(!reserve.take());

        QVERIFY(!reserve.isHeld());
        QVERIFY(reserve.isBlocked());
        reserve.giveUp();
    }
    QVERIFY(QFileInfo::exists(path()));
    QCOMPARE(bytesOf(path()), content);
}

void DiskReserveTest::followsNoLink_data()
{
    QTest::addColumn<bool>("leadsSomewhere");

    QTest::newRow("to a file like ours") << true;
    QTest::newRow("to nothing") << false;
}

void DiskReserveTest::followsNoLink()
{
    QFETCH(bool, leadsSomewhere);
    const QString target = m_folder.filePath(leadsSomewhere ? u"like ours"_qs : u"none"_qs);
    if (leadsSomewhere)
        write(target, QByteArray(size, '\0'));
    QFile::remove(path());
    QVERIFY(QFile::link(target, path()));
    DiskReserve reserve(path(), size);

    QVERIFY(!reserve.take());
    reserve.giveUp();

    QVERIFY(reserve.isBlocked());
    QVERIFY(QFileInfo(path()).isSymLink());
    QCOMPARE(QFileInfo::exists(target), leadsSomewhere);
}

void DiskReserveTest::leavesDirectoriesAndPipes()
{
    QVERIFY(QDir().mkdir(path()));
    DiskReserve onDirectory(path(), size);
    QVERIFY(!onDirectory.take());
    QVERIFY(onDirectory.isBlocked() && QFileInfo(path()).isDir());

    const QString pipe = m_folder.filePath(u"pipe"_qs);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    DiskReserve onPipe(pipe, size);
    QVERIFY(!onPipe.take());
    QVERIFY(onPipe.isBlocked() && QFileInfo::exists(pipe));
}

void DiskReserveTest::isHadOnceTheStrangerIsGone()
{
    write(path(), "theirs");
    DiskReserve reserve(path(), size);
    QVERIFY(!reserve.take());

    QVERIFY(QFile::remove(path()));

    QVERIFY(reserve.take());
    QVERIFY(!reserve.isBlocked());
}

void DiskReserveTest::givesUpOnlyWhatItMade()
{
    DiskReserve reserve(path(), size);
    QVERIFY(reserve.take());
    QVERIFY(QFile::rename(path(), path() + u"-away"_qs));
    write(path(), "theirs");

    reserve.giveUp();

    QCOMPARE(bytesOf(path()), QByteArray("theirs"));
    DiskReserve none(path(), 0);
    QVERIFY(none.take());
    none.giveUp();
    QCOMPARE(bytesOf(path()), QByteArray("theirs"));
}

void DiskReserveTest::anOutboxGoesWithoutAndSaysSo()
{
    const OutboxFolder folder;
    const QString reserve = folder.path() + u"-reserve"_qs;
    write(reserve, "theirs");
    {
        OutboxFile file({folder.path(), size});

        const auto warnings = Test::open(file).warnings;

        QCOMPARE(warnings.size(), 1u);
        QCOMPARE(warnings[0],
                 u"No space is kept in reserve for the outbox '%1': '%2' is not a file that "
                 "Breakwater made; move it away."_qs.arg(folder.path(), reserve));
        QVERIFY(Test::succeeded(file.apply({.stores = {Test::message(1, "a")}})));
    }
    QCOMPARE(bytesOf(reserve), QByteArray("theirs"));
    QCOMPARE(Test::keysOf(Test::contentsOf(folder).messages), std::vector<std::uint64_t>{1});
}

BREAKWATER_TEST(DiskReserveTest)
#include "tst_diskreserve.moc"
