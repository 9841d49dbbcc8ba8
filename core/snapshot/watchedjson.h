// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/watchedsource.h>

namespace Breakwater {

class JsonWriter;
struct SnapshotJsonOptions;

//! One entry of `watched`. Its own snapshot tells of no further watched sources.
void writeWatched(JsonWriter &json, const WatchedSource &source,
                  const SnapshotJsonOptions &options);

} // namespace Breakwater
