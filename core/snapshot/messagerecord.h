// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/states.h>
#include <core/base/time.h>

#include <QtCore/QMetaType>
#include <QtCore/QString>

#include <memory>
#include <optional>
#include <vector>

namespace Breakwater {

//! One message as people see it, without its payload.
struct MessageRecord
{
    SessionId session;
    MessageId id;                      //!< per session
    std::optional<QString> explicitId; //!< the sender's own
    std::int64_t bytes = 0;
    bool isText = true;
    bool isCritical = true;
    bool isStoring = false;    //!< not yet accepted: the outbox has not committed it
    bool wasRecovered = false; //!< from the outbox
    MessageState state = MessageState::Queued;
    MonotonicTime acceptedAt{};
    std::optional<MonotonicTime> writtenAt; //!< the latest writing; none before the first
    std::optional<MonotonicTime> endedAt;   //!< none while it lives
    std::uint32_t writings = 0;             //!< how often it was handed to a transport
    std::uint32_t refusals = 0;             //!< how often the peer closed and blamed it
    QString why; //!< of ends other than sent and confirmed: a sentence; else empty
};

//! Answer to QueryMessages. Monotonic times turn into wall times by `at`.
struct MessagePage
{
    static constexpr std::size_t mostRecords = 10'000;

    TimeSample at;
    //! Those that ended after the asked-for number, oldest end first; at most `mostRecords`.
    std::vector<MessageRecord> ended;
    std::uint64_t endedUpTo = 0; //!< ask with this number next time
    bool skipped = false;        //!< some ended in between and are no longer kept
    //! All that live, in order of session and id; at most `mostRecords`, those accepted last.
    std::vector<MessageRecord> live;
};

using MessagePagePtr = std::shared_ptr<const MessagePage>;

} // namespace Breakwater

Q_DECLARE_METATYPE(Breakwater::MessagePagePtr)
