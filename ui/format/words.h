// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/states.h>

#include <QtCore/QString>

#include <optional>

//! States to words, translated.
namespace Breakwater::Ui::Format {

//! "CLOSED", "OPEN", "HALF-OPEN", or "RECOVERING" for a half-open breaker whose probes are through;
//! none is "UNKNOWN". An override shows instead: "FORCED-OPEN".
QString breakerState(std::optional<BreakerState> state,
                     BreakerOverride override_ = BreakerOverride::None, bool isRecovering = false);
//! "Connected", "Waiting for the next attempt" …
QString connectionState(ConnectionState state);
//! What "confirmed" is worth: "received by the first WebSocket hop" …
QString guarantee(Guarantee guarantee);
QString messageState(MessageState state);
//! What a state means: "waits to be written".
QString messageMeaning(MessageState state);
//! "INFO", "WARN", "ERROR".
QString severity(Severity severity);

} // namespace Breakwater::Ui::Format
