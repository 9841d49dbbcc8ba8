// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/memoryoutbox.h>

#include <algorithm>

namespace Breakwater::Test {

std::vector<OutboxRow> MemoryOutbox::take(const SessionId &session)
{
    return std::exchange(m_waiting[session], {});
}

void MemoryOutbox::giveBack(const SessionId &session, std::vector<OutboxRow> rows)
{
    m_waiting[session] = std::move(rows);
}

void MemoryOutbox::forget(OutboxClient &client)
{
    for (auto *wishes : {&m_wishes, &m_answering}) {
        for (Wish &wish : *wishes)
            wish.client = wish.client == &client ? nullptr : wish.client;
    }
}

void MemoryOutbox::store(const SessionId &session, OutboxRow row, OutboxClient &client)
{
    Wish store;
    store.keys = {row.key};
    store.entry.session = session;
    store.entry.row = std::move(row);
    store.client = &client;
    wish(std::move(store));
}

void MemoryOutbox::markWritten(const std::vector<OutboxKey> &keys, OutboxClient &client)
{
    Wish mark;
    mark.kind = Wish::Kind::Mark;
    mark.keys = keys;
    mark.client = &client;
    wish(std::move(mark));
}

void MemoryOutbox::noteRefusals(OutboxKey key, std::uint32_t refusals)
{
    Wish note;
    note.kind = Wish::Kind::Refusals;
    note.keys = {key};
    note.refusals = refusals;
    wish(std::move(note));
}

void MemoryOutbox::remove(OutboxKey key)
{
    Wish removal;
    removal.kind = Wish::Kind::Remove;
    removal.keys = {key};
    wish(std::move(removal));
}

void MemoryOutbox::wish(Wish wish)
{
    m_wishes.push_back(std::move(wish));
    if (onWish)
        onWish();
}

void MemoryOutbox::commit()
{
    std::vector<Wish> wishes = std::exchange(m_wishes, {});
    for (const Wish &wish : wishes)
        apply(wish);
    answer(std::move(wishes), {});
}

void MemoryOutbox::failCommit()
{
    std::vector<Wish> failing;
    std::vector<Wish> kept;
    for (Wish &wish : std::exchange(m_wishes, {})) {
        const bool needsAnswer = wish.kind == Wish::Kind::Store || wish.kind == Wish::Kind::Mark;
        (needsAnswer ? failing : kept).push_back(std::move(wish));
    }
    m_wishes = std::move(kept);
    answer(std::move(failing),
           Error{ErrorKind::FileAccess, QStringLiteral("no space left on device")});
}

void MemoryOutbox::restart()
{
    m_wishes.clear();
    for (Wish &wish : m_answering)
        wish.client = nullptr;
    m_waiting.clear();
    for (const Entry &entry : m_disk)
        m_waiting[entry.session].push_back(entry.row);
}

void MemoryOutbox::apply(const Wish &wish)
{
    if (wish.kind == Wish::Kind::Store) {
        Q_ASSERT(!find(wish.entry.row.key)); // a name used twice loses one of the two
        return m_disk.push_back(wish.entry);
    }
    for (const OutboxKey key : wish.keys) {
        Entry *entry = find(key);
        if (entry && wish.kind == Wish::Kind::Mark)
            entry->row.mayBeWritten = true;
        else if (entry && wish.kind == Wish::Kind::Refusals)
            entry->row.refusals = wish.refusals;
        else if (entry)
            m_disk.erase(m_disk.begin() + (entry - m_disk.data()));
    }
}

MemoryOutbox::Entry *MemoryOutbox::find(OutboxKey key)
{
    const auto found = std::find_if(m_disk.begin(), m_disk.end(),
                                    [key](const Entry &entry) { return entry.row.key == key; });
    return found == m_disk.end() ? nullptr : &*found;
}

void MemoryOutbox::answer(std::vector<Wish> wishes, const std::optional<Error> &failure)
{
    m_answering = std::move(wishes);
    for (std::size_t i = 0; i < m_answering.size(); ++i) {
        const Wish wish = m_answering[i]; // hearing of it may change the list
        if (!wish.client)
            continue;
        if (wish.kind == Wish::Kind::Store)
            wish.client->outboxStored(wish.keys, failure);
        else
            wish.client->outboxMarked(wish.keys, failure);
    }
    m_answering.clear();
}

} // namespace Breakwater::Test
