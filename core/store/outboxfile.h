// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/store/diskreserve.h>
#include <core/store/fileidentity.h>
#include <core/store/outboxbatch.h>
#include <core/store/outboxplace.h>

#include <memory>
#include <unordered_map>

namespace Breakwater {

//! The file of the durable outbox: SQLite with a write-ahead log, every commit flushed to disk, for
//! one Breakwater at a time. Blocks; lives on the store's thread.
//!
//! A file that is damaged, newer or not ours is refused and left as it is. Space for ending
//! messages is kept in reserve: on a full disk nothing more is stored, but what is stored can still
//! be delivered and removed.
class OutboxFile final
{
public:
    struct Options
    {
        QString path;
        std::int64_t reserveBytes = 4 * 1024 * 1024;
    };

    explicit OutboxFile(const Options &options);
    ~OutboxFile();

    //! Once. What it holds; rows that make no sense stay in the file and are counted in a warning.
    Expected<OutboxContents> open();
    //! One transaction and one flush. When that fails, stores, marks and endings are tried apart.
    OutboxResult apply(const OutboxBatch &batch);

    //! How many transactions were committed.
    std::uint64_t commits() const { return m_commits; }

private:
    using Done = Expected<void, SqliteFailure>;
    enum Part { Stores = 1, Marks = 2, Endings = 4, Everything = 7 };
    struct Statements;

    Expected<OutboxContents, SqliteFailure> load();
    std::optional<Error> whyGone() const;
    //! The reserve is there, or cannot be had whatever the space.
    bool mayStore();
    std::optional<Error> failureOf(const Done &done) const;
    OutboxResult applyApart(const OutboxBatch &batch, const SqliteFailure &failure,
                            OutboxResult result);
    void mergeJournal();
    Done commit(const OutboxBatch &batch, int parts);
    Done commitInPieces(const OutboxBatch &batch, int parts);
    Done commitPatiently(const OutboxBatch &batch, int parts);
    Done write(const OutboxBatch &batch, int parts);
    //! Fails for a key that is in the file already.
    Done store(const StoredMessage &message);
    //! `query` wants the row's number last; nothing is done for keys without a row.
    Done change(QSqlQuery &query, OutboxKey key);
    void forgetStores(const OutboxBatch &batch, std::int64_t lastNumber);

    OutboxPlace m_place;
    DiskReserve m_reserve;
    std::unique_ptr<SqliteFile> m_file;
    std::unique_ptr<Statements> m_statements;
    std::optional<FileIdentity> m_identity;
    std::optional<FileIdentity> m_journalIdentity;
    std::unordered_map<std::uint64_t, std::int64_t> m_numbers; //!< key → row
    std::int64_t m_lastNumber = 0;
    std::uint64_t m_commits = 0;
};

} // namespace Breakwater
