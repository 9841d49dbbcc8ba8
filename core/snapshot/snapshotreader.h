// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QJsonObject>

namespace Breakwater {

// The way back from JSON, strict: whatever is promised must be there and make sense, else the error
// names its path. Numbers are never guessed. What an older version did not write stays unknown.

//! The document `breakwater.snapshot/1`, as toJson() writes it. `at.monotonic` stays unset.
//! A document of another version is ErrorKind::Incompatible, with both versions in its sentence.
Expected<Snapshot> readSnapshot(const QJsonObject &document);
inline constexpr qsizetype mostReadSessions = 1000;
inline constexpr qsizetype mostReadText = 4096; //!< characters of one string

//! True for documents that say they are a snapshot, of whatever version.
bool isSnapshotDocument(const QJsonObject &document);

//! The engine's part alone, as health answers have it: `active`, cleanup, memory and uptime, too.
//! `path` begins the paths in errors.
Expected<Snapshot> readEngineMetrics(const QJsonObject &metrics, const QString &path,
                                     WallTime takenAt);
Expected<Event> readEvent(const QJsonObject &object);
Expected<TransitionRecord> readTransition(const QJsonObject &object);
//! With a time zone; milliseconds are optional.
Expected<WallTime> readTime(const QString &iso8601);

} // namespace Breakwater
