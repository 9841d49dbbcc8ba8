// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/storeoutbox.h>

#include <algorithm>

namespace Breakwater {

namespace {

constexpr Duration retryPause = std::chrono::seconds(1);

} // namespace

StoreOutbox::StoreOutbox(TimeSystem &time, OutboxCommitter &committer,
                         std::vector<StoredMessage> waiting, Handlers handlers)
    : m_time(time), m_committer(committer), m_handlers(std::move(handlers)),
      m_timer(time.createTimer([this] { commitWaiting(); })),
      m_sweepTimer(time.createTimer([this] { sweep(); }))
{
    for (StoredMessage &message : waiting) {
        m_lastKey = std::max(m_lastKey, message.row.key.value);
        m_kept.insert(message.row.key.value);
        m_waiting.add(std::move(message));
    }
    if (!m_waiting.isEmpty())
        m_sweepTimer->startAt(m_time.now());
}

StoreOutbox::~StoreOutbox()
{
    OutboxBatch rest = takeBatch();
    if (!rest.isEmpty())
        m_committer.commit(std::move(rest), [](const OutboxResult &) {});
}

std::vector<OutboxRow> StoreOutbox::take(const SessionId &session)
{
    return m_waiting.take(session, m_time.wallNow());
}

void StoreOutbox::giveBack(const SessionId &session, std::vector<OutboxRow> rows)
{
    const WallTime now = m_time.wallNow();
    for (OutboxRow &row : rows)
        m_waiting.add({session, std::move(row), now});
    if (!m_waiting.isEmpty() && !m_sweepTimer->isActive())
        m_sweepTimer->startAt(m_time.now() + sweepInterval);
}

void StoreOutbox::forget(OutboxClient &client)
{
    for (Answers *answers : {&m_owed, &m_owedByCommit}) {
        for (Answer &answer : *answers) {
            if (answer.client == &client)
                answer.client = nullptr;
        }
    }
}

void StoreOutbox::store(const SessionId &session, OutboxRow row, OutboxClient &client)
{
    [[maybe_unused]] const bool isNew = m_kept.insert(row.key.value).second;
    Q_ASSERT(isNew); // see newKey()
    owe(Kind::Stored, client, row.key);
    m_next.stores.push_back({session, std::move(row), m_time.wallNow()});
    commitSoon();
}

void StoreOutbox::markWritten(const std::vector<OutboxKey> &keys, OutboxClient &client)
{
    for (const OutboxKey key : keys) {
        owe(Kind::Marked, client, key);
        m_next.marks.push_back(key);
    }
    commitSoon();
}

void StoreOutbox::noteRefusals(OutboxKey key, std::uint32_t refusals)
{
    if (!m_kept.contains(key.value))
        return;
    m_refusals[key.value] = refusals;
    commitSoon();
}

void StoreOutbox::remove(OutboxKey key)
{
    if (m_kept.erase(key.value) == 0)
        return; // it could not be stored
    m_refusals.erase(key.value);
    m_next.removals.push_back(key);
    commitSoon();
}

void StoreOutbox::owe(Kind kind, OutboxClient &client, OutboxKey key)
{
    if (m_owed.empty() || m_owed.back().kind != kind || m_owed.back().client != &client)
        m_owed.push_back({kind, &client, {}});
    m_owed.back().keys.push_back(key);
}

//! Not at once: what else is wished for in this turn of the event loop goes along.
void StoreOutbox::commitSoon()
{
    if (!m_isCommitting)
        m_timer->startAt(m_time.now());
}

void StoreOutbox::commitWaiting()
{
    OutboxBatch batch = takeBatch();
    if (batch.isEmpty())
        return;
    m_isCommitting = true;
    m_owedByCommit = std::exchange(m_owed, {});
    m_committing = {.marks = batch.marks, .refusals = batch.refusals, .removals = batch.removals};
    m_storesFail = batch.stores.empty() ? m_storesFail : std::nullopt;
    m_marksFail = batch.marks.empty() ? m_marksFail : std::nullopt;
    m_endingsFail.reset();
    m_committer.commit(std::move(batch),
                       [this, alive = std::weak_ptr(m_alive)](const OutboxResult &result) {
                           if (!alive.expired())
                               onCommitted(result);
                       });
}

OutboxBatch StoreOutbox::takeBatch()
{
    OutboxBatch batch = std::exchange(m_next, {});
    for (const auto &[key, count] : std::exchange(m_refusals, {}))
        batch.refusals.push_back({{key}, count});
    return batch;
}

void StoreOutbox::onCommitted(const OutboxResult &result)
{
    m_isCommitting = false;
    if (result.stores)
        forgetUnstored();
    const bool isNews = !m_next.isEmpty() || !m_refusals.empty();
    if (result.endings)
        takeBackEndings();
    if (isNews)
        commitSoon();
    else if (result.endings)
        m_timer->startAt(m_time.now() + retryPause);
    noteTrouble(result);
    giveAnswers(result);
}

void StoreOutbox::forgetUnstored()
{
    for (const Answer &answer : m_owedByCommit) {
        if (answer.kind != Kind::Stored)
            continue;
        for (const OutboxKey key : answer.keys)
            m_kept.erase(key.value);
    }
}

//! What was noted meanwhile is newer.
void StoreOutbox::takeBackEndings()
{
    const OutboxBatch failed = std::exchange(m_committing, {});
    m_next.removals.insert(m_next.removals.end(), failed.removals.begin(), failed.removals.end());
    for (const auto &[key, count] : failed.refusals) {
        if (m_kept.contains(key.value))
            m_refusals.emplace(key.value, count);
    }
}

void StoreOutbox::giveAnswers(const OutboxResult &result)
{
    for (std::size_t i = 0; i < m_owedByCommit.size(); ++i) {
        const Answer &answer = m_owedByCommit[i]; // a client may forget others meanwhile
        if (!answer.client)
            continue;
        if (answer.kind == Kind::Stored)
            answer.client->outboxStored(answer.keys, result.stores);
        else
            answer.client->outboxMarked(answer.keys, result.marks);
    }
    m_owedByCommit.clear();
}

void StoreOutbox::noteTrouble(const OutboxResult &result)
{
    // Unset where the commit held nothing of the kind: then the last verdict stands.
    for (auto [verdict, failure] :
         {std::pair(&m_storesFail, &result.stores), std::pair(&m_marksFail, &result.marks),
          std::pair(&m_endingsFail, &result.endings)}) {
        if (*failure)
            *verdict = *failure;
    }
    const auto &worst = m_storesFail ? m_storesFail : m_marksFail ? m_marksFail : m_endingsFail;
    if (worst.has_value() == m_isInTrouble)
        return;
    m_isInTrouble = worst.has_value();
    if (m_handlers.onTrouble)
        m_handlers.onTrouble(worst);
}

//! By the wall clock, which nobody hears ticking: so now and then.
void StoreOutbox::sweep()
{
    const WaitingMessages::Expired expired = m_waiting.takeExpired(m_time.wallNow());
    if (!m_waiting.isEmpty())
        m_sweepTimer->startAt(m_time.now() + sweepInterval);
    for (const OutboxKey key : expired.keys)
        remove(key);
    if (!expired.keys.empty() && m_handlers.onExpired)
        m_handlers.onExpired(expired.keys.size(), expired.sessions);
}

} // namespace Breakwater
