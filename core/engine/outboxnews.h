// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/store/outboxbatch.h>
#include <core/store/storeoutbox.h>

#include <optional>

namespace Breakwater {

class Engine;

// What the event log hears of the outbox, in sentences.

//! What is not right with it.
void tellOfOutbox(Engine &engine, const Expected<OutboxContents> &contents);
//! `stored` was there for the sessions that the first commands opened; `waiting` is left of it.
void tellOfMessages(Engine &engine, const WaitingMessages::Count &stored,
                    const WaitingMessages::Count &waiting);
//! None: it is written again.
void tellOfTrouble(Engine &engine, const std::optional<Error> &trouble);
//! Ended without a session that could have counted them.
QString expiryOf(std::size_t messages, std::size_t sessions);

} // namespace Breakwater
