// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/store/outboxplace.h>
#include <core/store/sqlitefile.h>

namespace Breakwater::OutboxSchema {

//! Whether the file is a sound outbox that this version understands (or empty). Only reads: were
//! it opened for writing, SQLite would merge the journal into it on closing.
Expected<void> verify(const OutboxPlace &place);

//! How every connection works: alone, with a write-ahead log, every commit flushed to disk. Makes
//! the table where the file is new.
Expected<void, SqliteFailure> setUp(SqliteFile &file);

} // namespace Breakwater::OutboxSchema
