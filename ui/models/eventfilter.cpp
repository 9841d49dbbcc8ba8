// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/eventfilter.h>

#include <ui/models/eventmodel.h>
#include <ui/models/watchedrows.h>

#include <algorithm>
#include <ranges>

namespace Breakwater::Ui {

EventFilter::EventFilter(EventModel &events, QObject *parent)
    : QSortFilterProxyModel(parent), m_events(events)
{
    setSourceModel(&events);
}

void EventFilter::setLevel(Severity least)
{
    m_level = least;
    invalidateFilter();
}

void EventFilter::setSource(const QString &source)
{
    m_source = source;
    invalidateFilter();
}

void EventFilter::setText(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void EventFilter::setSession(const std::optional<SessionId> &session)
{
    if (session == m_session)
        return;
    m_session = session;
    invalidateFilter();
}

bool EventFilter::isActive() const
{
    return m_level != Severity::Info || !m_source.isEmpty() || !m_words.isEmpty() || m_session;
}

int EventFilter::sourceRow(int row) const
{
    return mapToSource(index(row, 0)).row();
}

std::optional<int> EventFilter::rowNear(WallTime moment) const
{
    if (rowCount() == 0)
        return std::nullopt;
    const auto timeAt = [this](int row) { return m_events.timeAt(sourceRow(row)); };
    // Rows go from new to old: the first that is not after the moment.
    const auto rows = std::views::iota(0, rowCount());
    const auto found
        = std::ranges::partition_point(rows, [&](int row) { return timeAt(row) > moment; });
    if (found == rows.end())
        return rowCount() - 1;
    const int row = *found;
    const bool isNewerNearer = row > 0 && timeAt(row - 1) - moment < moment - timeAt(row);
    return isNewerNearer ? row - 1 : row;
}

bool EventFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const Event *event = m_events.eventAt(row);
    if (!event)
        return true;
    if (event->severity < m_level || (m_session && !belongsTo(event->session, *m_session))
        || (!m_source.isEmpty() && event->source != m_source))
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        const auto has
            = [&](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
        return has(event->title) || has(event->detail) || has(event->source)
            || has(event->sessionName);
    });
}

} // namespace Breakwater::Ui
