// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/watch/streamframe.h>

#include <QtCore/QByteArray>

namespace Breakwater {

//! One message of a metrics stream: `{"type", "data", "timestamp"}`, see docs/protocol.md. Hostile
//! bytes end in an error sentence: too long, too deep, not JSON, no object, no type, or core
//! statistics that break their promise.
Expected<StreamFrame> readStreamFrame(const QByteArray &utf8);
inline constexpr qsizetype mostFrameBytes = 1024 * 1024;

} // namespace Breakwater
