// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/states.h>

#include <QtCore/QStringList>

#include <optional>
#include <vector>

namespace Breakwater::Test {

//! What the engine said about one message that was handed to it.
struct ClaimedMessage
{
    std::optional<MessageId> id;       //!< none: never accepted
    std::optional<MessageState> ended; //!< none: it still lives
    std::uint32_t writings = 0;
};

//! What the engine claims, held against what an independent server wrote down.
//!
//! *Lost* is what the engine called delivered (confirmed; *sent* where nothing is confirmed) and
//! the server never stored. A duplicate is *declared* when the engine said that it had been in
//! doubt.
struct DeliveryAudit
{
    std::int64_t accepted = 0;
    std::int64_t confirmed = 0; //!< or sent
    std::int64_t inDoubt = 0;   //!< at any time: written more than once, or ended in doubt
    std::int64_t lost = 0;
    std::int64_t duplicates = 0; //!< storings beyond the first
    std::int64_t undeclaredDuplicates = 0;
    std::int64_t undelivered = 0; //!< accepted, not abandoned, and never stored
    std::int64_t abandoned = 0;   //!< or expired in doubt
    std::int64_t otherEnds = 0;   //!< expired, dropped, failed
    std::int64_t unended = 0;
    std::int64_t outOfOrder = 0; //!< stored for the first time after one that was accepted later
    std::int64_t strangers = 0;  //!< stored, but never accepted
    std::int64_t firstLost = -1; //!< its number, to look for; -1: none

    //! `messages` and the numbers in `stored` count from 0, as the sender did.
    static DeliveryAudit of(const std::vector<ClaimedMessage> &messages,
                            const std::vector<std::int64_t> &stored);

    //! A sentence for each promise that was broken; `lost` and `undelivered` are left to the
    //! caller where loss is what is looked for.
    QStringList complaints(bool lossIsExpected) const;
};

} // namespace Breakwater::Test
