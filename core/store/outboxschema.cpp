// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/outboxschema.h>

#include <core/store/outboxcoding.h>

#include <QtCore/QFile>

namespace Breakwater::OutboxSchema {

using namespace Qt::StringLiterals;

namespace {

constexpr int version = 1;
constexpr int application = 0x42726b77; // "Brkw", for file(1) and for us

struct Marks
{
    int application = 0;
    int version = 0;
    int tables = 0;

    bool isNew() const { return application == 0 && version == 0 && tables == 0; }
};

Expected<Marks, SqliteFailure> marksOf(SqliteFile &file)
{
    Marks marks;
    const std::initializer_list<std::pair<QString, int *>> questions{
        {u"PRAGMA application_id"_qs, &marks.application},
        {u"PRAGMA user_version"_qs, &marks.version},
        {u"SELECT count(*) FROM sqlite_master"_qs, &marks.tables},
    };
    for (const auto &[sql, answer] : questions) {
        const auto value = file.run(sql);
        if (!value)
            return Unexpected<SqliteFailure>(value.error());
        *answer = value->toInt();
    }
    return marks;
}

Expected<void> checkMarks(const OutboxPlace &place, const Marks &marks)
{
    if (marks.isNew() || (marks.application == application && marks.version == version))
        return {};
    if (marks.application != application) {
        return Unexpected<Error>(
            place.cannotOpen(u"it is a database of another program; name another file"_qs));
    }
    return Unexpected<Error>(place.cannotOpen(
        u"its format is %1 and this Breakwater knows only %2; use the version that wrote it, or move it away"_qs
            .arg(marks.version)
            .arg(version)));
}

Expected<void, SqliteFailure> checkContent(SqliteFile &file)
{
    const auto damage = [](const QString &what) {
        return Unexpected<SqliteFailure>(SqliteFailure{SqliteFailure::Corrupt, what});
    };
    const auto verdict = file.run(u"PRAGMA quick_check(1)"_qs);
    if (!verdict)
        return Unexpected<SqliteFailure>(verdict.error());
    if (verdict->toString() != u"ok"_qs)
        return damage(verdict->toString().simplified());
    const auto rows = file.run(OutboxCoding::selectAll() + u" LIMIT 1"_qs);
    if (!rows)
        return damage(rows.error().text);
    return {};
}

Expected<void> verifyWithSqlite(const OutboxPlace &place)
{
    const auto failed = [&](const SqliteFailure &failure) {
        return Unexpected<Error>(place.openingFailed(failure));
    };
    SqliteFile file(place.path());
    if (const auto opened = file.open(SqliteFile::Access::ReadOnly); !opened)
        return failed(opened.error());
    const auto marks = marksOf(file);
    if (!marks)
        return failed(marks.error());
    if (const auto known = checkMarks(place, *marks); !known || marks->isNew())
        return known;
    if (const auto sound = checkContent(file); !sound)
        return failed(sound.error());
    return {};
}

//! One damaged byte can make SQLite treat the file as of a later kind that it may only read.
bool isOfAKnownKind(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray header = file.read(20);
    return header.size() == 20 && uchar(header[18]) <= 2 && uchar(header[19]) <= 2;
}

} // namespace

Expected<void> verify(const OutboxPlace &place)
{
    if (place.isEmpty())
        return {};
    const auto known = verifyWithSqlite(place);
    // Not before: while this process has the file open elsewhere, closing it would end its locks.
    if (known && !isOfAKnownKind(place.path())) {
        return Unexpected<Error>(
            place.openingFailed({SqliteFailure::Corrupt, u"its header makes no sense"_qs}));
    }
    return known;
}

Expected<void, SqliteFailure> setUp(SqliteFile &file)
{
    // The lock first: it spares the shared memory, and keeps a second Breakwater out.
    for (const QString &pragma :
         {u"locking_mode=EXCLUSIVE"_qs, u"journal_mode=WAL"_qs, u"synchronous=FULL"_qs,
          u"wal_autocheckpoint=512"_qs, u"journal_size_limit=8388608"_qs}) {
        const auto set = file.run(u"PRAGMA "_qs + pragma);
        if (!set)
            return Unexpected<SqliteFailure>(set.error());
        if (pragma.startsWith(u"journal"_qs) && set->typeId() == QMetaType::QString
            && set->toString() != u"wal"_qs)
            return Unexpected<SqliteFailure>(
                SqliteFailure{SqliteFailure::CannotOpen, u"no write-ahead log"_qs});
    }
    const auto marks = marksOf(file);
    if (!marks)
        return Unexpected<SqliteFailure>(marks.error());
    return file.transaction([&]() -> Expected<void, SqliteFailure> {
        QStringList work;
        if (marks->isNew())
            work << OutboxCoding::createTable() << u"PRAGMA application_id=%1"_qs.arg(application);
        work << u"PRAGMA user_version=%1"_qs.arg(
            version); // writes: the journal is there from now on
        for (const QString &sql : work) {
            if (const auto done = file.run(sql); !done)
                return Unexpected<SqliteFailure>(done.error());
        }
        return {};
    });
}

} // namespace Breakwater::OutboxSchema
