// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/messagecounts.h>

#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/snapshotfeed.h>

#include <QtCore/QCoreApplication>

#include <functional>

namespace Breakwater::Ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::MessageCounts)
};

struct Line
{
    std::function<std::int64_t(const SessionSnapshot &)> count;
    QString state;
    QString meaning;
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

Line gauge(std::int64_t QueueSnapshot::*member, MessageState state, const QString &meaning)
{
    return {[member](const SessionSnapshot &session) { return session.queue.*member; },
            Format::messageState(state), meaning};
}

Line ended(std::uint64_t MessageCounters::*member, MessageState state, const QString &meaning)
{
    return counter(member, Format::messageState(state), meaning);
}

std::vector<Line> lines()
{
    using M = MessageCounters;
    using Q = QueueSnapshot;
    using S = MessageState;
    return {
        counter(&M::accepted, Words::tr("Accepted"), Words::tr("taken over from a sender")),
        counter(&M::recovered, Words::tr("Recovered"), Words::tr("came back from the outbox")),
        gauge(&Q::queued, S::Queued, Words::tr("now: waits to be written")),
        gauge(&Q::unconfirmed, S::Written, Words::tr("now: written, not confirmed yet")),
        gauge(&Q::inDoubt, S::InDoubt, Words::tr("now: the link was lost before the answer")),
        ended(&M::sentUnconfirmed, S::Sent,
              Words::tr("handed over; nothing confirms on this link")),
        ended(&M::confirmed, S::Confirmed, Words::tr("received on the other side")),
        ended(&M::expired, S::Expired, Words::tr("too old before it was written")),
        ended(&M::expiredInDoubt, S::ExpiredInDoubt, Words::tr("too old; may have arrived")),
        ended(&M::dropped, S::Dropped, Words::tr("given up before it was written")),
        ended(&M::failed, S::Failed, Words::tr("given up with a reason")),
        ended(&M::abandoned, S::Abandoned, Words::tr("given up under way; may have arrived")),
        counter(&M::rejected, Words::tr("Rejected"), Words::tr("never accepted; its sender knows")),
        counter(&M::deduplicated, Words::tr("Duplicates"), Words::tr("same id and content again")),
        counter(&M::idConflicts, Words::tr("Id conflicts"),
                Words::tr("same id, other content: sent")),
        counter(&M::deadLettered, Words::tr("Dead letters"), Words::tr("failed and kept")),
        counter(&M::received, Words::tr("Received"), Words::tr("came from the other side")),
    };
}

} // namespace

Conservation conservation(const SnapshotFeed &feed)
{
    const SessionSnapshot *session = feed.current();
    if (!session || feed.isUnknown())
        return {};
    const MessageCounters &counts = session->messages;
    const QueueSnapshot &queue = session->queue;
    Conservation result;
    result.cameIn = counts.accepted + counts.recovered;
    result.accountedFor
        = static_cast<std::uint64_t>(queue.queued + queue.unconfirmed + queue.inDoubt)
        + counts.sentUnconfirmed + counts.confirmed + counts.expired + counts.expiredInDoubt
        + counts.dropped + counts.failed + counts.abandoned;
    const TierSet tiers = feed.latest()->tiers;
    if (result.cameIn == result.accountedFor)
        result.verdict = Conservation::Verdict::Holds;
    else if (tiers.has(Tier::Realtime) && tiers.has(Tier::Aggregate))
        result.verdict = Conservation::Verdict::Fails;
    else
        result.verdict = Conservation::Verdict::Mixed;
    return result;
}

QString Conservation::sentence() const
{
    const QString in = Format::integer(number(cameIn));
    const QString out = Format::integer(number(accountedFor));
    switch (verdict) {
    case Verdict::Unknown: return Format::unknown();
    case Verdict::Holds:
        return Words::tr("✓ accepted + recovered = %1 = all that is under way or has ended")
            .arg(in);
    case Verdict::Fails:
        return Words::tr("✗ accepted + recovered = %1, but %2 are under way or have ended")
            .arg(in, out);
    case Verdict::Mixed:
        return Words::tr("accepted + recovered = %1; %2 under way or ended, a moment apart")
            .arg(in, out);
    }
    return {};
}

MessageCountModel::MessageCountModel(SnapshotFeed &feed, QObject *parent)
    : QAbstractTableModel(parent), m_feed(feed), m_counts(lines().size())
{
    connect(&feed, &SnapshotFeed::updated, this, &MessageCountModel::follow);
    connect(&feed, &SnapshotFeed::selectionChanged, this, &MessageCountModel::follow);
    connect(&feed, &SnapshotFeed::staleChanged, this, &MessageCountModel::follow);
    follow();
}

void MessageCountModel::follow()
{
    const SessionSnapshot *session = m_feed.isUnknown() ? nullptr : m_feed.current();
    const std::vector<Line> all = lines();
    for (std::size_t row = 0; row < all.size(); ++row) {
        const auto count = session ? std::optional(all[row].count(*session)) : std::nullopt;
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
    case StateColumn: return lines()[row].state;
    case CountColumn: return Format::integer(m_counts[row]);
    case MeaningColumn: return lines()[row].meaning;
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
