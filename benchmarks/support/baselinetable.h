// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <benchmarks/support/databaseaddress.h>

#include <core/base/expected.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>

namespace Breakwater::Bench {

//! The table `performance_baselines` of a PostgreSQL database: a row for each value that a run of
//! benchmarks/run measured, and one for the run itself, whose `report` is the whole document.
//!
//! Every error is one sentence for people; none contains the password.
class BaselineTable final
{
public:
    explicit BaselineTable(const DatabaseAddress &address);
    ~BaselineTable();
    BaselineTable(const BaselineTable &) = delete;
    BaselineTable &operator=(const BaselineTable &) = delete;

    template <class Value> using Result = Expected<Value, QString>;

    Result<void> open();
    //! All of it or nothing. Makes the table where there is none. `run` has what benchmarks/tools/
    //! database.py puts together: run, name, machine, commit, taken_at, quick, rows, report.
    Result<void> put(const QJsonObject &run);
    //! The newest first; what put() was given, without rows and report.
    Result<QJsonArray> list();
    //! The report of the newest run that is named so (or has that id), or, without a name, of that
    //! machine; never that of `except`. Null when there is none.
    Result<QJsonObject> find(const QString &name, const QString &machine, const QString &except);

private:
    enum class Presence { Missing, Ours };

    Result<Presence> presence();
    Result<void> create();
    Result<void> putAll(const QJsonObject &run, QSqlQuery &insertion);
    Result<QSqlQuery> ask(const QString &statement, const QVariantList &values = {});
    QString sentence(const QSqlError &error) const;

    const DatabaseAddress m_address;
    QSqlDatabase m_database;
};

} // namespace Breakwater::Bench
