// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/message.h>
#include <core/session/session.h>

#include <tests/simulation/content.h>
#include <tests/simulation/findings.h>
#include <tests/simulation/simdisk.h>
#include <tests/simulation/simserver.h>

#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace Breakwater::Simulation {

//! The simulation's own account of one session's messages, kept from what crosses the border. It
//! foretells every answer to send() and every write, and holds every end that the core claims
//! against what really happened.
class MessageAccount final
{
public:
    //! `disk` null: messages live in memory only.
    MessageAccount(const StabilityConfig &config, const SimServer &server, const SimDisk *disk,
                   Findings &findings);

    // What comes in
    //! Before send(): what it has to answer; none when it depends on the room that is left.
    std::optional<SendVerdict> offer(MonotonicTime now, const OutgoingMessage &message,
                                     const Content &content, bool linkUp, std::int64_t budgetUsed);
    //! After it.
    void answered(const SendOutcome &outcome);
    //! Whether that answers what was offered; the expectation as offer() gave it.
    bool isFitting(const std::optional<SendVerdict> &expected, const SendOutcome &outcome);

    // What the outbox has to do with it; see messagestorage.cpp
    //! The message on offer goes there under that name.
    void storing(OutboxKey key);
    //! A pending message is accepted, or not.
    void settled(std::uint64_t id, SendVerdict verdict);
    //! A session begins with what the one before it left. How many did not come back.
    std::int64_t recovered(MonotonicTime now, const std::vector<OutboxRow> &rows,
                           const MessageAccount *before);
    std::int64_t kept() const { return m_kept; }
    void addKeptKeys(std::set<std::uint64_t> &keys) const;
    void stopAccepting() { m_isAccepting = false; }

    // What the link does
    void linkOpened(std::uint32_t link);
    void linkLost();
    void wrote(MonotonicTime now, const SimLink &link, const Content &content, std::int64_t bytes);
    //! A pong proves everything that was written before its ping.
    void proven(std::uint64_t upTo);
    //! The server's program names a message as received; false when that means nothing.
    bool acknowledged(std::uint32_t explicitId);
    //! The oldest message under way has waited for that too long.
    bool isAcknowledgementDue(MonotonicTime now);
    //! The core was told to end: what is left ends with it.
    void stopping() { m_isStopping = true; }
    bool isStopping() const { return m_isStopping; }
    //! Messages end as *sent* from here on, or no longer.
    void setUnconfirmable(bool isUnconfirmable) { m_isUnconfirmable = isUnconfirmable; }
    void contentRefused() { m_isRefused = true; }
    //! At the server; which may not want it.
    void arrived(const Content &content);
    //! And it has it now.
    void received(const Content &content);

    //! The core says how a message ended.
    void ended(MonotonicTime now, std::uint64_t id, MessageState how);
    //! The event is over: what had to happen has happened.
    void afterEvent(bool isStopped);
    //! Nothing is due any more at this time.
    void atRest(MonotonicTime now);
    void compare(const Session &session, const MetricSet &metrics);
    void configure(const StabilityConfig &config) { m_config = config; }

    std::uint64_t lastWritten() const { return m_lastWritten; } //!< on the present link
    std::int64_t alive() const { return m_alive; }
    std::int64_t bytes() const { return m_bytes; }
    std::int64_t unconfirmed() const { return m_writtenHere; } //!< on the present link
    std::uint64_t count(MessageState how) const { return m_ended[static_cast<std::size_t>(how)]; }
    int poisonAlive() const;

private:
    struct Entry
    {
        Content content;
        std::int64_t bytes = 0;
        bool isCritical = true;
        MonotonicTime acceptedAt{};
        MonotonicTime deadline{};
        Duration ttl{};             //!< when it was sent
        MonotonicTime writtenAt{};  //!< the last time
        std::uint32_t lastLink = 0; //!< it was written on; 0: on none
        int writings = 0;
        int refusals = 0;
        std::uint64_t key = 0;  //!< in the outbox
        bool isStoring = false; //!< pending
        bool isStored = false;  //!< its sender was told so
        bool isKept = false;    //!< in the outbox, for the next session
        std::optional<MessageState> end = {};
    };
    //! How often one content went out, and came in at the server.
    struct Traffic
    {
        int writings = 0;
        int receptions = 0;
    };

    //! What is held, when a newcomer is judged.
    struct Room
    {
        std::int64_t messages = 0;
        std::int64_t bytes = 0;
        std::int64_t budgetUsed = 0; //!< by all sessions
        std::int64_t droppable = 0;  //!< messages that the newcomer may displace
        std::int64_t droppableBytes = 0;
    };

    bool isDuplicate(MonotonicTime now, const OutgoingMessage &message, const Content &content);
    std::string dedupKeyOf(const OutgoingMessage &message, const Content &content) const;
    void commitOffer();
    void measureRoom(std::int64_t budgetUsed);
    bool mayBeDropped(const Entry &entry) const;
    void leaveRoom(const Entry &entry);
    void judgeAcceptance();
    void judgeRejection();
    //! Inline: it is asked for in every loop over what lives.
    Entry *find(std::uint64_t id)
    {
        return id == 0 || id > m_entries.size() ? nullptr : &m_entries[id - 1];
    }
    std::uint64_t firstAliveAfter(std::uint64_t id);
    void judgeClaim(MonotonicTime now, std::uint64_t id, const Entry &entry, MessageState how);
    bool isUnconfirmable(const Entry &entry) const;
    bool isConfirmable(std::uint64_t id, const Entry &entry) const;
    void followRefusal();
    void judgeLoss();
    void keepWhatIsStored();
    //! Out of all sums; whoever calls says why.
    void leave(Entry &entry, MessageState as);
    void judgeReturn(const Entry &left, const OutboxRow &row);
    void takeOver(MonotonicTime now, const OutboxRow &row, bool isInDoubt);

    StabilityConfig m_config;
    const SimServer &m_server;
    const SimDisk *m_disk;
    Findings &m_findings;
    std::vector<Entry> m_entries; //!< by id, from 1 on
    std::optional<Entry> m_offer;
    Room m_room; //!< when the offer was made
    bool m_offerCommitted = false;
    std::string m_offerKey;
    std::unordered_map<std::string, std::vector<std::uint64_t>> m_byKey;       //!< ids, for dedup
    std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> m_byContent; //!< ids
    std::unordered_map<std::uint64_t, Traffic> m_traffic;
    std::array<std::uint64_t, 16> m_ended{};
    std::uint64_t m_firstAlive = 1; //!< nothing alive before it
    std::int64_t m_alive = 0;
    std::int64_t m_bytes = 0;
    std::int64_t m_fresh = 0;         //!< alive and never written
    std::int64_t m_writtenHere = 0;   //!< alive and written on the present link
    std::uint32_t m_link = 0;         //!< the present one; 0: none
    std::uint64_t m_headWhenLost = 0; //!< the oldest message under way on the link lost last
    std::uint32_t m_lostLink = 0;     //!< in this event
    std::uint64_t m_lastWritten = 0;
    std::uint64_t m_lastWrittenEver = 0;
    std::uint64_t m_acknowledged = 0; //!< in this event
    std::uint64_t m_provenUpTo = 0;   //!< on the present link
    std::uint64_t m_lastFirstArrival = 0;
    std::uint64_t m_suspectsUntil = 0; //!< after a refusal: one at a time up to there
    std::uint64_t m_firstWrites = 0;
    std::uint64_t m_rewrites = 0;
    std::uint64_t m_writtenBytes = 0;
    std::uint64_t m_duplicates = 0;
    std::uint64_t m_rejected = 0;
    std::uint64_t m_accepted = 0;
    std::uint64_t m_recovered = 0;
    std::uint64_t m_storeFailed = 0;
    std::int64_t m_storing = 0;
    std::int64_t m_kept = 0;
    std::unordered_map<std::uint64_t, Duration> m_ttls; //!< by key, of what came back
    int m_dropsForOffer = 0;
    bool m_isAccepting = true;
    bool m_isUnconfirmable = false;
    bool m_isRefused = false;  //!< in this event
    bool m_isLinkLost = false; //!< in this event
    bool m_isStopping = false;
};

} // namespace Breakwater::Simulation
