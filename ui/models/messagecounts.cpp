// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/messagecounts.h>

#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/snapshotfeed.h>

#include <QtCore/QCoreApplication>

#include <functional>

namespace Breakwater::Ui {

//! What one row tells.
struct MessageCountLine
{
    std::function<std::int64_t(const SessionSnapshot &)> count;
    QString state;
    QString meaning;
};

namespace {

using Line = MessageCountLine;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::MessageCounts)
};

std::int64_t number(std::uint64_t count)
{
    return static_cast<std::int64_t>(count);
}

Line counter(std::uint64_t MessageCounters::*member, const QString &state, const QString &meaning)
{
    return {[member](const SessionSnapshot &session) { return number(session.messages.*member); },
            state, meaning};
}

Line gauge(std::int64_t QueueSnapshot::*member, MessageState state)
{
    return {[member](const SessionSnapshot &session) { return session.queue.*member; },
            Format::messageState(state), Words::tr("now: %1").arg(Format::messageMeaning(state))};
}

Line ended(std::uint64_t MessageCounters::*member, MessageState state)
{
    return counter(member, Format::messageState(state), Format::messageMeaning(state));
}

Line accepted()
{
    return counter(&MessageCounters::accepted, Words::tr("Accepted"),
                   Words::tr("taken over from a sender"));
}

//! Those being stored are not accepted yet and have a line of their own.
Line queued()
{
    Line line = gauge(&QueueSnapshot::queued, MessageState::Queued);
    line.count = [](const SessionSnapshot &session) {
        return session.queue.queued - session.queue.storing;
    };
    return line;
}

Line storing()
{
    return {[](const SessionSnapshot &session) { return session.queue.storing; },
            Words::tr("Being stored"), Words::tr("now: not accepted yet, the outbox is at it")};
}

std::vector<Line> lines()
{
    using M = MessageCounters;
    using Q = QueueSnapshot;
    using S = MessageState;
    return {
        accepted(),
        counter(&M::recovered, Words::tr("Recovered"), Words::tr("came back from the outbox")),
        queued(),
        gauge(&Q::unconfirmed, S::Written),
        gauge(&Q::inDoubt, S::InDoubt),
        ended(&M::confirmed, S::Confirmed),
        ended(&M::sentUnconfirmed, S::Sent),
        ended(&M::expired, S::Expired),
        ended(&M::expiredInDoubt, S::ExpiredInDoubt),
        ended(&M::dropped, S::Dropped),
        ended(&M::failed, S::Failed),
        ended(&M::abandoned, S::Abandoned),
        counter(&M::kept, Words::tr("Kept"), Words::tr("left in the outbox for the next start")),
        storing(),
        counter(&M::deadLettered, Words::tr("Dead letters"), Words::tr("failed and kept")),
        counter(&M::rejected, Words::tr("Rejected"), Words::tr("never accepted; its sender knows")),
        counter(&M::storeFailed, Words::tr("Store failed"),
                Words::tr("part of rejected: the outbox could not keep it")),
        counter(&M::deduplicated, Words::tr("Duplicates"), Words::tr("same id and content again")),
        counter(&M::idConflicts, Words::tr("Id conflicts"),
                Words::tr("same id, other content: sent")),
        counter(&M::unknownAcks, Words::tr("Unknown answers"),
                Words::tr("the server acknowledged what nobody waits for")),
        counter(&M::received, Words::tr("Received"), Words::tr("came from the other side")),
        counter(&M::receivedDuplicates, Words::tr("Received again"),
                Words::tr("came twice; not handed on")),
    };
}

} // namespace

MessageCountModel::MessageCountModel(SnapshotFeed &feed, QObject *parent)
    : QAbstractTableModel(parent), m_feed(feed), m_lines(lines()), m_counts(m_lines.size())
{
    connect(&feed, &SnapshotFeed::updated, this, &MessageCountModel::follow);
    connect(&feed, &SnapshotFeed::selectionChanged, this, &MessageCountModel::follow);
    connect(&feed, &SnapshotFeed::staleChanged, this, &MessageCountModel::follow);
    follow();
}

MessageCountModel::~MessageCountModel() = default;

void MessageCountModel::follow()
{
    const SessionSnapshot *session = m_feed.isUnknown() ? nullptr : m_feed.current();
    for (std::size_t row = 0; row < m_lines.size(); ++row) {
        const auto count = session ? std::optional(m_lines[row].count(*session)) : std::nullopt;
        if (count == m_counts[row])
            continue;
        m_counts[row] = count;
        const QModelIndex cell = index(static_cast<int>(row), CountColumn);
        Q_EMIT dataChanged(cell, cell);
    }
}

int MessageCountModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_counts.size());
}

int MessageCountModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant MessageCountModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole && index.column() == CountColumn)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole && !(role == Qt::ToolTipRole && index.column() == MeaningColumn))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    switch (index.column()) {
    case StateColumn: return m_lines[row].state;
    case CountColumn: return Format::integer(m_counts[row]);
    case MeaningColumn: return m_lines[row].meaning;
    default: return {};
    }
}

QVariant MessageCountModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn: return tr("State");
    case CountColumn: return tr("Messages");
    case MeaningColumn: return tr("Meaning");
    default: return {};
    }
}

} // namespace Breakwater::Ui
