// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/outbox.h>

#include <functional>

namespace Breakwater {

//! A message as it lies in the file: the row's `ttl` counts from `storedAt`.
struct StoredMessage
{
    SessionId session;
    OutboxRow row;
    WallTime storedAt{};
};

//! Wishes that are committed together, in this order.
struct OutboxBatch
{
    struct Refusals
    {
        OutboxKey key;
        std::uint32_t count = 0;
    };

    std::vector<StoredMessage> stores = {};
    std::vector<OutboxKey> marks = {}; //!< may be written from now on
    std::vector<Refusals> refusals = {};
    std::vector<OutboxKey> removals = {};

    bool isEmpty() const
    {
        return stores.empty() && marks.empty() && refusals.empty() && removals.empty();
    }
};

//! What became of a batch; no error is success. Refusals and removals share one fate.
struct OutboxResult
{
    std::optional<Error> stores;
    std::optional<Error> marks;
    std::optional<Error> endings;
};

//! What an outbox held when it was opened.
struct OutboxContents
{
    std::vector<StoredMessage> messages; //!< oldest first
    std::vector<QString> warnings;       //!< sentences about what is not as it should be
};

//! Commits batches somewhere, in the order of the calls.
class OutboxCommitter
{
public:
    virtual ~OutboxCommitter() = default;

    //! Never blocks; `done` runs later, on the caller's thread.
    virtual void commit(OutboxBatch batch, std::function<void(const OutboxResult &)> done) = 0;
};

} // namespace Breakwater
