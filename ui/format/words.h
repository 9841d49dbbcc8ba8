// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/states.h>

#include <QtCore/QString>

#include <optional>

//! States to words, translated.
namespace Breakwater::Ui::Format {

//! "CLOSED", "OPEN", "HALF-OPEN"; none is "UNKNOWN". An override shows instead: "FORCED-OPEN".
QString breakerState(std::optional<BreakerState> state,
                     BreakerOverride override_ = BreakerOverride::None);
//! "Connected", "Waiting for the next attempt" …
QString connectionState(ConnectionState state);
//! "Received by the first hop" …
QString guarantee(Guarantee guarantee);
QString messageState(MessageState state);
//! "INFO", "WARN", "ERROR".
QString severity(Severity severity);

} // namespace Breakwater::Ui::Format
