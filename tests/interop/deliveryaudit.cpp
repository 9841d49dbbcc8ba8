// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/deliveryaudit.h>

#include <algorithm>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

namespace {

bool isAbandoned(const ClaimedMessage &message)
{
    return message.ended == MessageState::Abandoned
        || message.ended == MessageState::ExpiredInDoubt;
}

bool isCalledDelivered(const ClaimedMessage &message)
{
    return message.ended == MessageState::Confirmed || message.ended == MessageState::Sent;
}

bool isDeclaredInDoubt(const ClaimedMessage &message)
{
    return message.writings > 1 || isAbandoned(message);
}

//! How often each was stored; counts what is out of order or unknown on the way.
std::vector<std::uint32_t> storings(const std::vector<ClaimedMessage> &messages,
                                    const std::vector<std::int64_t> &stored, DeliveryAudit &audit)
{
    std::vector<std::uint32_t> counts(messages.size(), 0);
    MessageId newest;
    for (const std::int64_t number : stored) {
        const auto index = static_cast<std::size_t>(number);
        if (number < 0 || index >= messages.size() || !messages[index].id) {
            ++audit.strangers;
            continue;
        }
        if (counts[index]++ > 0)
            continue;
        if (*messages[index].id < newest)
            ++audit.outOfOrder;
        newest = std::max(newest, *messages[index].id);
    }
    return counts;
}

void complainIf(QStringList &complaints, std::int64_t count, const QString &sentence)
{
    if (count > 0)
        complaints.append(sentence.arg(count));
}

} // namespace

DeliveryAudit DeliveryAudit::of(const std::vector<ClaimedMessage> &messages,
                                const std::vector<std::int64_t> &stored)
{
    DeliveryAudit audit;
    const auto counts = storings(messages, stored, audit);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const ClaimedMessage &message = messages[i];
        if (!message.id)
            continue;
        ++audit.accepted;
        audit.confirmed += isCalledDelivered(message);
        audit.inDoubt += isDeclaredInDoubt(message);
        audit.abandoned += isAbandoned(message);
        audit.unended += !message.ended;
        audit.otherEnds += message.ended && !isCalledDelivered(message) && !isAbandoned(message);
        const std::int64_t again = counts[i] > 1 ? counts[i] - 1 : 0;
        audit.duplicates += again;
        audit.undeclaredDuplicates += isDeclaredInDoubt(message) ? 0 : again;
        audit.undelivered += counts[i] == 0 && !isAbandoned(message);
        if (counts[i] == 0 && isCalledDelivered(message) && audit.lost++ == 0)
            audit.firstLost = static_cast<std::int64_t>(i);
    }
    return audit;
}

QStringList DeliveryAudit::complaints(bool lossIsExpected) const
{
    QStringList result;
    if (accepted == 0)
        result.append(u"no message was accepted"_qs);
    if (!lossIsExpected) {
        complainIf(result, lost, u"%1 confirmed but lost"_qs);
        complainIf(result, undelivered, u"%1 accepted and never delivered"_qs);
    }
    complainIf(result, undeclaredDuplicates, u"%1 duplicates of what was never in doubt"_qs);
    complainIf(result, otherEnds, u"%1 expired, dropped or failed"_qs);
    complainIf(result, unended, u"%1 still without an end"_qs);
    complainIf(result, outOfOrder, u"%1 delivered out of order"_qs);
    complainIf(result, strangers, u"%1 stored that were never accepted"_qs);
    return result;
}

} // namespace Breakwater::Test
