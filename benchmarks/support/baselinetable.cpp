// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/baselinetable.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QVariant>
#include <QtSql/QSqlError>

namespace Breakwater::Bench {

using namespace Qt::StringLiterals;

namespace {

using Failure = Unexpected<QString>;

const QString driver = u"QPSQL"_qs;
const QString connectionName = u"baselines"_qs;
const QString version = u"breakwater.performance_baselines/1"_qs;
constexpr auto mayNot = "42501"_L1; // PostgreSQL's codes
constexpr auto isThereAlready = "23505"_L1;

// So that two who come first do not both make the table.
const QString oneAtATime = u"SELECT pg_advisory_xact_lock(hashtext('performance_baselines'))"_qs;
const QString whatIsThere
    = u"SELECT to_regclass('performance_baselines') IS NOT NULL,"
      " coalesce(obj_description(to_regclass('performance_baselines'), 'pg_class'), '')"_qs;
const QStringList creation{
    u"CREATE TABLE performance_baselines ("
    " run uuid NOT NULL,"
    " run_name text,"
    " benchmark text NOT NULL,"
    " measurement text NOT NULL,"
    " target text,"
    " value double precision,"
    " unit text,"
    " spread double precision,"
    " machine text NOT NULL,"
    " commit text NOT NULL,"
    " taken_at timestamptz NOT NULL,"
    " quick boolean NOT NULL,"
    " stored_at timestamptz NOT NULL DEFAULT now(),"
    " report jsonb,"
    " PRIMARY KEY (run, benchmark, measurement))"_qs,
    u"CREATE UNIQUE INDEX performance_baselines_name ON performance_baselines (run_name)"
    " WHERE report IS NOT NULL"_qs,
    u"CREATE INDEX performance_baselines_target ON performance_baselines"
    " (target, machine, taken_at)"_qs,
    u"COMMENT ON TABLE performance_baselines IS '%1'"_qs.arg(version)};
const QString insert
    = u"INSERT INTO performance_baselines (run, run_name, benchmark, measurement, target, value,"
      " unit, spread, machine, commit, taken_at, quick, report) VALUES (CAST(? AS uuid), ?, ?, ?,"
      " ?, ?, ?, ?, ?, ?, CAST(? AS timestamptz), ?, CAST(? AS jsonb))"_qs;
const QString listing
    = u"SELECT run, coalesce(run_name, ''), machine, commit,"
      " to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), quick"
      " FROM performance_baselines WHERE report IS NOT NULL ORDER BY taken_at DESC, stored_at DESC"_qs;
const QString search = u"SELECT report FROM performance_baselines WHERE report IS NOT NULL AND "
                       u"CAST(run AS text) <> ?"
                       " AND %1 ORDER BY taken_at DESC, stored_at DESC LIMIT 1"_qs;

//! In the order of `insert`. What is missing is NULL, but for the measurement: that is a text.
void bindAll(QSqlQuery &insertion, const QJsonObject &run, const QJsonObject &row,
             const QVariant &report)
{
    int position = 0;
    const auto bind = [&](const QVariant &value) { insertion.bindValue(position++, value); };
    bind(run[u"run"_qs].toVariant());
    bind(run[u"name"_qs].toVariant());
    bind(row[u"benchmark"_qs].toVariant());
    bind(row[u"measurement"_qs].toString(u""_qs));
    for (const QString &key : {u"target"_qs, u"value"_qs, u"unit"_qs, u"spread"_qs})
        bind(row[key].toVariant());
    for (const QString &key : {u"machine"_qs, u"commit"_qs, u"taken_at"_qs, u"quick"_qs})
        bind(run[key].toVariant());
    bind(report);
}

} // namespace

BaselineTable::BaselineTable(const DatabaseAddress &address) : m_address(address) { }

BaselineTable::~BaselineTable()
{
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(connectionName);
}

auto BaselineTable::open() -> Result<void>
{
    if (!QSqlDatabase::isDriverAvailable(driver))
        return Failure{
            u"Qt's driver for PostgreSQL is missing: apt-get install libqt6sql6-psql"_qs};
    m_database = QSqlDatabase::addDatabase(driver, connectionName);
    m_database.setHostName(m_address.host);
    m_database.setPort(m_address.port.value_or(-1));
    m_database.setUserName(m_address.user);
    m_database.setPassword(m_address.password);
    m_database.setDatabaseName(m_address.database);
    const QStringList options
        = QStringList{u"connect_timeout='10'"_qs, u"application_name='breakwater'"_qs}
        + m_address.options;
    m_database.setConnectOptions(options.join(u' '));
    if (m_database.open())
        return {};
    return Failure{
        u"%1 cannot be used: %2"_qs.arg(m_address.shown(), sentence(m_database.lastError()))};
}

auto BaselineTable::put(const QJsonObject &run) -> Result<void>
{
    if (!m_database.transaction())
        return Failure{sentence(m_database.lastError())};
    QSqlQuery insertion(m_database);
    const auto done = putAll(run, insertion);
    // Before the statement is given up, which a broken transaction would refuse.
    if (!done)
        m_database.rollback();
    else if (!m_database.commit())
        return Failure{sentence(m_database.lastError())};
    return done;
}

auto BaselineTable::putAll(const QJsonObject &run, QSqlQuery &insertion) -> Result<void>
{
    if (const auto locked = ask(oneAtATime); !locked)
        return Failure{locked.error()};
    const auto there = presence();
    if (!there)
        return Failure{there.error()};
    if (*there == Presence::Missing) {
        if (const auto made = create(); !made)
            return made;
    }
    if (!insertion.prepare(insert))
        return Failure{sentence(insertion.lastError())};
    const QJsonObject itself{{u"benchmark"_qs, u"benchmarks/run"_qs}};
    const QJsonDocument report(run[u"report"_qs].toObject());
    bindAll(insertion, run, itself, QString::fromUtf8(report.toJson(QJsonDocument::Compact)));
    bool isGood = insertion.exec();
    for (const QJsonValue &row : run[u"rows"_qs].toArray()) {
        if (!isGood)
            break;
        bindAll(insertion, run, row.toObject(), {});
        isGood = insertion.exec();
    }
    return isGood ? Result<void>() : Failure{sentence(insertion.lastError())};
}

auto BaselineTable::create() -> Result<void>
{
    for (const QString &statement : creation) {
        if (const auto done = ask(statement); !done)
            return Failure{done.error()};
    }
    return {};
}

auto BaselineTable::presence() -> Result<Presence>
{
    auto answer = ask(whatIsThere);
    if (!answer || !answer->next())
        return Failure{answer ? sentence(answer->lastError()) : answer.error()};
    if (!answer->value(0).toBool())
        return Presence::Missing;
    const QString made = answer->value(1).toString();
    if (made == version)
        return Presence::Ours;
    return Failure{
        u"%1 has a table performance_baselines that is not of this kind (%2, not %3); "
        "nothing was changed in it."_qs.arg(
            m_address.shown(), made.isEmpty() ? u"without a version"_qs : made, version)};
}

auto BaselineTable::list() -> Result<QJsonArray>
{
    const auto there = presence();
    if (!there || *there == Presence::Missing)
        return there ? Result<QJsonArray>() : Failure{there.error()};
    auto answer = ask(listing);
    if (!answer)
        return Failure{answer.error()};
    const QStringList keys{u"run"_qs,    u"name"_qs,     u"machine"_qs,
                           u"commit"_qs, u"taken_at"_qs, u"quick"_qs};
    QJsonArray runs;
    while (answer->next()) {
        QJsonObject run;
        for (int i = 0; i < keys.size(); ++i)
            run[keys[i]] = QJsonValue::fromVariant(answer->value(i));
        runs.append(run);
    }
    return runs;
}

auto BaselineTable::find(const QString &name, const QString &machine, const QString &except)
    -> Result<QJsonObject>
{
    const auto there = presence();
    if (!there || *there == Presence::Missing)
        return there ? Result<QJsonObject>() : Failure{there.error()};
    auto answer = name.isEmpty()
        ? ask(search.arg(u"machine = ?"_qs), {except, machine})
        : ask(search.arg(u"(run_name = ? OR CAST(run AS text) = ?)"_qs), {except, name, name});
    if (!answer)
        return Failure{answer.error()};
    return answer->next() ? QJsonDocument::fromJson(answer->value(0).toByteArray()).object()
                          : QJsonObject();
}

auto BaselineTable::ask(const QString &statement, const QVariantList &values) -> Result<QSqlQuery>
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    const bool isReady = values.isEmpty() || query.prepare(statement);
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (isReady && (values.isEmpty() ? query.exec(statement) : query.exec()))
        return query;
    return Failure{sentence(query.lastError())};
}

//! What PostgreSQL says, in a line: without the piece of the statement that it shows.
QString BaselineTable::sentence(const QSqlError &error) const
{
    QString said = error.databaseText().section(u"\nLINE "_qs, 0, 0).section(u"\nDETAIL:"_qs, 0, 0);
    said = m_address.withoutPassword(said.simplified());
    if (error.nativeErrorCode() == isThereAlready)
        return said.contains("performance_baselines_name"_L1)
            ? u"Another run of that name is stored already."_qs
            : u"This run is stored already."_qs;
    if (error.nativeErrorCode() == mayNot)
        return u"%1: this user may not do that (%2)"_qs.arg(m_address.shown(), said);
    return said.isEmpty() ? u"The database gave no reason."_qs : said;
}

} // namespace Breakwater::Bench
