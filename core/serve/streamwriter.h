// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>
#include <core/serve/streamcommand.h>

#include <core/snapshot/jsonwriter.h>

#include <QtCore/QByteArray>
#include <QtCore/QLatin1StringView>

namespace Breakwater {

// The frames that the metrics stream sends, as the bytes of one text message.

//! `{"type", "data", "timestamp"}`: the type comes first, whoever reads a log of frames sees it at
//! once. `data(json)` writes what is in it, one member at least.
template <class Write> QByteArray streamFrame(QLatin1StringView type, WallTime at, Write data)
{
    return jsonLine([&](JsonWriter &json) {
        json.put("type", type);
        json.object("data", [&] { data(json); });
        json.put("timestamp", at);
    });
}
QByteArray errorFrame(const StreamRefusal &refusal, WallTime at);
//! Says in a frame that so many events and transitions before it were left out.
QByteArray withSkippedEvents(const QByteArray &frame, std::uint64_t skipped);

} // namespace Breakwater
