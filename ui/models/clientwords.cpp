// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/clientwords.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/lampstate.h>

#include <QtCore/QCoreApplication>

namespace Breakwater::Ui::ClientWords {

using namespace Qt::StringLiterals;
using Client = SessionSnapshot;
using Column = ClientModel::Column;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::ClientWords)
};

QString count(std::uint64_t number)
{
    return Format::integer(static_cast<std::int64_t>(number));
}

QString size(std::uint64_t bytes)
{
    return Format::bytes(static_cast<std::int64_t>(bytes));
}

QString guarantee(Guarantee guarantee)
{
    switch (guarantee) {
    case Guarantee::Unknown: return Format::unknown();
    case Guarantee::None: return Words::tr("none");
    case Guarantee::Hop: return Words::tr("hop");
    case Guarantee::App: return Words::tr("application");
    }
    return {};
}

QString breaker(const BreakerSnapshot &breaker)
{
    if (!breaker.enabled && breaker.override_ == BreakerOverride::None)
        return Words::tr("DISABLED");
    return Format::breakerState(breaker.state, breaker.override_, isRecovering(breaker));
}

QString latency(const LatencySummary &summary)
{
    if (summary.count == 0)
        return Format::unknown();
    return Words::tr("%1 · %2 · %3")
        .arg(Format::duration(summary.p50), Format::duration(summary.p95),
             Format::duration(summary.p99));
}

QString bothWays(const QString &out, const QString &in)
{
    return Words::tr("%1 out, %2 in").arg(out, in);
}

} // namespace

const QString &name(const Client &client)
{
    return client.name.isEmpty() ? client.id.value : client.name;
}

std::uint64_t duplicates(const Client &client)
{
    return client.messages.deduplicated + client.messages.receivedDuplicates;
}

std::uint64_t bytes(const Client &client)
{
    return client.messages.sentBytes + client.messages.receivedBytes;
}

QString title(Column column)
{
    switch (column) {
    case ClientModel::ClientColumn: return Words::tr("Client");
    case ClientModel::FromColumn: return Words::tr("From");
    case ClientModel::StateColumn: return Words::tr("State");
    case ClientModel::ConnectedForColumn: return Words::tr("For");
    case ClientModel::GuaranteeColumn: return Words::tr("Guarantee");
    case ClientModel::BreakerColumn: return Words::tr("Breaker");
    case ClientModel::QueueColumn: return Words::tr("Queue");
    case ClientModel::InDoubtColumn: return Words::tr("In doubt");
    case ClientModel::SentColumn: return Words::tr("Sent");
    case ClientModel::ReceivedColumn: return Words::tr("Received");
    case ClientModel::ConfirmedColumn: return Words::tr("Confirmed");
    case ClientModel::FailedColumn: return Words::tr("Failed");
    case ClientModel::RttColumn: return Words::tr("RTT");
    case ClientModel::LatencyColumn: return Words::tr("p95");
    case ClientModel::DuplicatesColumn: return Words::tr("Repeats");
    case ClientModel::BytesColumn: return Words::tr("Bytes");
    }
    return {};
}

QString explanation(Column column)
{
    switch (column) {
    case ClientModel::ClientColumn: return Words::tr("What it calls itself, or its id");
    case ClientModel::FromColumn: return Words::tr("Where it came from");
    case ClientModel::StateColumn: return Words::tr("Whether it is here, or away and may return");
    case ClientModel::ConnectedForColumn: return Words::tr("Since it came, or came back");
    case ClientModel::GuaranteeColumn: return Words::tr("What “confirmed” is worth on its link");
    case ClientModel::BreakerColumn: return Words::tr("Whether its link may be used");
    case ClientModel::QueueColumn: return Words::tr("Messages that wait to be written to it");
    case ClientModel::InDoubtColumn:
        return Words::tr("Messages that were under way when its link was lost");
    case ClientModel::SentColumn: return Words::tr("Messages handed to its link at least once");
    case ClientModel::ReceivedColumn: return Words::tr("Messages that came from it");
    case ClientModel::ConfirmedColumn: return Words::tr("Messages that it received");
    case ClientModel::FailedColumn: return Words::tr("Messages given up with a reason");
    case ClientModel::RttColumn: return Words::tr("The last answered ping");
    case ClientModel::LatencyColumn:
        return Words::tr("From acceptance to confirmation: 95 % of the last period's messages "
                         "were no slower");
    case ClientModel::DuplicatesColumn:
        return Words::tr("Messages that were recognised as repeated, both ways");
    case ClientModel::BytesColumn: return Words::tr("Payload, both ways");
    }
    return {};
}

QString cell(const Client &client, Column column)
{
    const MessageCounters &messages = client.messages;
    switch (column) {
    case ClientModel::ClientColumn: return sanitised(name(client));
    case ClientModel::FromColumn:
        return client.url.isEmpty() ? Format::unknown() : sanitised(client.url);
    case ClientModel::StateColumn: return Format::connectionState(client.connection);
    case ClientModel::ConnectedForColumn: return Format::duration(client.connectedFor);
    case ClientModel::GuaranteeColumn: return guarantee(client.guarantee);
    case ClientModel::BreakerColumn: return breaker(client.breaker);
    case ClientModel::QueueColumn: return Format::integer(client.queue.queued);
    case ClientModel::InDoubtColumn: return Format::integer(client.queue.inDoubt);
    case ClientModel::SentColumn: return count(messages.sent);
    case ClientModel::ReceivedColumn: return count(messages.received);
    case ClientModel::ConfirmedColumn: return count(messages.confirmed);
    case ClientModel::FailedColumn: return count(messages.failed);
    case ClientModel::RttColumn: return Format::duration(client.lastRtt);
    case ClientModel::LatencyColumn: return Format::duration(client.period.total.p95);
    case ClientModel::DuplicatesColumn: return count(duplicates(client));
    case ClientModel::BytesColumn: return size(bytes(client));
    }
    return {};
}

QString more(const Client &client, Column column)
{
    const MessageCounters &messages = client.messages;
    switch (column) {
    case ClientModel::ClientColumn: return sanitised(client.id.value);
    case ClientModel::StateColumn: return sanitised(client.connectionDetail);
    case ClientModel::GuaranteeColumn: return Format::guarantee(client.guarantee);
    case ClientModel::BreakerColumn: return sanitised(client.breaker.detail);
    case ClientModel::QueueColumn:
        return Words::tr("%1 of %2, %3")
            .arg(Format::integer(client.queue.queued), Format::integer(client.queue.maxMessages),
                 Format::bytes(client.queue.bytes));
    case ClientModel::LatencyColumn:
        return Words::tr("%1 messages").arg(count(client.period.total.count));
    case ClientModel::DuplicatesColumn:
        return bothWays(count(messages.deduplicated), count(messages.receivedDuplicates));
    case ClientModel::BytesColumn:
        return bothWays(size(messages.sentBytes), size(messages.receivedBytes));
    default: return cell(client, column);
    }
}

std::vector<Line> details(const Client &client)
{
    const MessageCounters &messages = client.messages;
    const QString detail = sanitised(client.connectionDetail);
    const QString state = Format::connectionState(client.connection);
    return {
        {Words::tr("Id"), sanitised(client.id.value)},
        {Words::tr("From"), cell(client, ClientModel::FromColumn)},
        {Words::tr("State"), detail.isEmpty() ? state : Words::tr("%1: %2").arg(state, detail)},
        {Words::tr("Connected for"), Format::duration(client.connectedFor)},
        {Words::tr("Confirmed means"), Format::guarantee(client.guarantee)},
        {Words::tr("Round trip"), Format::duration(client.lastRtt)},
        {Words::tr("Queue p50 · p95 · p99"), latency(client.period.queue)},
        {Words::tr("Confirm p50 · p95 · p99"), latency(client.period.confirm)},
        {Words::tr("Total p50 · p95 · p99"), latency(client.period.total)},
        {Words::tr("In doubt"), Format::integer(client.queue.inDoubt)},
        {Words::tr("Oldest waits for"), Format::duration(client.queue.oldestAge)},
        {Words::tr("Accepted"), count(messages.accepted)},
        {Words::tr("Sent"), count(messages.sent)},
        {Words::tr("Confirmed"), count(messages.confirmed)},
        {Words::tr("Failed"), count(messages.failed)},
        {Words::tr("Expired"), count(messages.expired + messages.expiredInDoubt)},
        {Words::tr("Received"), count(messages.received)},
        {Words::tr("Repeats"),
         bothWays(count(messages.deduplicated), count(messages.receivedDuplicates))},
        {Words::tr("Bytes"), bothWays(size(messages.sentBytes), size(messages.receivedBytes))},
    };
}

} // namespace Breakwater::Ui::ClientWords
