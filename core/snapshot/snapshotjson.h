// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QJsonObject>

namespace Breakwater {

//! The document `breakwater.snapshot/1` (resources/snapshot.schema.json). Its keys are a
//! compatibility promise.
QJsonObject toJson(const Snapshot &snapshot);
//! One event as in the document, for copying rows out of the event log.
QJsonObject toJson(const Event &event);

//! Writes the document atomically: the file is there whole or not at all, an old one stays when
//! this fails. Symbolic links are not followed.
Expected<void> exportJson(const Snapshot &snapshot, const QString &path);

//! ISO 8601 in UTC with milliseconds, as in every file: 2026-11-21T15:40:25.123Z.
QString toIso8601(WallTime time);

} // namespace Breakwater
