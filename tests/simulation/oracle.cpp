// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/oracle.h>

#include <algorithm>
#include <array>
#include <set>

namespace Breakwater::Simulation {

namespace {

constexpr int timersOfTheOutbox = 2;

} // namespace

Oracle::Oracle(SimTime &time, Trace &trace, Findings &findings)
    : m_time(time), m_trace(trace), m_findings(findings), m_byLink(1, nullptr)
{ }

void Oracle::reads(const MessageJournal *journal)
{
    if (!journal) {
        sync();
        for (SessionAccount *account : m_present)
            account->crashed();
    }
    m_journal = journal;
    m_read = 0;
}

//! Made once: they are asked for in every event.
const SessionId &Oracle::idOf(int place)
{
    static const std::array<SessionId, 2> ids{SessionId{QStringLiteral("s0")},
                                              SessionId{QStringLiteral("s1")}};
    return ids.at(static_cast<std::size_t>(place));
}

void Oracle::begin(int place, const StabilityConfig &config, const SimServer &server,
                   const SimDisk *disk)
{
    sync();
    m_hasOutbox = disk != nullptr;
    m_accounts.push_back(std::make_unique<SessionAccount>(config, server, disk, m_findings));
    const auto index = static_cast<std::size_t>(place);
    if (m_present.size() <= index) {
        m_present.resize(index + 1);
        m_before.resize(index + 1);
    }
    m_before[index] = std::exchange(m_present[index], m_accounts.back().get());
}

SessionAccount &Oracle::of(const SimLink &link)
{
    return *m_byLink[link.id];
}

SessionAccount &Oracle::of(const SessionId &id)
{
    return at(id.value.at(1).digitValue());
}

void Oracle::sync()
{
    if (!m_journal || m_journal->last() == m_read)
        return;
    m_journal->forEachAfter(m_read, [this](const EndedMessage &ended) {
        const std::uint64_t id = ended.message.id.value;
        m_trace.note("message %1 ends, state %2", static_cast<std::int64_t>(id),
                     static_cast<std::int64_t>(ended.how));
        of(ended.session).ended(m_time.now(), id, ended.how);
    });
    m_read = m_journal->last();
}

void Oracle::afterEvent(const SessionManager &sessions, const ByteBudget &budget)
{
    sync();
    const MonotonicTime now = m_time.now();
    std::int64_t bytes = 0;
    int running = m_isShuttingDown && !m_isShutDown ? 1 : 0;
    running += m_hasOutbox ? timersOfTheOutbox : 0;
    for (int place = 0; place < places(); ++place) {
        if (Session *session = sessions.find(idOf(place)))
            at(place).afterEvent(now, *session);
        bytes += at(place).messages().bytes();
        running += at(place).isStopped() ? 0 : 1;
    }
    if (m_keptAtShutdown)
        m_findings.compare("I1", "kept by the shutdown", *std::exchange(m_keptAtShutdown, {}),
                           kept());
    m_findings.compare("I14", "bytes of all sessions", budget.used(), bytes);
    if (m_time.activeTimers() > running)
        m_findings.add(
            running == 0 ? "I9" : "I5",
            QStringLiteral("%1 timers run, %2 may").arg(m_time.activeTimers()).arg(running));
}

void Oracle::afterEventWithoutProcess()
{
    if (m_time.activeTimers() > 0)
        m_findings.add("I9", QStringLiteral("timers of a process that is no more"));
}

void Oracle::taken(const SessionId &session, const std::vector<OutboxRow> &rows)
{
    const int place = session.value.at(1).digitValue();
    m_trace.note("session %1 takes %2 messages from the outbox", place,
                 static_cast<std::int64_t>(rows.size()));
    const SessionAccount *before = m_before[static_cast<std::size_t>(place)];
    m_swept -= at(place).messages().recovered(m_time.now(), rows,
                                              before ? &before->messages() : nullptr);
    if (m_swept < 0)
        m_findings.add("I1", QStringLiteral("an accepted message does not come back"));
}

void Oracle::atTheEnd(const SimDisk &disk)
{
    std::set<std::uint64_t> kept;
    for (const SessionAccount *account : m_present)
        account->messages().addKeptKeys(kept);
    const auto stored = disk.contents();
    std::int64_t missing = static_cast<std::int64_t>(kept.size());
    for (const StoredMessage &message : stored) {
        if (!kept.contains(message.row.key.value))
            return m_findings.add("I1", QStringLiteral("the outbox keeps what has ended"));
        --missing;
    }
    if (missing > m_swept)
        m_findings.add("I1", QStringLiteral("the outbox has lost what it was to keep"));
}

void Oracle::storing(const SessionId &session, const OutboxRow &row)
{
    of(session).messages().storing(row.key);
}

void Oracle::atRest()
{
    for (SessionAccount *account : m_present)
        account->atRest(m_time.now());
}

void Oracle::disturbed()
{
    for (SessionAccount *account : m_present)
        account->disturbed(m_time.now());
}

std::uint64_t Oracle::ended(std::initializer_list<MessageState> how) const
{
    std::uint64_t sum = 0;
    for (const auto &account : m_accounts) {
        for (const MessageState state : how)
            sum += account->messages().count(state);
    }
    return sum;
}

std::int64_t Oracle::kept() const
{
    std::int64_t sum = 0;
    for (const auto &account : m_accounts)
        sum += account->messages().kept();
    return sum;
}

void Oracle::shutdownBegins()
{
    sync();
    m_isShuttingDown = true;
    m_deliveredBefore = ended({MessageState::Confirmed, MessageState::Sent});
    m_keptBefore = kept();
    m_lostBefore = ended({MessageState::Dropped, MessageState::Abandoned});
    for (SessionAccount *account : m_present) {
        account->closingAsked();
        account->probeAsked();
        account->retryAsked();
        m_upAtShutdown += account->isUp() ? 1 : 0;
    }
}

void Oracle::shutdownEnds(const ShutdownReport &report, Duration most)
{
    sync();
    const auto same = [this](const char *what, std::uint64_t reported, std::uint64_t own) {
        m_findings.compare("I1", what, static_cast<std::int64_t>(reported),
                           static_cast<std::int64_t>(own));
    };
    same("flushed by the shutdown", report.pendingMessagesFlushed,
         ended({MessageState::Confirmed, MessageState::Sent}) - m_deliveredBefore);
    same("dropped by the shutdown", report.pendingMessagesDropped,
         ended({MessageState::Dropped, MessageState::Abandoned}) - m_lostBefore);
    m_keptAtShutdown = static_cast<std::int64_t>(report.pendingMessagesKept) + m_keptBefore;
    same("connections that it closed", report.connectionsClosed, m_upAtShutdown);
    if (report.duration > most)
        m_findings.add("I9",
                       QStringLiteral("the shutdown took %1 s instead of %2 s")
                           .arg(toSeconds(report.duration))
                           .arg(toSeconds(most)));
    m_isShutDown = true;
}

void Oracle::dialled(SimLink &link)
{
    sync();
    m_byLink.push_back(&at(link.place));
    of(link).dialled(m_time.now(), link);
}

void Oracle::wrote(SimLink &link, const QByteArray &payload, std::int64_t backlogBefore)
{
    sync();
    of(link).wrote(m_time.now(), link, payload, backlogBefore);
}

void Oracle::pinged(SimLink &link, const QByteArray &payload)
{
    sync();
    of(link).pinged(m_time.now(), link, payload);
}

void Oracle::closed(SimLink &link, int)
{
    sync();
    of(link).closed();
}

void Oracle::aborted(SimLink &link)
{
    sync();
    of(link).aborted(m_time.now());
}

void Oracle::opening(SimLink &link)
{
    of(link).opening(m_time.now());
}

void Oracle::ponging(SimLink &link, const QByteArray &payload)
{
    of(link).ponging(m_time.now(), payload);
}

void Oracle::texting(SimLink &link, const QByteArray &payload)
{
    of(link).texting(m_time.now(), payload);
}

void Oracle::draining(SimLink &link, std::int64_t backlog)
{
    of(link).draining(m_time.now(), backlog);
}

void Oracle::ending(SimLink &link, const EndReason &reason)
{
    of(link).ending(m_time.now(), reason);
}

void Oracle::received(SimLink &link, const Content &content)
{
    of(link).messages().received(content);
}

void Oracle::choked(SimLink &link, const Content &content)
{
    of(link).messages().arrived(content);
}

void Oracle::sessionChanged(Session &session)
{
    m_trace.note("session: connection %1, breaker %2",
                 static_cast<std::int64_t>(session.connection()),
                 static_cast<std::int64_t>(session.breaker().state()));
}

void Oracle::sessionEvent(Session &session, Severity severity, const QString &, const QString &,
                          const QString &)
{
    m_trace.note("session says something, severity %1", static_cast<std::int64_t>(severity));
    of(session.id()).spoke("speaks");
}

void Oracle::sessionTransitioned(Session &session, const BreakerTransition &transition)
{
    m_trace.note("breaker goes to %1, cause %2", static_cast<std::int64_t>(transition.to),
                 static_cast<std::int64_t>(transition.cause));
    sync();
    of(session.id()).transitioned(m_time.now(), transition);
}

void Oracle::sessionSettled(Session &session, MessageId id, SendVerdict verdict)
{
    m_trace.note("message %1 is settled, verdict %2", static_cast<std::int64_t>(id.value),
                 static_cast<std::int64_t>(verdict));
    of(session.id()).spoke("settles a message");
    sync();
    of(session.id()).messages().settled(id.value, verdict);
}

void Oracle::sessionReceived(Session &session, const QByteArray &, PayloadKind)
{
    of(session.id()).handedOn();
}

} // namespace Breakwater::Simulation
