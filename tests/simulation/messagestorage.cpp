// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/messageaccount.h>

#include <algorithm>

// What the outbox has to do with messages: an accepted one is on the disk, and comes back.

namespace Breakwater::Simulation {

namespace {

constexpr std::uint32_t earlierLink = ~std::uint32_t(0);

} // namespace

void MessageAccount::storing(OutboxKey key)
{
    if (!m_offer || !m_offer->isStoring)
        return m_findings.add("I1", QStringLiteral("something is stored that nobody sent"));
    m_offer->key = key.value;
}

void MessageAccount::settled(std::uint64_t id, SendVerdict verdict)
{
    Entry *entry = find(id);
    if (!entry || entry->end || !entry->isStoring)
        return m_findings.add("I1", QStringLiteral("message %1 is settled twice").arg(id));
    entry->isStoring = false;
    m_storing -= 1;
    const bool isDurable = m_disk->has({entry->key});
    if (verdict == SendVerdict::Accepted) {
        entry->isStored = true;
        m_accepted += 1;
        if (!isDurable)
            m_findings.add("I1", QStringLiteral("message %1 is accepted and not durable").arg(id));
        return;
    }
    if (isDurable && !m_isStopping)
        m_findings.add("I1", QStringLiteral("message %1 is rejected and durable").arg(id));
    m_rejected += 1;
    m_storeFailed += 1;
    leave(*entry, MessageState::Dropped);
}

void MessageAccount::keepWhatIsStored()
{
    for (std::uint64_t id = m_firstAlive; m_alive > 0 && id <= m_entries.size(); ++id) {
        Entry &entry = *find(id);
        if (entry.end || !entry.isStored)
            continue;
        entry.isKept = true;
        m_kept += 1;
        leave(entry, MessageState::Abandoned); // it may still arrive
    }
}

void MessageAccount::addKeptKeys(std::set<std::uint64_t> &keys) const
{
    for (const Entry &entry : m_entries) {
        if (entry.isKept)
            keys.insert(entry.key);
    }
}

std::int64_t MessageAccount::recovered(MonotonicTime now, const std::vector<OutboxRow> &rows,
                                       const MessageAccount *before)
{
    std::int64_t missing = 0;
    std::size_t next = 0; // they come back in their order
    for (const Entry &left : before ? before->m_entries : std::vector<Entry>()) {
        if (!left.isKept && (left.end || !left.isStored))
            continue;
        const auto found
            = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(next), rows.end(),
                           [&](const OutboxRow &row) { return row.key.value == left.key; });
        if (found == rows.end()) {
            ++missing;
            continue;
        }
        next = static_cast<std::size_t>(found - rows.begin()) + 1;
        judgeReturn(left, *found);
        m_ttls[left.key] = left.ttl;
    }
    const auto lastMarked = std::find_if(rows.rbegin(), rows.rend(),
                                         [](const OutboxRow &row) { return row.mayBeWritten; });
    const auto inDoubt = static_cast<std::size_t>(rows.rend() - lastMarked);
    for (std::size_t i = 0; i < rows.size(); ++i)
        takeOver(now, rows[i], i < inDoubt);
    return missing;
}

void MessageAccount::judgeReturn(const Entry &left, const OutboxRow &row)
{
    const auto number = static_cast<qulonglong>(left.content.number);
    // What is in doubt only because it stood before others that were was never written by this run.
    if (left.writings > 0 && left.lastLink != earlierLink && !row.mayBeWritten)
        m_findings.add("I1",
                       QStringLiteral("content %1 was written and comes back as new").arg(number));
    if (row.ttl > left.ttl)
        m_findings.add("I10", QStringLiteral("content %1 gains time by coming back").arg(number));
    if (row.refusals > static_cast<std::uint32_t>(left.refusals))
        m_findings.add("I8", QStringLiteral("content %1 comes back more refused").arg(number));
}

void MessageAccount::takeOver(MonotonicTime now, const OutboxRow &row, bool isInDoubt)
{
    const auto content = contentOf(row.payload);
    if (!content)
        return m_findings.add("I1", QStringLiteral("what comes back is not what was sent"));
    m_entries.push_back({.content = *content,
                         .bytes = row.payload.size(),
                         .acceptedAt = now,
                         .deadline = now + row.ttl,
                         .lastLink = isInDoubt ? earlierLink : 0,
                         .writings = isInDoubt ? 1 : 0,
                         .refusals = static_cast<int>(row.refusals),
                         .key = row.key.value,
                         .isStored = true});
    const auto ttl = m_ttls.find(row.key.value);
    m_entries.back().ttl = ttl == m_ttls.end() ? Duration::max() : ttl->second;
    const std::uint64_t id = m_entries.size();
    m_recovered += 1;
    m_alive += 1;
    m_bytes += row.payload.size();
    m_fresh += isInDoubt ? 0 : 1;
    m_lastWrittenEver = isInDoubt ? id : m_lastWrittenEver;
    m_byContent[content->number].push_back(id);
    OutgoingMessage message{.payload = row.payload, .explicitId = row.explicitId};
    m_offerKey = dedupKeyOf(message, *content);
    if (!isDuplicate(now, message, *content) && !m_offerKey.empty())
        m_byKey[m_offerKey].push_back(id);
}

} // namespace Breakwater::Simulation
