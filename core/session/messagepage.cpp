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

void addLive(MessagePage &page, const Session &session)
{
    session.ledger().queue().forEach([&](const Message &message, MessageState state) {
        page.live.push_back(recordOf(session.id(), message, message.bytes(), state));
    });
}

void keepNewest(std::vector<MessageRecord> &live)
{
    if (live.size() <= MessagePage::mostRecords)
        return;
    std::stable_sort(live.begin(), live.end(),
                     [](const auto &a, const auto &b) { return a.acceptedAt < b.acceptedAt; });
    live.erase(live.begin(), live.end() - MessagePage::mostRecords);
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
    for (const auto &[id, session] : sessions.all())
        addLive(page, *session);
    keepNewest(page.live);
    return page;
}

} // namespace Breakwater
