// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/format/words.h>

#include <QtCore/QCoreApplication>

namespace Breakwater::Ui::Format {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::Format)
};

} // namespace

QString breakerState(std::optional<BreakerState> state, BreakerOverride override_,
                     bool isRecovering)
{
    switch (override_) {
    case BreakerOverride::ForcedOpen: return Words::tr("FORCED-OPEN");
    case BreakerOverride::ForcedClosed: return Words::tr("FORCED-CLOSED");
    case BreakerOverride::None: break;
    }
    if (!state)
        return Words::tr("UNKNOWN");
    switch (*state) {
    case BreakerState::Closed: return Words::tr("CLOSED");
    case BreakerState::Open: return Words::tr("OPEN");
    case BreakerState::HalfOpen:
        return isRecovering ? Words::tr("RECOVERING") : Words::tr("HALF-OPEN");
    }
    return {};
}

QString connectionState(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Idle: return Words::tr("Not connected");
    case ConnectionState::Connecting: return Words::tr("Connecting");
    case ConnectionState::Connected: return Words::tr("Connected");
    case ConnectionState::BackingOff: return Words::tr("Reconnecting");
    case ConnectionState::BreakerOpen: return Words::tr("Waiting for the next probe");
    case ConnectionState::Refused: return Words::tr("Refused by the server");
    case ConnectionState::Closing: return Words::tr("Closing");
    case ConnectionState::Closed: return Words::tr("Closed");
    case ConnectionState::Away: return Words::tr("Away");
    }
    return {};
}

QString guarantee(Guarantee guarantee)
{
    switch (guarantee) {
    case Guarantee::Unknown: return Words::tr("not known yet");
    case Guarantee::None: return Words::tr("handed to the transport and no more");
    case Guarantee::Hop: return Words::tr("received by the first WebSocket hop");
    case Guarantee::App: return Words::tr("acknowledged by the server's program");
    }
    return {};
}

QString messageState(MessageState state)
{
    switch (state) {
    case MessageState::Queued: return Words::tr("Queued");
    case MessageState::Written: return Words::tr("Written");
    case MessageState::InDoubt: return Words::tr("In doubt");
    case MessageState::Sent: return Words::tr("Sent");
    case MessageState::Confirmed: return Words::tr("Confirmed");
    case MessageState::Expired: return Words::tr("Expired");
    case MessageState::ExpiredInDoubt: return Words::tr("Expired in doubt");
    case MessageState::Dropped: return Words::tr("Dropped");
    case MessageState::Failed: return Words::tr("Failed");
    case MessageState::Abandoned: return Words::tr("Abandoned");
    }
    return {};
}

QString messageMeaning(MessageState state)
{
    switch (state) {
    case MessageState::Queued: return Words::tr("waits to be written");
    case MessageState::Written: return Words::tr("written, not confirmed yet");
    case MessageState::InDoubt: return Words::tr("the link was lost before the answer");
    case MessageState::Sent: return Words::tr("handed over; nothing confirms on this link");
    case MessageState::Confirmed: return Words::tr("received on the other side");
    case MessageState::Expired: return Words::tr("too old before it was written");
    case MessageState::ExpiredInDoubt: return Words::tr("too old; may have arrived");
    case MessageState::Dropped: return Words::tr("given up before it was written");
    case MessageState::Failed: return Words::tr("given up with a reason");
    case MessageState::Abandoned: return Words::tr("given up under way; may have arrived");
    }
    return {};
}

QString severity(Severity severity)
{
    switch (severity) {
    case Severity::Info: return Words::tr("INFO");
    case Severity::Warning: return Words::tr("WARN");
    case Severity::Error: return Words::tr("ERROR");
    }
    return {};
}

} // namespace Breakwater::Ui::Format
