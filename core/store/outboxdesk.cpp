// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/outboxdesk.h>

namespace Breakwater {

//! The store thread's own.
struct OutboxDesk::Slot
{
    std::unique_ptr<OutboxFile> file; //!< null unless open
    Error failure{ErrorKind::Internal, QStringLiteral("The outbox is not open.")};

    Expected<OutboxContents> open(const OutboxFile::Options &options)
    {
        auto candidate = std::make_unique<OutboxFile>(options);
        auto contents = candidate->open();
        if (contents)
            file = std::move(candidate);
        else
            failure = contents.error();
        return contents;
    }
    OutboxResult apply(const OutboxBatch &batch) const
    {
        return file ? file->apply(batch) : OutboxResult{failure, failure, failure};
    }
};

OutboxDesk::OutboxDesk(Executor onStore, Executor onWorker)
    : m_onStore(std::move(onStore)), m_onWorker(std::move(onWorker)),
      m_slot(std::make_shared<Slot>())
{ }

OutboxDesk::~OutboxDesk()
{
    m_onStore([slot = std::move(m_slot)] { slot->file.reset(); });
}

void OutboxDesk::open(const OutboxFile::Options &options, OpenedHandler opened)
{
    m_onStore([slot = m_slot, onWorker = m_onWorker, options, opened = std::move(opened)] {
        const auto contents = std::make_shared<const Expected<OutboxContents>>(slot->open(options));
        onWorker([contents, opened] { opened(*contents); });
    });
}

void OutboxDesk::commit(OutboxBatch batch, std::function<void(const OutboxResult &)> done)
{
    m_onStore([slot = m_slot, onWorker = m_onWorker,
               batch = std::make_shared<const OutboxBatch>(std::move(batch)),
               done = std::move(done)] {
        const OutboxResult result = slot->apply(*batch);
        onWorker([result, done] { done(result); });
    });
}

} // namespace Breakwater
