// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/messagejournal.h>
#include <core/session/sessionmanager.h>
#include <core/snapshot/messagerecord.h>

namespace Breakwater {

//! The messages that live, and those that ended after the one numbered `endedAfter`.
MessagePage messagePage(const SessionManager &sessions, const MessageJournal &journal,
                        std::uint64_t endedAfter, TimeSample at);

} // namespace Breakwater
