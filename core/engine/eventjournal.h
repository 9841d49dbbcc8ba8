// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <deque>

namespace Breakwater {

//! The engine's last events and, in a ring of their own that no other event displaces, the
//! breakers' transitions. Lives on the worker thread; hands out immutable copies, made only when
//! something is new.
class EventJournal final
{
public:
    using EventList = std::shared_ptr<const std::vector<Event>>;
    using TransitionList = std::shared_ptr<const std::vector<TransitionRecord>>;

    //! Numbers it.
    void add(Event event);
    void add(TransitionRecord transition);

    //! Oldest first; never null.
    EventList events() const;
    TransitionList transitions() const;

private:
    std::deque<Event> m_events;
    std::deque<TransitionRecord> m_transitions;
    std::uint64_t m_lastEvent = 0;
    std::uint64_t m_lastTransition = 0;
    mutable EventList m_eventList;
    mutable TransitionList m_transitionList;
};

} // namespace Breakwater
