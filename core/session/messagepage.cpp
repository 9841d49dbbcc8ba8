// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/messagepage.h>

#include <algorithm>

namespace Breakwater {

namespace {

MessageRecord recordOf(const SessionId &session, const Message &message, std::int64_t bytes,
                       MessageState state)
{
    MessageRecord record;
    record.session = session;
    record.id = message.id;
    if (message.explicitId)
        record.explicitId = QString::fromStdString(*message.explicitId);
    record.bytes = bytes;
    record.isText = message.kind == PayloadKind::Text;
    record.isCritical = message.priority == Priority::Critical;
    record.isStoring = message.storage == Storage::Storing;
    record.wasRecovered = message.wasRecovered;
    record.state = state;
    record.acceptedAt = message.acceptedAt;
    record.writtenAt = message.writtenAt;
    record.writings = message.writings;
    record.refusals = message.refusals;
    return record;
}

//! Of a message that lives; only looks at it.
struct Living
{
    const SessionId *session = nullptr;
    const Message *message = nullptr;
    MessageState state = MessageState::Queued;
};

//! When the oldest of the newest `mostRecords` was accepted, and how many of that very time are
//! among them.
std::pair<MonotonicTime, std::size_t> limitOf(const std::vector<Living> &living)
{
    std::vector<MonotonicTime> times;
    times.reserve(living.size());
    for (const Living &each : living)
        times.push_back(each.message->acceptedAt);
    const auto first = times.end() - static_cast<std::ptrdiff_t>(MessagePage::mostRecords);
    std::nth_element(times.begin(), first, times.end());
    return {*first, static_cast<std::size_t>(std::count(first, times.end(), *first))};
}

void keepNewest(std::vector<Living> &living)
{
    if (living.size() <= MessagePage::mostRecords)
        return;
    const auto [limit, ofThatTime] = limitOf(living);
    const auto isOfThatTime
        = [at = limit](const Living &each) { return each.message->acceptedAt == at; };
    // Of those accepted at the very time that decides, the last ones stay.
    auto surplus
        = static_cast<std::size_t>(std::count_if(living.begin(), living.end(), isOfThatTime))
        - ofThatTime;
    std::erase_if(living, [&, at = limit](const Living &each) {
        if (!isOfThatTime(each))
            return each.message->acceptedAt < at;
        return surplus > 0 && surplus-- > 0;
    });
}

//! In order of session and id.
std::vector<Living> allLiving(const SessionManager &sessions)
{
    std::vector<Living> living;
    for (const auto &[id, session] : sessions.all()) {
        const SessionId *name = &id;
        session->ledger().queue().forEach([&](const Message &message, MessageState state) {
            living.push_back({name, &message, state});
        });
    }
    return living;
}

} // namespace

MessagePage messagePage(const SessionManager &sessions, const MessageJournal &journal,
                        std::uint64_t endedAfter, TimeSample at)
{
    MessagePage page;
    page.at = at;
    page.endedUpTo = journal.last();
    page.skipped = endedAfter + 1 < journal.first();
    journal.forEachAfter(endedAfter, [&](const EndedMessage &ended) {
        page.ended.push_back(recordOf(ended.session, ended.message, ended.bytes, ended.how));
        page.ended.back().endedAt = ended.at;
        page.ended.back().why = ended.why;
    });
    std::vector<Living> living = allLiving(sessions);
    keepNewest(living);
    for (const auto &[session, message, state] : living)
        page.live.push_back(recordOf(*session, *message, message->bytes(), state));
    return page;
}

} // namespace Breakwater
