// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/jsonreader.h>
#include <core/snapshot/snapshot.h>

namespace Breakwater {

//! The metric set of all sessions, into the snapshot it belongs to; `at.wall` must be set.
void readEngine(const JsonReader &in, Snapshot &snapshot);
//! One session, with all it has beside its metric set.
SessionSnapshot readSession(const JsonReader &in, WallTime takenAt);
LatencySummary readSummary(const JsonReader &in);

} // namespace Breakwater
