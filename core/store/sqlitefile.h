// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QVariant>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>

namespace Breakwater {

//! What SQLite said; `code` is one of its primary result codes.
struct SqliteFailure
{
    enum Code {
        Busy = 5,
        ReadOnly = 8,
        InputOutput = 10,
        Corrupt = 11,
        Full = 13,
        CannotOpen = 14,
        Constraint = 19,
        NotADatabase = 26
    };

    int code = 0;
    QString text;

    bool isOutOfSpace() const;
    bool isDamage() const { return code == Corrupt || code == NotADatabase; }
};

//! One open SQLite file, for one user at a time. Lives on the thread that makes it.
class SqliteFile final
{
public:
    enum class Access { ReadOnly, ReadWrite };

    explicit SqliteFile(const QString &path);
    ~SqliteFile();
    Q_DISABLE_COPY_MOVE(SqliteFile)

    //! False where Qt's plugin for SQLite is not installed.
    static bool isSupported();

    Expected<void, SqliteFailure> open(Access access);
    //! One statement; the first value of its first row, if it has any.
    Expected<QVariant, SqliteFailure> run(const QString &sql);
    //! All of `work` is committed, or nothing is. `work` returns Expected<void, SqliteFailure>.
    template <class Work> Expected<void, SqliteFailure> transaction(Work work)
    {
        if (const auto begun = run(QStringLiteral("BEGIN")); !begun)
            return Unexpected<SqliteFailure>(begun.error());
        const Expected<void, SqliteFailure> done = work();
        const auto committed
            = done ? run(QStringLiteral("COMMIT")) : Expected<QVariant, SqliteFailure>();
        if (done && committed)
            return {};
        run(QStringLiteral("ROLLBACK")); // fails where SQLite has rolled back by itself
        return Unexpected<SqliteFailure>(done ? committed.error() : done.error());
    }

    QSqlQuery prepared(const QString &sql);
    static Expected<void, SqliteFailure> execute(QSqlQuery &query);
    static SqliteFailure failureOf(const QSqlQuery &query);

private:
    const QString m_connection;
    QSqlDatabase m_database;
};

} // namespace Breakwater
