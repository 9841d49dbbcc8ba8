// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/states.h>
#include <core/delivery/message.h>

#include <QtCore/QString>

#include <algorithm>
#include <vector>

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
    //! At least 1.
    explicit MessageJournal(std::size_t capacity) : m_capacity(capacity) { }

    //! O(1), and no allocation once it is full; takes what is in it over.
    void add(EndedMessage &&ended);
    //! The same for a message of that session, as the hot path has it.
    void add(const SessionId &session, Message &&message, MessageState how, MonotonicTime at,
             const QString &why);

    //! How many have ended in all; the newest one kept bears this number.
    std::uint64_t last() const { return m_last; }
    //! The number of the oldest one kept; last() + 1 when none is.
    std::uint64_t first() const { return m_last + 1 - m_ring.size(); }
    //! Those numbered above `number`, oldest first.
    template <class Visitor> void forEachAfter(std::uint64_t number, Visitor visit) const
    {
        for (std::uint64_t i = std::max(number + 1, first()); i <= m_last; ++i)
            visit(m_ring[(i - 1) % m_capacity]);
    }

private:
    std::size_t m_capacity;
    std::uint64_t m_last = 0;
    std::size_t m_place = 0;          //!< of the next one
    std::vector<EndedMessage> m_ring; //!< number n lies at (n - 1) % capacity
};

} // namespace Breakwater
