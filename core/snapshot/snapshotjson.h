// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

#include <optional>
#include <vector>

namespace Breakwater {

class JsonWriter;

//! Whose buckets of the period's latencies are written, for readers that merge them.
enum class BucketsOf { Nobody, Sum, Everybody };

//! How much of a snapshot is written.
struct SnapshotJsonOptions
{
    bool withEvents = true; //!< false: `events` and `transitions` are empty
    BucketsOf buckets = BucketsOf::Nobody;
    bool withWatched = true;           //!< false: no key `watched`
    std::optional<TierSet> tiers = {}; //!< none: those of the snapshot
    //! In this order; none: those of the snapshot.
    std::optional<std::vector<const SessionSnapshot *>> sessions = {};
};

//! The document `breakwater.snapshot/1` (resources/snapshot.schema.json). Its keys are a
//! compatibility promise. readSnapshot() is the way back.
void writeSnapshot(JsonWriter &json, const Snapshot &snapshot,
                   const SnapshotJsonOptions &options = {});
void writeEvent(JsonWriter &json, const Event &event);
void writeTransition(JsonWriter &json, const TransitionRecord &transition);

//! The document as UTF-8 in one line, without a line feed.
QByteArray toLine(const Snapshot &snapshot, const SnapshotJsonOptions &options = {});
//! The document as a file holds it: indented UTF-8 that ends in a line feed.
QByteArray toBytes(const Snapshot &snapshot);

//! The document as a tree, and one event or transition as in it: for those who add to it or look
//! into it. Made out of the text, so nothing for where speed matters.
QJsonObject toJson(const Snapshot &snapshot, const SnapshotJsonOptions &options = {});
QJsonObject toJson(const Event &event);
QJsonObject toJson(const TransitionRecord &transition);

//! Writes the document atomically: the file is there whole or not at all, an old one stays when
//! this fails. Symbolic links are not followed.
Expected<void> exportJson(const Snapshot &snapshot, const QString &path);

//! A file name to propose: `name` reduced to letters, digits and ". _ -", at most 64 characters
//! with the suffix (itself such text), never hidden, never empty.
QString exportFileName(const QString &name, const QString &suffix);

//! ISO 8601 in UTC with milliseconds, as in every file: 2026-11-21T15:40:25.123Z.
QString toIso8601(WallTime time);

} // namespace Breakwater
