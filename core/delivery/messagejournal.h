// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/states.h>
#include <core/delivery/message.h>

#include <QtCore/QString>

#include <deque>

namespace Breakwater {

//! How one message ended; its payload is gone.
struct EndedMessage
{
    SessionId session;
    Message message;
    std::int64_t bytes = 0; //!< of the payload
    MessageState how = MessageState::Confirmed;
    MonotonicTime at{};
    QString why; //!< a sentence; empty for sent and confirmed
};

//! The last messages that ended, of all sessions, oldest end first. Bounded: the oldest leave,
//! which their number tells. Lives on the worker thread; shared by the ledgers.
class MessageJournal final
{
public:
    explicit MessageJournal(std::size_t capacity) : m_capacity(capacity) { }

    //! O(1); takes the record over.
    void add(EndedMessage &&ended);

    //! How many have ended in all; the newest one kept bears this number.
    std::uint64_t last() const { return m_last; }
    //! The number of the oldest one kept; last() + 1 when none is.
    std::uint64_t first() const { return m_last + 1 - m_kept.size(); }
    //! Those numbered above `number`, oldest first.
    template <class Visitor> void forEachAfter(std::uint64_t number, Visitor visit) const
    {
        const std::uint64_t skip = number < first() ? 0 : number - first() + 1;
        for (std::size_t i = skip; i < m_kept.size(); ++i)
            visit(m_kept[i]);
    }

private:
    std::size_t m_capacity;
    std::uint64_t m_last = 0;
    std::deque<EndedMessage> m_kept;
};

} // namespace Breakwater
