// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/outcomebook.h>

#include <chrono>

namespace Breakwater::Test {

using namespace std::chrono_literals;

OutcomeBook::OutcomeBook(EngineHost &host) : m_host(host)
{
    connect(&host, &EngineHost::messagesFound, this, &OutcomeBook::onPage);
    connect(&m_timer, &QTimer::timeout, this, &OutcomeBook::ask);
    m_timer.start(50ms);
}

std::optional<OutcomeBook::Outcome> OutcomeBook::outcome(std::uint64_t number) const
{
    const auto found = m_ended.find(number);
    return found == m_ended.end() ? std::nullopt : std::optional(found->second);
}

void OutcomeBook::ask()
{
    if (m_isAsking)
        return;
    m_isAsking = true;
    m_host.post(QueryMessages{.endedAfter = m_endedUpTo});
}

void OutcomeBook::onPage(const MessagePagePtr &page)
{
    m_isAsking = false;
    m_hasGap = m_hasGap || page->skipped;
    m_endedUpTo = page->endedUpTo;
    for (const MessageRecord &record : page->ended) {
        if (record.explicitId)
            m_ended[record.explicitId->toULongLong()] = {record.state, record.writings};
    }
}

} // namespace Breakwater::Test
