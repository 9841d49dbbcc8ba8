// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/store/outboxbatch.h>

#include <tests/simulation/simlink.h>

#include <map>
#include <unordered_map>
#include <vector>

namespace Breakwater::Simulation {

//! How a disk treats those who write to it.
struct DiskManners
{
    Duration shortest = std::chrono::microseconds(100); //!< of a commit
    Duration longest = std::chrono::milliseconds(10);
    double failure = 0; //!< share of commits of which some part fails
};

//! The model of the outbox's file: what is committed survives our own crash, the rest does not.
class SimDisk final : public OutboxCommitter
{
public:
    SimDisk(const LinkWorld &world, const DiskManners &manners);

    void commit(OutboxBatch batch, std::function<void(const OutboxResult &)> done) override;

    //! Our process dies. Of the commit that is under way nobody knows whether it succeeded.
    void crash();
    //! Another process starts.
    void revive() { m_isDead = false; }
    //! What a process finds that starts now, oldest first.
    std::vector<StoredMessage> contents() const;
    void setManners(const DiskManners &manners) { m_manners = manners; }

    bool has(OutboxKey key) const { return find(key) != nullptr; }
    //! It would come back in doubt.
    bool isMarked(OutboxKey key) const { return has(key) && find(key)->row.mayBeWritten; }

private:
    struct Pending
    {
        OutboxBatch batch;
        std::function<void(const OutboxResult &)> done;
    };
    void finish();
    OutboxResult verdict();
    void apply(const OutboxBatch &batch, const OutboxResult &result);
    const StoredMessage *find(OutboxKey key) const;
    StoredMessage *find(OutboxKey key);

    LinkWorld m_world;
    DiskManners m_manners;
    std::map<std::uint64_t, StoredMessage> m_rows; //!< by their number, which only grows
    std::unordered_map<std::uint64_t, std::uint64_t> m_numbers; //!< by key
    std::vector<Pending> m_pending;
    std::uint64_t m_lastNumber = 0;
    std::uint64_t m_life = 0; //!< counts the processes
    bool m_isDead = false;    //!< the process is killed; what it still does is not done
};

} // namespace Breakwater::Simulation
