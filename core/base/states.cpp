// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/states.h>

#include <QtCore/QtGlobal>

namespace Breakwater {

using namespace Qt::StringLiterals;

QLatin1StringView toString(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed: return "closed"_L1;
    case BreakerState::Open: return "open"_L1;
    case BreakerState::HalfOpen: return "half_open"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1StringView toString(BreakerOverride value)
{
    switch (value) {
    case BreakerOverride::None: return "none"_L1;
    case BreakerOverride::ForcedOpen: return "forced_open"_L1;
    case BreakerOverride::ForcedClosed: return "forced_closed"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1StringView toString(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Idle: return "idle"_L1;
    case ConnectionState::Connecting: return "connecting"_L1;
    case ConnectionState::Connected: return "connected"_L1;
    case ConnectionState::BackingOff: return "backing_off"_L1;
    case ConnectionState::BreakerOpen: return "breaker_open"_L1;
    case ConnectionState::Refused: return "refused"_L1;
    case ConnectionState::Closing: return "closing"_L1;
    case ConnectionState::Closed: return "closed"_L1;
    case ConnectionState::Away: return "away"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1StringView toString(Guarantee guarantee)
{
    switch (guarantee) {
    case Guarantee::Unknown: return "unknown"_L1;
    case Guarantee::None: return "none"_L1;
    case Guarantee::Hop: return "hop"_L1;
    case Guarantee::App: return "app"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1StringView toString(MessageState state)
{
    switch (state) {
    case MessageState::Queued: return "queued"_L1;
    case MessageState::Written: return "written"_L1;
    case MessageState::InDoubt: return "in_doubt"_L1;
    case MessageState::Sent: return "sent"_L1;
    case MessageState::Confirmed: return "confirmed"_L1;
    case MessageState::Expired: return "expired"_L1;
    case MessageState::ExpiredInDoubt: return "expired_in_doubt"_L1;
    case MessageState::Dropped: return "dropped"_L1;
    case MessageState::Failed: return "failed"_L1;
    case MessageState::Abandoned: return "abandoned"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1StringView toString(FaultClass fault)
{
    switch (fault) {
    case FaultClass::None: return "none"_L1;
    case FaultClass::Peer: return "peer"_L1;
    case FaultClass::Local: return "local"_L1;
    case FaultClass::Refusal: return "refusal"_L1;
    case FaultClass::Content: return "content"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1StringView toString(Severity severity)
{
    switch (severity) {
    case Severity::Info: return "info"_L1;
    case Severity::Warning: return "warning"_L1;
    case Severity::Error: return "error"_L1;
    }
    Q_UNREACHABLE();
}

int badness(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed: return 0;
    case BreakerState::HalfOpen: return 1;
    case BreakerState::Open: return 2;
    }
    Q_UNREACHABLE();
}

} // namespace Breakwater
