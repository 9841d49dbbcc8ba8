// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>
#include <core/serve/streamcommand.h>

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QLatin1StringView>

namespace Breakwater {

// The frames that the metrics stream sends, as the bytes of one text message.

//! `{"type", "data", "timestamp"}`; `data` is not empty.
QByteArray streamFrame(QLatin1StringView type, const QJsonObject &data, WallTime at);
QByteArray errorFrame(const StreamRefusal &refusal, WallTime at);
//! Says in a frame that so many events and transitions before it were left out.
QByteArray withSkippedEvents(const QByteArray &frame, std::uint64_t skipped);

} // namespace Breakwater
