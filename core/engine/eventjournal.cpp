// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/eventjournal.h>

namespace Breakwater {

namespace {

template <class Entry>
std::shared_ptr<const std::vector<Entry>> copyOf(const std::deque<Entry> &entries)
{
    return std::make_shared<const std::vector<Entry>>(entries.begin(), entries.end());
}

} // namespace

void EventJournal::add(Event event)
{
    event.sequence = ++m_lastEvent;
    m_events.push_back(std::move(event));
    if (m_events.size() > Snapshot::keptEvents)
        m_events.pop_front();
    m_eventList.reset();
}

void EventJournal::add(TransitionRecord transition)
{
    transition.sequence = ++m_lastTransition;
    m_transitions.push_back(std::move(transition));
    if (m_transitions.size() > Snapshot::keptTransitions)
        m_transitions.pop_front();
    m_transitionList.reset();
}

EventJournal::EventList EventJournal::events() const
{
    if (!m_eventList)
        m_eventList = copyOf(m_events);
    return m_eventList;
}

EventJournal::TransitionList EventJournal::transitions() const
{
    if (!m_transitionList)
        m_transitionList = copyOf(m_transitions);
    return m_transitionList;
}

} // namespace Breakwater
