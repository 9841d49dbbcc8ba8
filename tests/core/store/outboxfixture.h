// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/store/outboxfile.h>
#include <core/store/sqlitefile.h>

#include <tests/support/testmain.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

namespace Breakwater::Test {

inline const WallTime storeDay(std::chrono::milliseconds(1'800'000'000'000));

inline StoredMessage message(std::uint64_t key, const QByteArray &payload,
                             const QString &session = QStringLiteral("orders"))
{
    return {.session = {session},
            .row = {.key = {key}, .payload = payload, .ttl = std::chrono::seconds(300)},
            .storedAt = storeDay};
}

inline std::vector<std::uint64_t> keysOf(const std::vector<StoredMessage> &messages)
{
    std::vector<std::uint64_t> keys;
    for (const StoredMessage &stored : messages)
        keys.push_back(stored.row.key.value);
    return keys;
}

//! An outbox file in a folder of its own, which may be looked at as a crash would leave it.
class OutboxFolder final
{
public:
    QString path() const { return m_folder.filePath(QStringLiteral("outbox.sqlite")); }
    QString journal() const { return path() + QStringLiteral("-wal"); }

    //! Small reserve: most tests do not need any.
    OutboxFile::Options options() const { return {path(), 0}; }

    //! What `kill -9` would leave now: the file and its journal, copied.
    void copyTo(const OutboxFolder &other) const
    {
        for (const auto &[from, to] :
             {std::pair(path(), other.path()), std::pair(journal(), other.journal())}) {
            QFile::remove(to);
            QFile::copy(from, to);
        }
    }

    QByteArray fileBytes() const { return bytesOf(path()); }
    QByteArray journalBytes() const { return bytesOf(journal()); }
    void writeFile(const QByteArray &bytes) const { write(path(), bytes); }
    void writeJournal(const QByteArray &bytes) const { write(journal(), bytes); }

    //! Anything that SQLite can do to it, for damage.
    void edit(const QString &sql) const
    {
        SqliteFile file(path());
        QVERIFY(file.open(SqliteFile::Access::ReadWrite));
        const auto done = file.run(sql);
        QVERIFY2(done, done ? "" : qPrintable(done.error().text));
    }

private:
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    QTemporaryDir m_folder;
};

//! Opened, or the test fails.
inline OutboxContents open(OutboxFile &file)
{
    auto contents = file.open();
    if (!contents)
        QTest::qFail(qPrintable(contents.error().message), __FILE__, __LINE__);
    return contents ? *contents : OutboxContents();
}

//! What a fresh look at the file finds.
inline OutboxContents contentsOf(const OutboxFolder &folder)
{
    OutboxFile file(folder.options());
    return open(file);
}

inline bool succeeded(const OutboxResult &result)
{
    return !result.stores && !result.marks && !result.endings;
}

} // namespace Breakwater::Test
