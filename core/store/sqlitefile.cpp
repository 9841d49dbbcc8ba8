// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/sqlitefile.h>

#include <QtCore/QUuid>
#include <QtSql/QSqlError>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

// Long enough for a predecessor that is just leaving.
constexpr int busyMilliseconds = 1000;
constexpr int writeFailed = SqliteFailure::InputOutput | (3 << 8); // a quota or a limit of size

SqliteFailure failure(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return {code == writeFailed ? SqliteFailure::Full : code & 0xff, text};
}

} // namespace

bool SqliteFailure::isOutOfSpace() const
{
    return code == Full;
}

SqliteFile::SqliteFile(const QString &path)
    : m_connection(QUuid::createUuid().toString(QUuid::WithoutBraces)),
      m_database(QSqlDatabase::addDatabase(u"QSQLITE"_qs, m_connection))
{
    m_database.setDatabaseName(path);
}

SqliteFile::~SqliteFile()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

bool SqliteFile::isSupported()
{
    return QSqlDatabase::isDriverAvailable(u"QSQLITE"_qs);
}

Expected<void, SqliteFailure> SqliteFile::open(Access access)
{
    QString options = u"QSQLITE_BUSY_TIMEOUT=%1"_qs.arg(busyMilliseconds);
    if (access == Access::ReadOnly)
        options += u";QSQLITE_OPEN_READONLY"_qs;
    m_database.setConnectOptions(options);
    if (!m_database.open())
        return Unexpected<SqliteFailure>(failure(m_database.lastError()));
    return {};
}

Expected<QVariant, SqliteFailure> SqliteFile::run(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return Unexpected<SqliteFailure>(failure(query.lastError()));
    return query.next() ? query.value(0) : QVariant();
}

QSqlQuery SqliteFile::prepared(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(sql); // a mistake in it shows when it is executed
    return query;
}

Expected<void, SqliteFailure> SqliteFile::execute(QSqlQuery &query)
{
    if (!query.exec())
        return Unexpected<SqliteFailure>(failure(query.lastError()));
    return {};
}

SqliteFailure SqliteFile::failureOf(const QSqlQuery &query)
{
    return failure(query.lastError());
}

} // namespace Breakwater
