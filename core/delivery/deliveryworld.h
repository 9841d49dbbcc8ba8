// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/delivery/bytebudget.h>
#include <core/delivery/messagejournal.h>
#include <core/delivery/outbox.h>

namespace Breakwater {

//! What a ledger needs of the world; all of it outlives the ledger.
struct DeliveryWorld
{
    ByteBudget &budget;
    RandomSource &random;
    MessageJournal &journal;
    Outbox *outbox = nullptr;       //!< null: messages live in memory only
    OutboxClient *client = nullptr; //!< hears the outbox's answers; set where there is one
};

} // namespace Breakwater
