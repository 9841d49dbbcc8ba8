// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/store/outboxfixture.h>
#include <tests/support/smalldisk.h>

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;
using namespace Breakwater;
using Breakwater::Test::keysOf;
using Breakwater::Test::message;
using Breakwater::Test::SmallDisk;
using Breakwater::Test::succeeded;

namespace {

constexpr qint64 MiB = 1024 * 1024;

//! Stores until it fails; the keys that were stored.
std::vector<std::uint64_t> storeUntilFull(OutboxFile &file, std::uint64_t firstKey,
                                          qsizetype payloadBytes)
{
    std::vector<std::uint64_t> keys;
    for (std::uint64_t key = firstKey; key < firstKey + 100'000; ++key) {
        if (file.apply({.stores = {message(key, QByteArray(payloadBytes, 'x'))}}).stores)
            return keys;
        keys.push_back(key);
    }
    return keys;
}

} // namespace

class OutboxFullDiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysThatTheDiskIsFullAndLosesNothing();
    void onAFullDiskStoredMessagesCanBeMarkedAndRemoved_data();
    void onAFullDiskStoredMessagesCanBeMarkedAndRemoved();
    void oneBatchOnAFullDiskFailsOnlyInPart();
    void storesAgainOnceThereIsSpace();
    void opensOnAFullDisk();
    void cannotBeMadeOnAFullDisk();
    void saysThatTheDiskIsReadOnly();
};

void OutboxFullDiskTest::saysThatTheDiskIsFullAndLosesNothing()
{
    const SmallDisk disk(4 * MiB);
    const QString path = disk.filePath(u"outbox.sqlite"_qs);
    std::vector<std::uint64_t> stored;
    {
        OutboxFile file({path, MiB});
        Test::open(file);
        stored = storeUntilFull(file, 1, 1000);
        QVERIFY(stored.size() > 100);

        const auto result = file.apply({.stores = {message(900'000, "one more")}});

        QVERIFY(result.stores);
        QCOMPARE(result.stores->message,
                 u"Cannot store in the outbox '%1': no space is left on its disk."_qs.arg(path));
        QVERIFY(!result.marks && !result.endings);
    }
    OutboxFile again({path, MiB});
    QCOMPARE(keysOf(Test::open(again).messages), stored);
}

void OutboxFullDiskTest::onAFullDiskStoredMessagesCanBeMarkedAndRemoved_data()
{
    QTest::addColumn<qsizetype>("payloadBytes");

    QTest::newRow("small messages") << qsizetype(50);
    QTest::newRow("a row a page") << qsizetype(3000);
    QTest::newRow("large messages") << qsizetype(50'000);
}

void OutboxFullDiskTest::onAFullDiskStoredMessagesCanBeMarkedAndRemoved()
{
    // Without the reserve this is a dead end: to send what waits it has to be marked, which needs
    // space, which only sending would free.
    QFETCH(qsizetype, payloadBytes);
    const SmallDisk disk(12 * MiB);
    OutboxFile file({disk.filePath(u"outbox.sqlite"_qs), 4 * MiB});
    Test::open(file);
    auto waiting = storeUntilFull(file, 1, payloadBytes);
    disk.fill();

    while (!waiting.empty()) {
        OutboxBatch batch;
        for (std::size_t i = 0; i < std::min<std::size_t>(waiting.size(), 1024); ++i)
            batch.marks.push_back({waiting[i]});
        const auto marked = file.apply(batch);
        QVERIFY2(!marked.marks, marked.marks ? qPrintable(marked.marks->message) : "");
        const auto removed = file.apply({.removals = std::exchange(batch.marks, {})});
        QVERIFY2(!removed.endings, removed.endings ? qPrintable(removed.endings->message) : "");
        waiting.erase(waiting.begin(),
                      waiting.begin() + std::min<std::ptrdiff_t>(waiting.size(), 1024));
        disk.fill(); // nothing that becomes free stays so
    }

    QVERIFY(file.apply({.stores = {message(900'000, "still full")}}).stores);
}

void OutboxFullDiskTest::oneBatchOnAFullDiskFailsOnlyInPart()
{
    const SmallDisk disk(4 * MiB);
    const QString path = disk.filePath(u"outbox.sqlite"_qs);
    std::vector<std::uint64_t> stored;
    {
        OutboxFile file({path, MiB});
        Test::open(file);
        stored = storeUntilFull(file, 1, 500);
        disk.fill();

        const auto result = file.apply({.stores = {message(900'000, "too much")},
                                        .marks = {{stored[1]}},
                                        .refusals = {{{stored[1]}, 1}},
                                        .removals = {{stored[0]}}});

        QVERIFY(result.stores);
        QVERIFY(!result.marks);
        QVERIFY(!result.endings);
        disk.clear();
    }
    stored.erase(stored.begin());
    OutboxFile again({path, MiB});
    const auto messages = Test::open(again).messages;
    QCOMPARE(keysOf(messages), stored);
    QVERIFY(messages[0].row.mayBeWritten);
    QCOMPARE(messages[0].row.refusals, 1u);
}

void OutboxFullDiskTest::storesAgainOnceThereIsSpace()
{
    const SmallDisk disk(4 * MiB);
    const QString reserve = disk.filePath(u"outbox.sqlite-reserve"_qs);
    OutboxFile file({disk.filePath(u"outbox.sqlite"_qs), MiB});
    Test::open(file);
    OutboxBatch batch;
    for (std::uint64_t key = 1; key <= 100; ++key)
        batch.stores.push_back(message(key, QByteArray(1000, 'x')));
    QVERIFY(succeeded(file.apply(batch)));
    disk.fill();
    QVERIFY(file.apply({.stores = {message(800'000, QByteArray(50'000, 'x'))}}).stores);
    QVERIFY(QFileInfo::exists(reserve));
    QVERIFY(succeeded(file.apply({.removals = {{1}, {50}, {100}}})));
    QVERIFY(!QFileInfo::exists(reserve));
    QVERIFY(file.apply({.stores = {message(800'000, "the reserve is not for newcomers")}}).stores);

    disk.clear();

    QVERIFY(succeeded(file.apply({.stores = {message(900'000, "again")}})));
    QVERIFY(QFileInfo::exists(reserve));
}

void OutboxFullDiskTest::opensOnAFullDisk()
{
    const SmallDisk disk(4 * MiB);
    const QString path = disk.filePath(u"outbox.sqlite"_qs);
    {
        OutboxFile file({path, MiB});
        Test::open(file);
        QVERIFY(succeeded(file.apply({.stores = {message(1, "a")}})));
    }
    QFile hole(disk.filePath(u"hole"_qs)); // SQLite needs a little: a journal of some pages
    QVERIFY(hole.open(QIODevice::WriteOnly) && hole.write(QByteArray(65536, 'h')) == 65536);
    hole.close();
    disk.fill();
    hole.remove();

    OutboxFile file({path, MiB});
    const auto contents = Test::open(file);

    QCOMPARE(keysOf(contents.messages), std::vector<std::uint64_t>{1});
    QCOMPARE(contents.warnings.size(), 1u);
    QVERIFY2(contents.warnings[0].contains(u"no space is left"_qs),
             qPrintable(contents.warnings[0]));
}

void OutboxFullDiskTest::cannotBeMadeOnAFullDisk()
{
    const SmallDisk disk(MiB);
    disk.fill();

    const auto opened = OutboxFile({disk.filePath(u"outbox.sqlite"_qs), MiB}).open();

    QVERIFY(!opened);
    QVERIFY2(opened.error().message.endsWith(u"no space is left on its disk."_qs),
             qPrintable(opened.error().message));
}

void OutboxFullDiskTest::saysThatTheDiskIsReadOnly()
{
    const SmallDisk disk(MiB);
    const QString path = disk.filePath(u"outbox.sqlite"_qs);
    {
        OutboxFile file({path, 0});
        Test::open(file);
    }
    disk.setReadOnly(true);

    for (const QString &name : {u"outbox.sqlite"_qs, u"new.sqlite"_qs}) {
        const auto opened = OutboxFile({disk.filePath(name), 0}).open();

        QVERIFY(!opened);
        QVERIFY2(opened.error().message.contains(u"cannot be written"_qs),
                 qPrintable(opened.error().message));
    }
}

BREAKWATER_SMALL_DISK_TEST(OutboxFullDiskTest)
#include "tst_outboxfulldisk.moc"
