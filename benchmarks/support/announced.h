// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/session/session.h>

#include <array>
#include <cstddef>
#include <utility>

namespace Breakwater::Bench {

//! Messages that are announced to their session some time before they are sent, as the engine does
//! with the commands of one turn. `Make` makes the next one.
template <class Make> class Announced final
{
public:
    explicit Announced(Make make) : m_make(std::move(make)) { }

    OutgoingMessage next(const Session &session)
    {
        if (!m_isFilled) {
            for (OutgoingMessage &message : m_ahead)
                message = m_make();
            m_isFilled = true;
        }
        OutgoingMessage next = std::exchange(m_ahead[m_oldest], m_make());
        session.announce(m_ahead[m_oldest]);
        m_oldest = (m_oldest + 1) % m_ahead.size();
        return next;
    }

private:
    Make m_make;
    std::array<OutgoingMessage, Session::messagesAhead> m_ahead;
    std::size_t m_oldest = 0;
    bool m_isFilled = false;
};

} // namespace Breakwater::Bench
