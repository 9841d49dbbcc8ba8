// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtCore/QJsonObject>

namespace Breakwater {

//! How much of a metric set is written.
enum class MetricsDetail {
    Promised, //!< what fits a health answer: the keys of the promise and their kin
    Full,     //!< all that the window shows
    Buckets,  //!< also the buckets of the period's latencies, where the snapshot has them
};

//! The metric set of the whole engine, under the keys of the compatibility promise.
QJsonObject engineMetricsJson(const Snapshot &snapshot,
                              MetricsDetail detail = MetricsDetail::Promised);
//! The same keys for one session; what only the engine knows is null there.
QJsonObject sessionMetricsJson(const SessionSnapshot &session, WallTime takenAt,
                               MetricsDetail detail = MetricsDetail::Promised);

} // namespace Breakwater
