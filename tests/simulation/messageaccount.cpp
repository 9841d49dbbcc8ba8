// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/messageaccount.h>

#include <QtCore/QUtf8StringView>

#include <algorithm>

namespace Breakwater::Simulation {

namespace {

bool isDelivered(MessageState how)
{
    return how == MessageState::Confirmed || how == MessageState::Sent;
}

// What may arrive after it has ended: nobody knows whether it was under way.
bool mayStillArrive(MessageState how)
{
    return how != MessageState::Confirmed && how != MessageState::Expired
        && how != MessageState::Dropped;
}

QString named(std::uint64_t id)
{
    return QStringLiteral("message %1").arg(id);
}

} // namespace

MessageAccount::MessageAccount(const StabilityConfig &config, const SimServer &server,
                               const SimDisk *disk, Findings &findings)
    : m_config(config), m_server(server), m_disk(disk), m_findings(findings)
{ }

std::optional<SendVerdict> MessageAccount::offer(MonotonicTime now, const OutgoingMessage &message,
                                                 const Content &content, bool linkUp,
                                                 std::int64_t budgetUsed)
{
    m_offer = Entry{.content = content,
                    .bytes = message.payload.size(),
                    .isCritical = message.priority == Priority::Critical,
                    .acceptedAt = now,
                    .deadline = now + message.ttl.value_or(m_config.queue.messageTtl)};
    m_offer->ttl = m_offer->deadline - now;
    m_offer->isStoring = m_disk && m_offer->isCritical;
    m_offerKey = dedupKeyOf(message, content);
    m_offerCommitted = false;
    measureRoom(budgetUsed);
    m_dropsForOffer = 0;
    const std::int64_t buffer = m_config.limits.sendBufferBytes;
    const std::int64_t largest = std::min(
        m_config.queue.maxBytes, buffer - std::min(m_config.transport.highWater, buffer / 2));
    if (!m_isAccepting)
        return SendVerdict::ShuttingDown;
    if (message.kind == PayloadKind::Text && !QUtf8StringView(message.payload).isValidUtf8())
        return SendVerdict::Invalid;
    if (message.payload.size() > largest)
        return SendVerdict::TooLarge;
    if (!linkUp && !m_offer->isCritical)
        return SendVerdict::LinkDown;
    if (isDuplicate(now, message, content))
        return SendVerdict::Duplicate;
    return {};
}

std::string MessageAccount::dedupKeyOf(const OutgoingMessage &message, const Content &content) const
{
    if (message.explicitId)
        return '#' + *message.explicitId;
    return '=' + std::to_string(content.number);
}

bool MessageAccount::isDuplicate(MonotonicTime now, const OutgoingMessage &message,
                                 const Content &content)
{
    const auto &dedup = m_config.deduplication;
    if (!dedup.enabled || (!message.explicitId && !dedup.byContent)) {
        m_offerKey.clear();
        return false;
    }
    const auto known = m_byKey.find(m_offerKey);
    if (known == m_byKey.end())
        return false;
    return std::any_of(known->second.begin(), known->second.end(), [&](std::uint64_t id) {
        const Entry &entry = *find(id);
        return entry.content.number == content.number && now - entry.acceptedAt < dedup.ttl
            && (!entry.end || isDelivered(*entry.end));
    });
}

bool MessageAccount::isFitting(const std::optional<SendVerdict> &expected,
                               const SendOutcome &outcome)
{
    if (!expected) {
        const auto accepted = m_offer->isStoring ? SendVerdict::Pending : SendVerdict::Accepted;
        return outcome.verdict == accepted || outcome.verdict == SendVerdict::QueueFull;
    }
    if (*expected != SendVerdict::Duplicate || outcome.verdict != SendVerdict::Pending)
        return outcome.verdict == *expected;
    // A duplicate of what is still being stored is no more accepted than that is.
    const Entry *first = find(outcome.id->value);
    return first && first->isStoring && first->content.number == m_offer->content.number;
}

void MessageAccount::answered(const SendOutcome &outcome)
{
    const bool isTaken = outcome.isAccepted() || outcome.verdict == SendVerdict::Pending;
    const bool isOld = isTaken && outcome.id->value <= m_entries.size() && !m_offerCommitted;
    if (isTaken && !isOld) {
        commitOffer();
        if (outcome.id->value != m_entries.size())
            m_findings.add("I1",
                           QStringLiteral("an id is not the next one: %1").arg(outcome.id->value));
        judgeAcceptance();
    } else if (m_offerCommitted) {
        m_findings.add("I1", QStringLiteral("a message is under way that was not accepted"));
    } else if (outcome.verdict == SendVerdict::QueueFull) {
        judgeRejection();
    }
    const bool isDuplicate = isOld || outcome.verdict == SendVerdict::Duplicate;
    m_duplicates += isDuplicate ? 1 : 0;
    m_rejected += isTaken || isDuplicate ? 0 : 1;
    m_offer.reset();
}

//! It shows in what the core does that it was accepted.
void MessageAccount::commitOffer()
{
    if (!m_offer || m_offerCommitted)
        return;
    m_offerCommitted = true;
    m_entries.push_back(*m_offer);
    const std::uint64_t id = m_entries.size();
    m_alive += 1;
    m_fresh += 1;
    m_bytes += m_offer->bytes;
    m_storing += m_offer->isStoring ? 1 : 0;
    m_accepted += m_offer->isStoring ? 0 : 1;
    m_byContent[m_offer->content.number].push_back(id);
    if (!m_offerKey.empty())
        m_byKey[m_offerKey].push_back(id);
}

// What it displaced has ended by now.
void MessageAccount::judgeAcceptance()
{
    if (m_alive > m_config.queue.maxMessages || m_bytes > m_config.queue.maxBytes)
        m_findings.add("I5",
                       QStringLiteral("the queue took more than fits: %1 messages, %2 bytes")
                           .arg(m_alive)
                           .arg(m_bytes));
}

void MessageAccount::judgeRejection()
{
    const auto &queue = m_config.queue;
    const auto fits = [&](std::int64_t fewer, std::int64_t fewerBytes) {
        const std::int64_t more = m_offer->bytes - fewerBytes;
        return m_room.messages - fewer < queue.maxMessages && m_room.bytes + more <= queue.maxBytes
            && m_room.budgetUsed + more <= queue.totalMaxBytes;
    };
    if (fits(0, 0) || fits(m_room.droppable, m_room.droppableBytes))
        m_findings.add("I5", QStringLiteral("a message is rejected though there is room"));
    if (m_dropsForOffer > 0)
        m_findings.add("I5", QStringLiteral("messages are dropped in vain"));
}

void MessageAccount::linkOpened(std::uint32_t link)
{
    m_link = link;
    m_lastWritten = 0;
    m_provenUpTo = 0;
    m_writtenHere = 0;
}

void MessageAccount::linkLost()
{
    m_isLinkLost = true;
    m_headWhenLost = m_writtenHere > 0 ? firstAliveAfter(m_firstAlive - 1) : 0;
    m_lostLink = m_link;
    linkOpened(0);
}

void MessageAccount::wrote(MonotonicTime now, const SimLink &link, const Content &content,
                           std::int64_t bytes)
{
    std::uint64_t id = firstAliveAfter(m_lastWritten);
    if (id == 0 && m_offer && !m_offerCommitted) {
        commitOffer();
        id = m_entries.size();
    }
    Entry *entry = id == 0 ? nullptr : find(id);
    if (!entry || entry->content.number != content.number) {
        return m_findings.add("I3",
                              QStringLiteral("content %1 is written, it is the turn of %2")
                                  .arg(content.number)
                                  .arg(entry ? named(id) : QStringLiteral("nothing")));
    }
    if (m_suspectsUntil > 0 && m_firstAlive <= m_suspectsUntil && m_writtenHere > 0)
        m_findings.add("I5", named(id) + QStringLiteral(" does not wait while others are suspect"));
    if (m_disk && entry->isCritical && !m_disk->isMarked({entry->key}))
        m_findings.add("I1", named(id) + QStringLiteral(" is written before the outbox knows"));
    if (entry->writings++ == 0) {
        m_fresh -= 1;
        m_firstWrites += 1;
    } else {
        m_rewrites += 1;
    }
    entry->lastLink = link.id;
    entry->writtenAt = now;
    m_writtenHere += 1;
    m_lastWritten = id;
    m_lastWrittenEver = std::max(m_lastWrittenEver, id);
    m_writtenBytes += static_cast<std::uint64_t>(bytes);
    m_traffic[content.number].writings += 1;
}

void MessageAccount::proven(std::uint64_t upTo)
{
    m_provenUpTo = std::max(m_provenUpTo, upTo);
}

bool MessageAccount::acknowledged(std::uint32_t explicitId)
{
    for (std::uint64_t id = m_firstAlive; id <= m_lastWrittenEver; ++id) {
        const Entry &entry = *find(id);
        if (!entry.end && entry.writings > 0 && entry.content.explicitId == explicitId) {
            m_acknowledged = id;
            return true;
        }
    }
    return false;
}

bool MessageAccount::isAcknowledgementDue(MonotonicTime now)
{
    if (m_config.delivery.confirm != ConfirmMode::App || m_writtenHere == 0)
        return false;
    for (std::uint64_t id = m_firstAlive; id <= m_lastWritten; ++id) {
        const Entry &entry = *find(id);
        if (!entry.end && entry.lastLink == m_link)
            return now >= entry.writtenAt + m_config.delivery.confirmTimeout;
    }
    return false;
}

void MessageAccount::arrived(const Content &content)
{
    Traffic &traffic = m_traffic[content.number];
    if (++traffic.receptions > traffic.writings) {
        m_findings.add("I4",
                       QStringLiteral("content %1 arrived %2 times, it was written %3 times")
                           .arg(content.number)
                           .arg(traffic.receptions)
                           .arg(traffic.writings));
    }
}

void MessageAccount::received(const Content &content)
{
    arrived(content);
    const Traffic &traffic = m_traffic[content.number];
    const auto known = m_byContent.find(content.number);
    if (traffic.receptions > 1 || known == m_byContent.end())
        return;
    const auto &ids = known->second; // the same content may have been accepted more than once
    const auto first = std::find_if(ids.begin(), ids.end(),
                                    [this](std::uint64_t id) { return find(id)->writings > 0; });
    if (first == ids.end())
        return;
    const std::uint64_t id = *first;
    const Entry &entry = *find(id);
    const bool isExcused = entry.end && mayStillArrive(*entry.end);
    if (id < m_lastFirstArrival && !isExcused)
        m_findings.add("I3", named(id) + QStringLiteral(" arrives after a newer one"));
    m_lastFirstArrival = std::max(m_lastFirstArrival, id);
}

void MessageAccount::ended(MonotonicTime now, std::uint64_t id, MessageState how)
{
    if (id == m_entries.size() + 1)
        commitOffer();
    Entry *entry = find(id);
    if (!entry || entry->end)
        return m_findings.add("I1", named(id) + QStringLiteral(" ends, but it does not live"));
    judgeClaim(now, id, *entry, how);
    if (m_offer && (how == MessageState::Expired || how == MessageState::ExpiredInDoubt))
        leaveRoom(*entry);
    leave(*entry, how);
    m_ended[static_cast<std::size_t>(how)] += 1;
    m_dropsForOffer += how == MessageState::Dropped ? 1 : 0;
}

void MessageAccount::leave(Entry &entry, MessageState as)
{
    entry.end = as;
    m_alive -= 1;
    m_bytes -= entry.bytes;
    m_fresh -= entry.writings == 0 ? 1 : 0;
    m_writtenHere -= m_link != 0 && entry.lastLink == m_link ? 1 : 0;
    while (m_firstAlive <= m_entries.size() && find(m_firstAlive)->end)
        ++m_firstAlive;
}

//! What expires while a newcomer is judged makes room for it.
void MessageAccount::leaveRoom(const Entry &entry)
{
    const bool isDroppable = mayBeDropped(entry);
    m_room.messages -= 1;
    m_room.bytes -= entry.bytes;
    m_room.budgetUsed -= entry.bytes;
    m_room.droppable -= isDroppable ? 1 : 0;
    m_room.droppableBytes -= isDroppable ? entry.bytes : 0;
}

//! For the sake of the newcomer.
bool MessageAccount::mayBeDropped(const Entry &entry) const
{
    if (entry.end || entry.writings > 0 || entry.isStoring)
        return false;
    const OverflowPolicy policy = m_config.queue.overflow;
    const bool isLower = m_offer->isCritical && !entry.isCritical;
    return policy == OverflowPolicy::DropOldest
        || (policy == OverflowPolicy::DropLowestPriority && isLower);
}

void MessageAccount::measureRoom(std::int64_t budgetUsed)
{
    m_room = {.messages = m_alive, .bytes = m_bytes, .budgetUsed = budgetUsed};
    if (m_config.queue.overflow == OverflowPolicy::RejectNew)
        return;
    for (std::uint64_t id = m_firstAlive; id <= m_entries.size(); ++id) {
        const bool isDroppable = mayBeDropped(*find(id));
        m_room.droppable += isDroppable ? 1 : 0;
        m_room.droppableBytes += isDroppable ? find(id)->bytes : 0;
    }
}

void MessageAccount::judgeClaim(MonotonicTime now, std::uint64_t id, const Entry &entry,
                                MessageState how)
{
    const bool wasWritten = entry.writings > 0;
    const bool isLost = (m_isStopping && !entry.isStored) || (m_isLinkLost && !entry.isCritical);
    const bool isInDoubt = wasWritten && entry.lastLink != m_link;
    const bool isReported = isInDoubt && m_config.delivery.inDoubt == InDoubtPolicy::Report;
    bool isTrue = false;
    switch (how) {
    case MessageState::Confirmed: isTrue = isConfirmable(id, entry); break;
    case MessageState::Sent:
        isTrue = isUnconfirmable(entry) && m_link && entry.lastLink == m_link;
        break;
    case MessageState::Expired: isTrue = !wasWritten && now >= entry.deadline; break;
    case MessageState::ExpiredInDoubt: isTrue = wasWritten && now >= entry.deadline; break;
    case MessageState::Dropped: isTrue = !wasWritten && (isLost || m_offer); break;
    case MessageState::Abandoned: isTrue = wasWritten && (isLost || isReported); break;
    case MessageState::Failed:
        isTrue = m_isRefused && id == m_headWhenLost
            && entry.refusals + 1 >= m_config.retry.maxAttempts;
        break;
    default: break;
    }
    const bool isAboutTime = how == MessageState::Expired || how == MessageState::ExpiredInDoubt;
    const char *invariant = how == MessageState::Confirmed ? "I2" : isAboutTime ? "I10" : "I1";
    if (!isTrue)
        m_findings.add(invariant,
                       QStringLiteral("%1 cannot have ended as %2: %3 times written")
                           .arg(named(id), QString(toString(how)))
                           .arg(entry.writings));
}

bool MessageAccount::isConfirmable(std::uint64_t id, const Entry &entry) const
{
    if (m_config.delivery.confirm == ConfirmMode::App)
        return id == m_acknowledged && m_server.has(entry.content.number);
    return m_link != 0 && entry.lastLink == m_link && id <= m_provenUpTo
        && m_server.has(entry.content.number);
}

bool MessageAccount::isUnconfirmable(const Entry &entry) const
{
    const bool canBeNamed = entry.content.explicitId.has_value();
    return m_config.delivery.confirm == ConfirmMode::App ? !canBeNamed : m_isUnconfirmable;
}

void MessageAccount::afterEvent(bool isStopped)
{
    followRefusal();
    if (isStopped)
        keepWhatIsStored();
    if (m_provenUpTo > 0 && m_firstAlive <= m_provenUpTo) {
        const std::uint64_t id = firstAliveAfter(m_firstAlive - 1);
        if (id != 0 && id <= m_provenUpTo && find(id)->lastLink == m_link)
            m_findings.add("I2", named(id) + QStringLiteral(" is proven and not confirmed"));
    }
    if (m_acknowledged != 0 && !find(m_acknowledged)->end)
        m_findings.add(
            "I2", named(m_acknowledged) + QStringLiteral(" is acknowledged and not confirmed"));
    m_acknowledged = 0;
    if (m_isUnconfirmable && m_config.delivery.confirm == ConfirmMode::None && m_writtenHere > 0)
        m_findings.add("I1", QStringLiteral("nothing confirms, and yet messages stay written"));
    if (m_isLinkLost)
        judgeLoss();
    if (isStopped && m_alive > 0)
        m_findings.add("I1", QStringLiteral("%1 messages outlive their session").arg(m_alive));
    m_isLinkLost = m_isRefused = false;
}

// What does not wait for the next link has ended with this one.
void MessageAccount::judgeLoss()
{
    const bool isReported = m_config.delivery.inDoubt == InDoubtPolicy::Report;
    for (std::uint64_t id = m_firstAlive; id <= m_entries.size(); ++id) {
        const Entry &entry = *find(id);
        const bool wasUnderWay = entry.writings > 0 && entry.lastLink == m_lostLink;
        if (!entry.end && (!entry.isCritical || (isReported && wasUnderWay)))
            m_findings.add("I1", named(id) + QStringLiteral(" outlives its link"));
    }
}

// A close that blames the content blames the oldest message under way, once.
void MessageAccount::followRefusal()
{
    if (!m_isRefused || m_headWhenLost == 0)
        return;
    Entry &head = *find(m_headWhenLost);
    if (!head.end && ++head.refusals >= m_config.retry.maxAttempts)
        m_findings.add("I8", named(m_headWhenLost) + QStringLiteral(" is not given up"));
    m_suspectsUntil = std::max(m_suspectsUntil, m_lastWrittenEver);
}

void MessageAccount::atRest(MonotonicTime now)
{
    for (std::uint64_t id = m_firstAlive; m_alive > 0 && id <= m_entries.size(); ++id) {
        const Entry &entry = *find(id);
        if (!entry.end && !entry.isStoring && entry.deadline <= now)
            return m_findings.add("I10", named(id) + QStringLiteral(" outlives its time to live"));
    }
}

void MessageAccount::compare(const Session &session, const MetricSet &metrics)
{
    const auto of = [](std::uint64_t number) { return static_cast<std::int64_t>(number); };
    const auto &core = metrics.messages;
    const auto same = [&](const char *what, std::uint64_t ofTheCore, std::uint64_t own) {
        m_findings.compare("I1", what, of(ofTheCore), of(own));
    };
    same("accepted", core.accepted, m_accepted);
    same("recovered", core.recovered, m_recovered);
    same("kept", core.kept, static_cast<std::uint64_t>(m_kept));
    same("not stored", core.storeFailed, m_storeFailed);
    same("confirmed", core.confirmed, count(MessageState::Confirmed));
    same("sent", core.sentUnconfirmed, count(MessageState::Sent));
    same("expired", core.expired, count(MessageState::Expired));
    same("expired in doubt", core.expiredInDoubt, count(MessageState::ExpiredInDoubt));
    same("dropped", core.dropped, count(MessageState::Dropped));
    same("abandoned", core.abandoned, count(MessageState::Abandoned));
    same("failed", core.failed, count(MessageState::Failed));
    same("rejected", core.rejected, m_rejected);
    same("deduplicated", core.deduplicated, m_duplicates);
    same("written", core.sent, m_firstWrites);
    same("re-sent", metrics.retry.attempts, m_rewrites);
    same("written bytes", core.sentBytes, m_writtenBytes);
    const auto &gauges = session.ledger().gauges();
    m_findings.compare("I1", "messages held", gauges.messages(), m_alive);
    m_findings.compare("I1", "unconfirmed", gauges.written, m_writtenHere);
    m_findings.compare("I1", "queued", gauges.queued, m_fresh);
    m_findings.compare("I1", "being stored", gauges.storing, m_storing);
    m_findings.compare("I14", "bytes held", gauges.bytes, m_bytes);
    const auto recorded = [&metrics](LazyHistogram LatencyHistograms::*latency) {
        return static_cast<std::int64_t>((metrics.settled.*latency).count()
                                         + (metrics.thisPeriod.*latency).count());
    };
    const auto confirmed = of(count(MessageState::Confirmed));
    m_findings.compare("I12", "confirm latencies", recorded(&LatencyHistograms::confirm),
                       confirmed);
    m_findings.compare("I12", "total latencies", recorded(&LatencyHistograms::total), confirmed);
}

std::uint64_t MessageAccount::firstAliveAfter(std::uint64_t id)
{
    for (id = std::max(id + 1, m_firstAlive); id <= m_entries.size(); ++id) {
        if (!find(id)->end)
            return id;
    }
    return 0;
}

int MessageAccount::poisonAlive() const
{
    return static_cast<int>(
        std::count_if(m_entries.begin(), m_entries.end(),
                      [](const Entry &entry) { return !entry.end && entry.content.isPoison; }));
}

} // namespace Breakwater::Simulation
