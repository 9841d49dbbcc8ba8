// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtCore/QJsonObject>

namespace Breakwater {

//! The metric set of the whole engine, under the keys of the compatibility promise.
QJsonObject engineMetricsJson(const Snapshot &snapshot);
//! The same keys for one session; what only the engine knows is null there.
QJsonObject sessionMetricsJson(const SessionSnapshot &session, WallTime takenAt);

} // namespace Breakwater
