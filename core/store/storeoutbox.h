// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/store/waitingmessages.h>

#include <unordered_map>
#include <unordered_set>

namespace Breakwater {

//! The outbox as sessions see it. Lives on the worker thread and never blocks: wishes gather while
//! a commit is under way, and go together into the next one.
//!
//! Messages of sessions that nobody opens any more end here when their TTL is over. Memory is
//! bounded by what is in the file: of a message that is not, nothing is noted.
class StoreOutbox final : public Outbox
{
public:
    //! What it has to say beyond its answers; null handlers are not called.
    struct Handlers
    {
        //! Commits begin to fail, with the reason; or, with none, succeed again.
        std::function<void(const std::optional<Error> &)> onTrouble = {};
        //! So many messages of so many sessions have ended: their sessions did not take them in
        //! time. From the event loop, at most once in sweepInterval.
        std::function<void(std::size_t messages, std::size_t sessions)> onExpired = {};
    };
    static constexpr Duration sweepInterval = std::chrono::minutes(1);

    //! `committer` and `time` outlive it. `waiting` is what the file holds, oldest first. What is
    //! past its TTL ends in the next turn of the event loop: who takes it before counts it.
    StoreOutbox(TimeSystem &time, OutboxCommitter &committer, std::vector<StoredMessage> waiting,
                Handlers handlers);
    //! Passes on what has not been passed on; nobody hears how that ends.
    ~StoreOutbox() override;

    //! What no session has taken so far, as far as its TTL is not over.
    WaitingMessages::Count waiting() const { return m_waiting.countLiving(m_time.wallNow()); }

    std::vector<OutboxRow> take(const SessionId &session) override;
    void giveBack(const SessionId &session, std::vector<OutboxRow> rows) override;
    OutboxKey newKey() override { return {++m_lastKey}; }
    void forget(OutboxClient &client) override;
    void store(const SessionId &session, OutboxRow row, OutboxClient &client) override;
    void markWritten(const std::vector<OutboxKey> &keys, OutboxClient &client) override;
    void noteRefusals(OutboxKey key, std::uint32_t refusals) override;
    void remove(OutboxKey key) override;

private:
    enum class Kind { Stored, Marked };
    //! Owed to a client for neighbouring wishes of one kind; null once it is forgotten.
    struct Answer
    {
        Kind kind = Kind::Stored;
        OutboxClient *client = nullptr;
        std::vector<OutboxKey> keys;
    };
    using Answers = std::vector<Answer>;

    void owe(Kind kind, OutboxClient &client, OutboxKey key);
    void commitSoon();
    void commitWaiting();
    OutboxBatch takeBatch();
    void onCommitted(const OutboxResult &result);
    void forgetUnstored();
    void takeBackEndings();
    void giveAnswers(const OutboxResult &result);
    void noteTrouble(const OutboxResult &result);
    void sweep();

    TimeSystem &m_time;
    OutboxCommitter &m_committer;
    const Handlers m_handlers;
    WaitingMessages m_waiting;
    std::uint64_t m_lastKey = 0;
    std::unordered_set<std::uint64_t> m_kept; //!< keys in the file, or on their way there
    OutboxBatch m_next;                       //!< without its refusals
    std::unordered_map<std::uint64_t, std::uint32_t> m_refusals;
    Answers m_owed;
    bool m_isCommitting = false;
    OutboxBatch m_committing; //!< its keys; the payloads have gone to the committer
    Answers m_owedByCommit;
    std::optional<Error> m_storesFail;
    std::optional<Error> m_marksFail;
    std::optional<Error> m_endingsFail;
    bool m_isInTrouble = false;
    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<Timer> m_sweepTimer; //!< runs while something waits
    std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true);
};

} // namespace Breakwater
