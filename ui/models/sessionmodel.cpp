// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/sessionmodel.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/lampstate.h>
#include <ui/models/links.h>
#include <ui/models/plaintext.h>
#include <ui/models/snapshotfeed.h>
#include <ui/models/watchedrows.h>
#include <ui/models/watchwords.h>

#include <QtCore/QSet>

#include <algorithm>

namespace Breakwater::Ui {

namespace {

//! Higher is worse: first the breaker (an unknown one before a closed one), then what the link is
//! about.
int trouble(const SessionSnapshot &session, bool isKnown)
{
    constexpr int unknown = 5;
    const int link = [&] {
        switch (session.connection) {
        case ConnectionState::Refused: return 4;
        case ConnectionState::BreakerOpen:
        case ConnectionState::BackingOff: return 3;
        case ConnectionState::Connecting: return 2;
        case ConnectionState::Connected: return session.heartbeatUnansweredFor ? 1 : 0;
        default: return 0;
        }
    }();
    return (isKnown ? 10 * badness(session.breaker.effectiveState()) : unknown) + link;
}

} // namespace

SessionModel::SessionModel(SnapshotFeed &feed, QObject *parent)
    : QAbstractListModel(parent), m_feed(feed), m_rows(wanted())
{
    connect(&feed, &SnapshotFeed::updated, this, &SessionModel::follow);
    connect(&feed, &SnapshotFeed::staleChanged, this, &SessionModel::follow);
}

SessionId SessionModel::idAt(int row) const
{
    return m_rows[static_cast<std::size_t>(row)].id;
}

std::optional<int> SessionModel::rowOf(const SessionId &id) const
{
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.id == id; });
    if (found == m_rows.end())
        return std::nullopt;
    return static_cast<int>(found - m_rows.begin());
}

SessionModel::Row SessionModel::rowFor(const SessionSnapshot &session) const
{
    Row row;
    row.id = session.id;
    row.name = sanitised(session.name);
    row.connection = Format::connectionState(session.connection);
    const WatchedSource *source = m_feed.watchedOf(session.id);
    const bool isSource = source && source->id == session.id;
    const bool known = !m_feed.isUnknown(session.id);
    if (known) {
        const bool isUp
            = isSource ? !hasNothingUp(*source) : session.connection == ConnectionState::Connected;
        row.state = session.breaker.effectiveState();
        row.shape = shownShape(row.state, isUp);
        row.override_ = session.breaker.override_;
        row.isRecovering = isRecovering(session.breaker);
    }
    row.rtt = Format::duration(known ? session.lastRtt : std::nullopt);
    row.queue = known ? Format::integer(session.queue.queued) : Format::unknown();
    if (isSource) {
        row.connection = watchState(m_feed, *source);
        row.note = shortWatchState(m_feed, *source);
        if (known)
            row.note = tr("%1 · queue %2").arg(row.note, row.queue);
    } else if (source && !known) {
        row.connection = shortWatchState(m_feed, *source);
    }
    return row;
}

std::vector<SessionModel::Row> SessionModel::wanted() const
{
    std::vector<Row> rows;
    const SnapshotPtr frame = m_feed.latest();
    const LinkCount links = frame ? countLinks(*frame) : LinkCount();
    if (!frame) {
        rows.push_back(rowFor({}));
    } else {
        rows.push_back(rowFor(frame->engine));
        std::vector<const SessionSnapshot *> sessions;
        for (const auto *of : {&frame->sessions, &m_feed.watchedRows()}) {
            for (const SessionSnapshot &session : *of)
                sessions.push_back(&session);
        }
        const auto rank = [this](const SessionSnapshot *session) {
            return trouble(*session, !m_feed.isUnknown(session->id));
        };
        std::stable_sort(sessions.begin(), sessions.end(),
                         [&](const auto *a, const auto *b) { return rank(a) > rank(b); });
        for (const SessionSnapshot *session : sessions)
            rows.push_back(rowFor(*session));
        if (links.all == 0)
            rows.front().state.reset();
        rows.front().shape = shownShape(rows.front().state, links.connected > 0);
    }
    rows.front().id = {};
    rows.front().name = tr("All");
    rows.front().connection
        = frame ? tr("%1 of %2 connected").arg(links.connected).arg(links.all) : QString();
    return rows;
}

void SessionModel::follow()
{
    const std::vector<Row> rows = wanted();
    removeMissing(rows);
    for (int row = 0; row < static_cast<int>(rows.size()); ++row)
        place(row, rows[static_cast<std::size_t>(row)]);
}

void SessionModel::removeMissing(const std::vector<Row> &wanted)
{
    QSet<SessionId> ids;
    for (const Row &row : wanted)
        ids.insert(row.id);
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (ids.contains(idAt(row)))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
}

//! Rows above `row` are in place already.
void SessionModel::place(int row, const Row &wanted)
{
    const auto here = m_rows.begin() + row;
    const auto found
        = std::find_if(here, m_rows.end(), [&](const Row &other) { return other.id == wanted.id; });
    if (found == m_rows.end()) {
        beginInsertRows({}, row, row);
        m_rows.insert(here, wanted);
        endInsertRows();
        return;
    }
    if (found != here) {
        const int from = static_cast<int>(found - m_rows.begin());
        beginMoveRows({}, from, from, {}, row);
        std::rotate(here, found, found + 1);
        endMoveRows();
    }
    if (*here == wanted)
        return;
    *here = wanted;
    Q_EMIT dataChanged(index(row), index(row));
}

int SessionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString SessionModel::description(const Row &row) const
{
    const QString state = Format::breakerState(row.state, row.override_, row.isRecovering);
    if (row.id == SessionId{})
        return tr("%1: %2, queue %3").arg(row.name, state, row.queue);
    if (!row.note.isEmpty())
        return tr("%1: %2, %3, queue %4").arg(row.name, state, row.connection, row.queue);
    return tr("%1: %2, %3, round trip %4, queue %5")
        .arg(row.name, state, row.connection, row.rtt, row.queue);
}

QVariant SessionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return row.name;
    case Qt::ToolTipRole: return plainToolTip(description(row));
    case Qt::AccessibleTextRole: return description(row);
    case IdRole: return row.id.value;
    case StateRole: return row.state ? QVariant(static_cast<int>(*row.state)) : QVariant();
    case ShapeRole: return row.shape ? QVariant(static_cast<int>(*row.shape)) : QVariant();
    case OverrideRole: return static_cast<int>(row.override_);
    case RttRole: return row.rtt;
    case QueueRole: return row.queue;
    case ConnectionRole: return row.connection;
    case NoteRole: return row.note;
    default: return {};
    }
}

} // namespace Breakwater::Ui
