// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/snapshotfaults.h>

#include <core/snapshot/conservation.h>

#include <QtCore/QProcess>
#include <QtCore/QTemporaryFile>

#include <algorithm>
#include <vector>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

namespace {

std::vector<TransitionRecord> transitionsOf(const Snapshot &snapshot, const SessionId &link)
{
    std::vector<TransitionRecord> result;
    for (const TransitionRecord &record : *snapshot.transitions) {
        if (record.session == link)
            result.push_back(record);
    }
    return result;
}

std::uint64_t countTo(const std::vector<TransitionRecord> &transitions, BreakerState state)
{
    return static_cast<std::uint64_t>(
        std::ranges::count(transitions, state, &TransitionRecord::to));
}

} // namespace

QString sessionFault(const SessionSnapshot &session)
{
    const QString who = session.id.value.isEmpty() ? u"The engine"_qs : session.id.value;
    const Conservation conservation = conservationOf(session.messages, session.queue);
    if (!conservation.holds())
        return u"%1: %2 messages are nowhere."_qs.arg(who).arg(conservation.missing());
    const auto &queue = session.queue;
    if (queue.queued + queue.unconfirmed + queue.inDoubt > queue.maxMessages)
        return u"%1 holds more messages than it may."_qs.arg(who);
    if (session.retry.successes + session.retry.failures > session.retry.attempts)
        return u"%1: more retries have ended than were made."_qs.arg(who);
    const BreakerCounters &breaker = session.breaker.counters;
    if (breaker.halfOpens > breaker.opens || breaker.closes > breaker.opens)
        return u"%1: its breaker opened %2, half-opened %3 and closed %4 times."_qs.arg(who)
            .arg(breaker.opens)
            .arg(breaker.halfOpens)
            .arg(breaker.closes);
    return {};
}

QString snapshotFault(const Snapshot &snapshot)
{
    QString fault = sessionFault(snapshot.engine);
    for (const SessionSnapshot &session : snapshot.sessions)
        fault += sessionFault(session);
    const ServingSnapshot &serving = snapshot.serving;
    if (serving.table) {
        for (const SessionSnapshot &client : *serving.table)
            fault += sessionFault(client);
    }
    if (serving.connected > serving.clients || serving.failing > serving.clients)
        fault += u"Of %1 clients %2 are here and %3 failing."_qs.arg(serving.clients)
                     .arg(serving.connected)
                     .arg(serving.failing);
    if (serving.resumed > serving.accepted)
        fault += u"More clients resumed than came."_qs;
    return fault;
}

QStringList breakerPath(const Snapshot &snapshot, const SessionId &link)
{
    QStringList path;
    for (const TransitionRecord &record : transitionsOf(snapshot, link)) {
        if (path.isEmpty())
            path += QString(toString(record.from));
        path += QString(toString(record.to));
    }
    return path;
}

QString breakerFault(const Snapshot &snapshot, const SessionId &link)
{
    const auto transitions = transitionsOf(snapshot, link);
    for (std::size_t i = 1; i < transitions.size(); ++i) {
        if (transitions[i].from != transitions[i - 1].to)
            return u"The path breaks off: "_qs + breakerPath(snapshot, link).join(u", "_qs);
        if (transitions[i].sequence <= transitions[i - 1].sequence)
            return u"The numbers of the transitions do not grow."_qs;
    }
    const SessionSnapshot *session = snapshot.session(link);
    if (!session)
        return u"There is no link %1."_qs.arg(link.value);
    const BreakerCounters &counters = session->breaker.counters;
    if (counters.opens != countTo(transitions, BreakerState::Open)
        || counters.halfOpens != countTo(transitions, BreakerState::HalfOpen)
        || counters.closes != countTo(transitions, BreakerState::Closed))
        return u"The counters count otherwise than the path: "_qs
            + breakerPath(snapshot, link).join(u", "_qs);
    return {};
}

std::optional<double> retrySuccessRate(const SessionSnapshot &session)
{
    const std::uint64_t ended = session.retry.successes + session.retry.failures;
    if (ended == 0)
        return {};
    return static_cast<double>(session.retry.successes) / static_cast<double>(ended);
}

QString schemaFault(const QByteArray &document)
{
    QTemporaryFile file;
    if (!file.open() || file.write(document) != document.size() || !file.flush())
        return file.errorString();
    QProcess python;
    python.start(u"/usr/bin/python3"_qs, // another one in PATH would not have Debian's packages
                 {QStringLiteral(BREAKWATER_SOURCE_DIR "/tests/support/validate_snapshot.py"),
                  QStringLiteral(BREAKWATER_SOURCE_DIR "/resources/snapshot.schema.json"),
                  file.fileName()});
    if (!python.waitForFinished(30'000))
        return u"There is no answer from python3: "_qs + python.errorString();
    if (python.exitStatus() != QProcess::NormalExit || python.exitCode() != 0)
        return u"The document does not fit: "_qs
            + QString::fromUtf8(python.readAllStandardError().left(500));
    return {};
}

} // namespace Breakwater::Test
