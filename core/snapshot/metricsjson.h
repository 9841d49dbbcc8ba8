// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

namespace Breakwater {

class JsonWriter;

// Here and beside, a function that writes a thing writes its members: the object is opened and
// closed by the caller, who may add others.

//! How much of a metric set is written.
enum class MetricsDetail {
    Promised, //!< what fits a health answer: the keys of the promise and their kin
    Full,     //!< all that the window shows
    Buckets,  //!< also the buckets of the period's latencies, where the snapshot has them
};

//! The metric set of the whole engine, under the keys of the compatibility promise. `sum` is
//! `frame.engine`, or what was made of it.
void writeEngineMetrics(JsonWriter &json, const Snapshot &frame, const SessionSnapshot &sum,
                        MetricsDetail detail = MetricsDetail::Promised);
//! The same keys for one session; what only the engine knows is null there.
void writeSessionMetrics(JsonWriter &json, const SessionSnapshot &session, WallTime takenAt,
                         MetricsDetail detail = MetricsDetail::Promised);

} // namespace Breakwater
