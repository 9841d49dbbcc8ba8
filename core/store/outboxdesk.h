// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/store/outboxfile.h>

namespace Breakwater {

//! Takes batches from the worker thread to an OutboxFile on the store's thread, and the results
//! back. Lives on the worker thread; of threads it knows only how to run something on them.
class OutboxDesk final : public OutboxCommitter
{
public:
    //! Runs tasks on one thread, one after the other, in the order of the calls. Never blocks.
    using Executor = std::function<void(std::function<void()>)>;
    using OpenedHandler = std::function<void(const Expected<OutboxContents> &)>;

    OutboxDesk(Executor onStore, Executor onWorker);
    //! The file is closed on the store's thread once everything is committed that was asked for.
    //! `done` handlers may still be called afterwards, on the worker.
    ~OutboxDesk() override;

    //! Once. A file that could not be opened fails every later commit with the same error.
    void open(const OutboxFile::Options &options, OpenedHandler opened);
    void commit(OutboxBatch batch, std::function<void(const OutboxResult &)> done) override;

private:
    struct Slot;

    const Executor m_onStore;
    const Executor m_onWorker;
    std::shared_ptr<Slot> m_slot;
};

} // namespace Breakwater
