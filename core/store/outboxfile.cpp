// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/outboxfile.h>

#include <core/base/logging.h>
#include <core/store/outboxcoding.h>
#include <core/store/outboxschema.h>

#include <QtCore/QFile>
#include <QtSql/QSqlError>

#include <algorithm>
#include <type_traits>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

// Few enough pages for the space that a full disk leaves.
constexpr std::size_t piece = 64;
// A damaged row may bear any number; ours never get there.
constexpr std::int64_t highestNumber = std::int64_t(1) << 62;

QVariantList fieldsOf(const QSqlQuery &query)
{
    QVariantList fields;
    for (int i = 0; i < OutboxCoding::fieldCount; ++i)
        fields.push_back(query.value(i));
    return fields;
}

} // namespace

struct OutboxFile::Statements
{
    explicit Statements(SqliteFile &file)
        : store(file.prepared(OutboxCoding::insertOne())),
          mark(file.prepared(u"UPDATE message SET state = '%1' WHERE number = ?"_qs.arg(
              OutboxCoding::stateName(true)))),
          refuse(file.prepared(u"UPDATE message SET refusals = ? WHERE number = ?"_qs)),
          remove(file.prepared(u"DELETE FROM message WHERE number = ?"_qs))
    { }

    QSqlQuery store;
    QSqlQuery mark;
    QSqlQuery refuse;
    QSqlQuery remove;
};

OutboxFile::OutboxFile(const Options &options)
    : m_place(options.path), m_reserve(m_place.reserve(), options.reserveBytes)
{ }

OutboxFile::~OutboxFile()
{
    m_reserve.giveUp(); // closing merges the journal into the file, which may need space
    m_statements.reset();
}

Expected<OutboxContents> OutboxFile::open()
{
    if (const auto ready = m_place.prepare(); !ready)
        return Unexpected<Error>(ready.error());
    if (const auto sound = OutboxSchema::verify(m_place); !sound)
        return Unexpected<Error>(sound.error());
    m_file = std::make_unique<SqliteFile>(m_place.path());
    auto contents = m_file->open(SqliteFile::Access::ReadWrite)
                        .and_then([this] { return OutboxSchema::setUp(*m_file); })
                        .and_then([this] { return load(); });
    if (!contents) {
        m_file.reset();
        return Unexpected<Error>(m_place.openingFailed(contents.error()));
    }
    m_statements = std::make_unique<Statements>(*m_file);
    QFile::remove(m_place.sharedMemory()); // verify() had to make it; alone we need none
    m_identity = FileIdentity::of(m_place.path());
    m_journalIdentity = FileIdentity::of(m_place.journal());
    contents->warnings.insert(contents->warnings.begin(), m_place.warnings().begin(),
                              m_place.warnings().end());
    if (!m_reserve.take()) {
        contents->warnings.push_back(
            m_reserve.isBlocked() ? m_place.reserveBlocked()
                                  : m_place.storingFailed({SqliteFailure::Full, {}}).message);
    }
    return *std::move(contents);
}

Expected<OutboxContents, SqliteFailure> OutboxFile::load()
{
    OutboxContents contents;
    int unreadable = 0;
    QSqlQuery query = m_file->prepared(OutboxCoding::selectAll());
    if (const auto done = SqliteFile::execute(query); !done)
        return Unexpected<SqliteFailure>(done.error());
    while (query.next()) {
        if (const qint64 number = query.value(0).toLongLong(); number < highestNumber)
            m_lastNumber = std::max<std::int64_t>(m_lastNumber, number);
        auto row = OutboxCoding::decode(fieldsOf(query));
        if (row && m_numbers.emplace(row->message.row.key.value, row->number).second)
            contents.messages.push_back(std::move(row->message));
        else
            ++unreadable;
    }
    if (query.lastError().isValid())
        return Unexpected<SqliteFailure>(SqliteFile::failureOf(query));
    if (unreadable > 0) {
        contents.warnings.push_back(
            u"%1 of the messages in the outbox '%2' are damaged and cannot be sent; they stay in the file."_qs
                .arg(unreadable)
                .arg(m_place.path()));
    }
    return contents;
}

OutboxResult OutboxFile::apply(const OutboxBatch &batch)
{
    if (const auto gone = whyGone())
        return {gone, gone, gone};
    OutboxResult result;
    const bool hasSpace = batch.stores.empty() || mayStore();
    if (!hasSpace)
        result.stores = m_place.storingFailed({SqliteFailure::Full, {}});
    const Done done = commit(batch, hasSpace ? Everything : Marks | Endings);
    return done ? result : applyApart(batch, done.error(), result);
}

bool OutboxFile::mayStore()
{
    const bool wasBlocked = m_reserve.isBlocked();
    const bool isHeld = m_reserve.take();
    if (m_reserve.isBlocked() && !wasBlocked)
        qCWarning(bwEngine).noquote() << m_place.reserveBlocked();
    return isHeld || m_reserve.isBlocked();
}

OutboxResult OutboxFile::applyApart(const OutboxBatch &batch, const SqliteFailure &failure,
                                    OutboxResult result)
{
    if (failure.isOutOfSpace() && !batch.stores.empty()) // none is left for newcomers
        result.stores = m_place.storingFailed(failure);
    if (!result.stores)
        result.stores = failureOf(commit(batch, Stores));
    result.endings = failureOf(commitInPieces(batch, Endings));
    result.marks = failureOf(commitInPieces(batch, Marks));
    return result;
}

//! A commit needs new space only for what the journal cannot hold: small ones come through where
//! a large one does not.
OutboxFile::Done OutboxFile::commitInPieces(const OutboxBatch &batch, int parts)
{
    const auto pieceOf = [](const auto &all, std::size_t at) {
        const std::size_t from = std::min(at, all.size());
        return std::decay_t<decltype(all)>(all.begin() + from,
                                           all.begin() + std::min(from + piece, all.size()));
    };
    const std::size_t most
        = std::max({batch.marks.size(), batch.refusals.size(), batch.removals.size()});
    for (std::size_t at = 0; at < most; at += piece) {
        const Done done = commitPatiently({.marks = pieceOf(batch.marks, at),
                                           .refusals = pieceOf(batch.refusals, at),
                                           .removals = pieceOf(batch.removals, at)},
                                          parts);
        if (!done)
            return done;
    }
    return {};
}

OutboxFile::Done OutboxFile::commitPatiently(const OutboxBatch &batch, int parts)
{
    Done done = commit(batch, parts);
    if (!done && done.error().isOutOfSpace()) {
        mergeJournal();
        done = commit(batch, parts);
    }
    if (!done && done.error().isOutOfSpace() && m_reserve.isHeld()) {
        m_reserve.giveUp();
        mergeJournal();
        done = commit(batch, parts);
    }
    return done;
}

//! Into the file; then it is written from its beginning again, in the space that it has.
void OutboxFile::mergeJournal()
{
    m_file->run(u"PRAGMA wal_checkpoint(PASSIVE)"_qs); // on failure nothing is worse than before
}

OutboxFile::Done OutboxFile::commit(const OutboxBatch &batch, int parts)
{
    const bool isNothing = (!(parts & Stores) || batch.stores.empty())
        && (!(parts & Marks) || batch.marks.empty())
        && (!(parts & Endings) || (batch.refusals.empty() && batch.removals.empty()));
    if (isNothing)
        return {};
    const std::int64_t lastNumber = m_lastNumber;
    const Done done = m_file->transaction([&] { return write(batch, parts); });
    if (!done && (parts & Stores))
        forgetStores(batch, lastNumber);
    if (done && (parts & Endings)) {
        for (const OutboxKey key : batch.removals)
            m_numbers.erase(key.value);
    }
    m_commits += done ? 1 : 0;
    return done;
}

OutboxFile::Done OutboxFile::write(const OutboxBatch &batch, int parts)
{
    Done done;
    if (parts & Stores) {
        for (auto it = batch.stores.begin(); done && it != batch.stores.end(); ++it)
            done = store(*it);
    }
    if (parts & Marks) {
        for (auto it = batch.marks.begin(); done && it != batch.marks.end(); ++it)
            done = change(m_statements->mark, *it);
    }
    if (parts & Endings) {
        for (auto it = batch.refusals.begin(); done && it != batch.refusals.end(); ++it) {
            m_statements->refuse.bindValue(0, it->count);
            done = change(m_statements->refuse, it->key);
        }
        for (auto it = batch.removals.begin(); done && it != batch.removals.end(); ++it)
            done = change(m_statements->remove, *it);
    }
    return done;
}

OutboxFile::Done OutboxFile::store(const StoredMessage &message)
{
    const std::int64_t number = m_lastNumber + 1;
    if (!m_numbers.emplace(message.row.key.value, number).second) {
        return Unexpected<SqliteFailure>(
            {SqliteFailure::Constraint,
             u"the key %1 is in use, which is a mistake in Breakwater"_qs.arg(
                 message.row.key.value)});
    }
    m_lastNumber = number;
    const QVariantList fields = OutboxCoding::encode(message, number);
    for (int i = 0; i < fields.size(); ++i)
        m_statements->store.bindValue(i, fields[i]);
    return SqliteFile::execute(m_statements->store);
}

OutboxFile::Done OutboxFile::change(QSqlQuery &query, OutboxKey key)
{
    const auto row = m_numbers.find(key.value);
    if (row == m_numbers.end())
        return {};
    query.bindValue(&query == &m_statements->refuse ? 1 : 0, qint64(row->second));
    return SqliteFile::execute(query);
}

void OutboxFile::forgetStores(const OutboxBatch &batch, std::int64_t lastNumber)
{
    m_lastNumber = lastNumber;
    for (const StoredMessage &message : batch.stores) {
        const auto row = m_numbers.find(message.row.key.value);
        if (row != m_numbers.end() && row->second > lastNumber) // else the key was there before
            m_numbers.erase(row);
    }
}

//! SQLite would not notice: it goes on writing into files that no longer have a name.
std::optional<Error> OutboxFile::whyGone() const
{
    if (FileIdentity::of(m_place.path()) == m_identity
        && FileIdentity::of(m_place.journal()) == m_journalIdentity)
        return std::nullopt;
    return m_place.cannotStore(
        u"it or its journal was moved or deleted while in use; start Breakwater again"_qs);
}

std::optional<Error> OutboxFile::failureOf(const Done &done) const
{
    return done ? std::nullopt : std::optional(m_place.storingFailed(done.error()));
}

} // namespace Breakwater
