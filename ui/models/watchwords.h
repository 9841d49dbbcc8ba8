// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/watchedsource.h>

#include <QtCore/QString>

namespace Breakwater::Ui {

class SnapshotFeed;

// What is watched, how, and how fresh it is, in words; times go on counting between frames.

//! "watched by stream · live", "polled every 5 s", "reconnecting — attempt 1, next in 2 s", "stale
//! 12 s — attempt 4, next in 8 s", "its
//! schema is breakwater.snapshot/2; this program reads /1".
QString watchState(const SnapshotFeed &feed, const WatchedSource &source);
//! The same for narrow places: "live", "polled", "stale 12 s".
QString shortWatchState(const SnapshotFeed &feed, const WatchedSource &source);
//! "attempt 4, next in 8 s"; empty when nothing is tried.
QString watchAttempt(const SnapshotFeed &feed, const WatchedSource &source);
//! What percentiles mean where they cannot be merged, or that there are none; empty for a stream.
QString pollingNote(const WatchedSource &source);

} // namespace Breakwater::Ui
