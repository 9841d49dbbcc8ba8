// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/outbox.h>

#include <functional>
#include <map>
#include <vector>

namespace Breakwater::Test {

//! An outbox whose disk is the test: nothing is durable before commit(), and restart() loses what
//! was not.
class MemoryOutbox final : public Outbox
{
public:
    struct Entry
    {
        SessionId session;
        OutboxRow row;
    };

    std::vector<OutboxRow> take(const SessionId &session) override;
    void giveBack(const SessionId &session, std::vector<OutboxRow> rows) override;
    OutboxKey newKey() override { return {++m_lastKey}; }
    void forget(OutboxClient &client) override;
    void store(const SessionId &session, OutboxRow row, OutboxClient &client) override;
    void markWritten(const std::vector<OutboxKey> &keys, OutboxClient &client) override;
    void noteRefusals(OutboxKey key, std::uint32_t refusals) override;
    void remove(OutboxKey key) override;

    //! Everything wished so far reaches the disk, and the clients hear of it.
    void commit();
    //! It does not: what needs an answer is answered with a failure, the rest stays wished.
    void failCommit();
    bool hasWishes() const { return !m_wishes.empty(); }
    //! Our program died and was started again: only what was committed is left.
    void restart();

    const std::vector<Entry> &disk() const { return m_disk; }
    //! What time or a person did to the file.
    template <class Change> void changeOnDisk(std::size_t index, Change change)
    {
        change(m_disk[index].row);
    }
    //! Called by every wish; a simulation arranges its next commit with it.
    std::function<void()> onWish;

private:
    struct Wish
    {
        enum class Kind { Store, Mark, Refusals, Remove };
        Kind kind = Kind::Store;
        Entry entry;
        std::vector<OutboxKey> keys;
        std::uint32_t refusals = 0;
        OutboxClient *client = nullptr;
    };

    void wish(Wish wish);
    void apply(const Wish &wish);
    Entry *find(OutboxKey key);
    void answer(std::vector<Wish> wishes, const std::optional<Error> &failure);

    std::uint64_t m_lastKey = 0;
    std::vector<Entry> m_disk;
    std::vector<Wish> m_wishes;
    std::vector<Wish> m_answering; //!< committed or failed, their clients are being told
    std::map<SessionId, std::vector<OutboxRow>> m_waiting;
};

} // namespace Breakwater::Test
