// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

#include <optional>
#include <set>

namespace Breakwater {

//! How much of a snapshot is written.
struct SnapshotJsonOptions
{
    bool withEvents = true;   //!< false: `events` and `transitions` are empty
    bool withBuckets = false; //!< the period's latencies can be merged by whoever reads them
    std::optional<std::set<SessionId>> sessions; //!< only these; none: all
    bool withWatched = true;                     //!< false: no key `watched`
};

//! The document `breakwater.snapshot/1` (resources/snapshot.schema.json). Its keys are a
//! compatibility promise. readSnapshot() is the way back.
QJsonObject toJson(const Snapshot &snapshot, const SnapshotJsonOptions &options = {});
//! One event as in the document, for copying rows out of the event log.
QJsonObject toJson(const Event &event);
QJsonObject toJson(const TransitionRecord &transition);

//! The document as a file holds it: indented UTF-8 that ends in a line feed.
QByteArray toBytes(const Snapshot &snapshot);

//! Writes the document atomically: the file is there whole or not at all, an old one stays when
//! this fails. Symbolic links are not followed.
Expected<void> exportJson(const Snapshot &snapshot, const QString &path);

//! A file name to propose: `name` reduced to letters, digits and ". _ -", at most 64 characters
//! with the suffix (itself such text), never hidden, never empty.
QString exportFileName(const QString &name, const QString &suffix);

//! ISO 8601 in UTC with milliseconds, as in every file: 2026-11-21T15:40:25.123Z.
QString toIso8601(WallTime time);

} // namespace Breakwater
