// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/simdisk.h>

namespace Breakwater::Simulation {

SimDisk::SimDisk(const LinkWorld &world, const DiskManners &manners)
    : m_world(world), m_manners(manners)
{ }

void SimDisk::commit(OutboxBatch batch, std::function<void(const OutboxResult &)> done)
{
    if (m_isDead)
        return; // a destructor's, which a killed process does not run
    m_pending.push_back({std::move(batch), std::move(done)});
    const Duration length = m_world.chance.duration(m_manners.shortest, m_manners.longest);
    m_world.time.after(length, [this, life = m_life] {
        if (life == m_life)
            finish();
    });
}

// One after the other, in the order of the calls.
void SimDisk::finish()
{
    const Pending first = std::move(m_pending.front());
    m_pending.erase(m_pending.begin());
    const OutboxResult result = verdict();
    apply(first.batch, result);
    m_world.trace.note("the disk commits %1 messages and %2 endings",
                       static_cast<std::int64_t>(first.batch.stores.size()),
                       static_cast<std::int64_t>(first.batch.removals.size()));
    first.done(result);
}

OutboxResult SimDisk::verdict()
{
    OutboxResult result;
    if (!m_world.chance.happens(m_manners.failure))
        return result;
    const Error full{ErrorKind::FileAccess, QStringLiteral("The disk is full.")};
    if (m_world.chance.happens(0.7))
        result.stores = full;
    if (m_world.chance.happens(0.4))
        result.marks = full;
    if (m_world.chance.happens(0.4))
        result.endings = full;
    return result;
}

void SimDisk::apply(const OutboxBatch &batch, const OutboxResult &result)
{
    for (const StoredMessage &message : batch.stores) {
        if (result.stores)
            break;
        m_numbers.emplace(message.row.key.value, ++m_lastNumber);
        m_rows.emplace(m_lastNumber, message);
    }
    for (const OutboxKey key : batch.marks) {
        if (StoredMessage *row = find(key); row && !result.marks)
            row->row.mayBeWritten = true;
    }
    if (result.endings)
        return;
    for (const auto &[key, count] : batch.refusals) {
        if (StoredMessage *row = find(key))
            row->row.refusals = count;
    }
    for (const OutboxKey key : batch.removals) {
        if (has(key))
            m_rows.erase(m_numbers.extract(key.value).mapped());
    }
}

void SimDisk::crash()
{
    ++m_life;
    m_isDead = true;
    if (!m_pending.empty() && m_world.chance.happens(0.5))
        apply(m_pending.front().batch, {});
    m_pending.clear();
}

std::vector<StoredMessage> SimDisk::contents() const
{
    std::vector<StoredMessage> messages;
    for (const auto &[number, message] : m_rows)
        messages.push_back(message);
    return messages;
}

const StoredMessage *SimDisk::find(OutboxKey key) const
{
    const auto number = m_numbers.find(key.value);
    return number == m_numbers.end() ? nullptr : &m_rows.at(number->second);
}

StoredMessage *SimDisk::find(OutboxKey key)
{
    return const_cast<StoredMessage *>(std::as_const(*this).find(key));
}

} // namespace Breakwater::Simulation
