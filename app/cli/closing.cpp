// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/closing.h>

#include <app/cli/words.h>

#include <core/snapshot/jsonvalue.h>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;

namespace {

//! "12 messages were not delivered: 10 discarded, 2 kept in the outbox".
QString undelivered(const Closing &closing)
{
    const std::uint64_t kept = closing.report.pendingMessagesKept;
    QStringList ends;
    if (closing.discarded > 0)
        ends += tr("%1 discarded").arg(closing.discarded);
    if (kept > 0)
        ends += tr("%1 kept in the outbox").arg(kept);
    return counted(closing.discarded + kept,
                   "%1 message was not delivered: ", "%1 messages were not delivered: ")
        + ends.join(u", "_qs);
}

} // namespace

Closing closingOf(const ShutdownReport &report, const Snapshot &last)
{
    const MessageCounters &messages = last.engine.messages;
    return {.report = report,
            .discarded = messages.dropped + messages.failed + messages.expired,
            .inDoubt = messages.abandoned + messages.expiredInDoubt,
            .sent = messages.sentUnconfirmed,
            .hasOpened = last.engine.connections.opened > 0};
}

QJsonObject asJson(const Closing &closing)
{
    using JsonValue::number;
    return {{u"delivered"_qs, number(closing.report.pendingMessagesFlushed)},
            {u"dropped"_qs, number(closing.report.pendingMessagesDropped)},
            {u"kept"_qs, number(closing.report.pendingMessagesKept)},
            {u"discarded_in_all"_qs, number(closing.discarded)},
            {u"unconfirmed_in_all"_qs, number(closing.unconfirmed())},
            {u"duration_seconds"_qs, toSeconds(closing.report.duration)}};
}

std::vector<QString> sentencesFor(const Closing &closing)
{
    std::vector<QString> sentences;
    const std::uint64_t delivered = closing.report.pendingMessagesFlushed;
    if (delivered > 0) {
        sentences.push_back(
            counted(delivered, "Closing took %2 s, in which %1 message that waited was delivered.",
                    "Closing took %2 s, in which %1 messages that waited were delivered.")
                .arg(toSeconds(closing.report.duration), 0, 'f', 2));
    }
    if (closing.discarded + closing.report.pendingMessagesKept > 0)
        sentences.push_back(undelivered(closing) + u'.');
    if (closing.unconfirmed() > 0) {
        sentences.push_back(counted(closing.unconfirmed(),
                                    "%1 message was sent, and its arrival is not confirmed.",
                                    "%1 messages were sent, and their arrival is not confirmed."));
    }
    return sentences;
}

Diagnosis corrected(const Diagnosis &before, const Closing &closing)
{
    if (before.health == Health::NeverConnected && closing.hasOpened)
        return {Health::Unhealthy, tr("the link came up only while closing")};
    const bool isUp = before.health == Health::Healthy || before.health == Health::Degraded;
    if (isUp && closing.discarded > 0) {
        return {Health::Losing,
                counted(closing.discarded, "%1 message was discarded undelivered",
                        "%1 messages were discarded undelivered")};
    }
    if (isUp && closing.inDoubt > 0) {
        return {Health::Losing,
                counted(closing.inDoubt, "%1 message was sent and never confirmed",
                        "%1 messages were sent and never confirmed")};
    }
    return before;
}

} // namespace Breakwater::Cli
