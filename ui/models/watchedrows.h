// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <vector>

namespace Breakwater::Ui {

// What is watched, as rows like those of our own links: one for a source as a whole (its numbers
// are the remote's sum, its connection is our link to it), one for each of its links.

//! The id a remote link has here: "watch:NAME/ID". Empty `link`: the source itself.
SessionId watchedId(const SessionId &source, const SessionId &link);
//! Whether the id is of something watched, be it there or not.
bool isWatchedId(const SessionId &id);
//! Whether `id` is `owner`, or a link of the watched source `owner`.
bool belongsTo(const SessionId &id, const SessionId &owner);
//! "NAME › link"; the source's name alone for an empty one.
QString watchedName(const QString &source, const QString &link);

//! In order of the sources' ids, each followed by its links in order of theirs.
std::vector<SessionSnapshot> watchedRows(const Snapshot &frame);

//! The source that the id belongs to; null when there is none.
const WatchedSource *watchedSource(const Snapshot &frame, const SessionId &id);

//! The remote has links, and none of them is up: a closed breaker is nothing to be green about.
//! One that tells of no links, but how many connections are up: when that is none. And as soon as
//! our own link to it is down: what is there now is not known, before it is stale.
bool hasNothingUp(const WatchedSource &source);

} // namespace Breakwater::Ui
