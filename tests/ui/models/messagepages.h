// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/messagerecord.h>

namespace Breakwater::Test {

//! A message that was accepted `number` seconds after the beginning of time and waits.
inline MessageRecord liveMessage(std::uint64_t number, const QString &session = QStringLiteral("a"))
{
    MessageRecord record;
    record.session = SessionId{session};
    record.id = MessageId{number};
    record.bytes = 100;
    record.acceptedAt = MonotonicTime(std::chrono::seconds(number));
    return record;
}

//! The same, ended 250 ms after its only writing, which was at once.
inline MessageRecord endedMessage(std::uint64_t number, MessageState how = MessageState::Confirmed,
                                  const QString &why = {},
                                  const QString &session = QStringLiteral("a"))
{
    MessageRecord record = liveMessage(number, session);
    record.state = how;
    record.writtenAt = record.acceptedAt;
    record.endedAt = record.acceptedAt + std::chrono::milliseconds(250);
    record.writings = 1;
    record.why = why;
    return record;
}

//! Taken one day after the beginning of time, which was on 1 January 2026.
inline MessagePage messagePage(std::vector<MessageRecord> ended, std::uint64_t endedUpTo,
                               std::vector<MessageRecord> live = {})
{
    MessagePage page;
    page.at = {MonotonicTime(std::chrono::hours(24)),
               WallTime(std::chrono::sys_days(std::chrono::year(2026) / 1 / 2))};
    page.ended = std::move(ended);
    page.endedUpTo = endedUpTo;
    page.live = std::move(live);
    return page;
}

inline QString sameName(const SessionId &session)
{
    return session.value;
}

} // namespace Breakwater::Test
