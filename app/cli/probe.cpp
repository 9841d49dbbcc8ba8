// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/probe.h>

#include <app/cli/health.h>
#include <app/cli/latency.h>

#include <core/base/randomsource.h>
#include <core/base/text.h>
#include <core/engine/trafficgenerator.h>
#include <core/snapshot/snapshotjson.h>

#include <QtCore/QJsonDocument>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using App::ExitCode;

namespace {

constexpr Duration longestWaitForFrame = 5s;
constexpr Duration longestShutdown = 5s;
constexpr Duration graceAfterShutdown = 3s;
constexpr qsizetype longestLine = 400;

//! "200 messages accepted, 12 rejected".
QString takenIn(const MessageCounters &messages)
{
    const QString accepted
        = counted(messages.accepted, "%1 message accepted", "%1 messages accepted");
    return messages.rejected > 0 ? accepted + tr(", %1 rejected").arg(messages.rejected) : accepted;
}

QString summary(const SessionSnapshot &session)
{
    const LatencySummary &rtt = session.sinceStart.rtt;
    return tr("%1: %2 of %3 connected; %4, %5 confirmed, %6 received; "
              "RTT median %7, highest %8 (%9 measured).")
        .arg(sanitised(session.name))
        .arg(session.connections.opened)
        .arg(counted(session.connections.total, "%1 attempt", "%1 attempts"),
             takenIn(session.messages))
        .arg(session.messages.confirmed)
        .arg(session.messages.received)
        .arg(latency(rtt.p50, 2), latency(rtt.max, 2))
        .arg(rtt.count);
}

//! "Unhealthy: the link is down: …"
QString sentence(const Diagnosis &diagnosis)
{
    QString text = tr("Healthy: ");
    if (diagnosis.health == Health::Degraded || diagnosis.health == Health::Losing)
        text = tr("Degraded: ");
    else if (diagnosis.health != Health::Healthy)
        text = tr("Unhealthy: ");
    text += diagnosis.reason;
    const bool isWhole = text.endsWith(u'.') || text.endsWith(u'?');
    return isWhole ? text : text + u'.';
}

} // namespace

Probe::Probe(const ProbeOptions &options, const ProbePlan &plan)
    : m_options(options), m_plan(plan), m_words(options.isJson), m_engine(plan.config),
      m_deadline(m_time.createTimer([this] { onDeadline(); }))
{
    connect(&m_engine, &EngineHost::snapshotReady, this, &Probe::onSnapshot);
    connect(&m_engine, &EngineHost::sendAnswered, this, &Probe::onAnswer);
    connect(&m_engine, &EngineHost::commandFailed, this,
            [](const QString &sentence) { complain(sentence); });
    connect(&m_engine, &EngineHost::shutdownFinished, this, [this](const ShutdownReport &report) {
        const SnapshotPtr last = m_engine.latest(); // published just before
        conclude(last ? std::optional(closingOf(report, *last)) : std::nullopt);
    });
}

ExitCode Probe::exec()
{
    m_words.say(tr("Probing %1 for %2 s.")
                    .arg(m_plan.open.endpoint.shownUrl())
                    .arg(toSeconds(m_options.length)));
    m_engine.post(m_plan.open);
    startSending();
    m_deadline->startAt(m_time.now() + m_options.length);
    m_loop.exec();
    return m_code;
}

void Probe::startSending()
{
    if (!m_plan.text)
        return;
    const SessionId id = m_plan.open.id;
    if (m_options.perSecond) {
        m_engine.post(
            SetTraffic{.id = id, .text = *m_plan.text, .perSecond = *m_options.perSecond});
        return;
    }
    SeededRandom random = SeededRandom::fromSystem();
    TrafficGenerator once({.text = *m_plan.text, .perSecond = 1}, m_time, random,
                          [](TrafficGenerator &, int) {});
    m_engine.post(SendMessage{.id = id, .message = once.next(), .requestId = 1});
}

void Probe::endSoon()
{
    if (m_phase != Phase::Watching)
        return;
    m_phase = Phase::EndingPeriod;
    const auto latest = m_engine.latest();
    m_lastFrame = latest ? latest->sequence : 0;
    m_engine.post(SetTraffic{.id = m_plan.open.id, .text = {}});
    m_engine.post(ApplyConfig{m_plan.config}); // all tiers tick at once
    m_deadline->startAt(m_time.now() + longestWaitForFrame);
}

void Probe::onSnapshot(const SnapshotPtr &snapshot)
{
    printEvents(*snapshot);
    if (m_phase == Phase::WaitingForFrame && snapshot->tiers.has(Tier::Aggregate))
        return shutDown(snapshot);
    const bool isNew = snapshot->sequence > m_lastFrame;
    if (m_phase == Phase::EndingPeriod && isNew && snapshot->tiers.has(Tier::Performance)) {
        m_phase = Phase::WaitingForFrame; // for what is still under way
        m_period = snapshot->uptime;
    }
    const SessionSnapshot *session = snapshot->session(m_plan.open.id);
    // Refused is for good: waiting would change nothing.
    if (session && session->connection == ConnectionState::Refused)
        endSoon();
}

//! In UTC, one line each: what the window's event log would show.
void Probe::printEvents(const Snapshot &snapshot)
{
    if (!snapshot.events || m_phase == Phase::ShuttingDown || m_phase == Phase::Done)
        return;
    for (const Event &event : *snapshot.events) {
        if (event.sequence <= m_lastEvent)
            continue;
        m_lastEvent = event.sequence;
        if (wasLogged(event.detail))
            continue;
        QString text = event.title;
        if (!event.detail.isEmpty())
            text += u": "_qs + event.detail;
        m_words.line(toIso8601(event.at) + u' ' + sanitised(text, longestLine));
    }
}

void Probe::onAnswer(const SendAnswer &answer)
{
    const SendVerdict verdict = answer.outcome.verdict;
    if (verdict == SendVerdict::Pending)
        return; // the outbox stores it; the answer that counts follows
    if (answer.outcome.isAccepted() || verdict == SendVerdict::Duplicate)
        return;
    complain(tr("The message was not accepted (%1).").arg(toString(answer.outcome.verdict)));
}

void Probe::onDeadline()
{
    switch (m_phase) {
    case Phase::Watching: return endSoon();
    case Phase::EndingPeriod:
    case Phase::WaitingForFrame: return shutDown(m_engine.latest());
    case Phase::ShuttingDown:
        complain(tr("The engine did not end in time."));
        return conclude(std::nullopt);
    case Phase::Done: return;
    }
}

void Probe::shutDown(const SnapshotPtr &snapshot)
{
    m_phase = Phase::ShuttingDown;
    m_document = snapshot;
    m_deadline->startAt(m_time.now() + longestShutdown + graceAfterShutdown);
    m_engine.shutdown(longestShutdown);
}

void Probe::conclude(const std::optional<Closing> &closing)
{
    if (m_phase == Phase::Done)
        return; // the answer was just too late
    m_phase = Phase::Done;
    m_deadline->stop();
    m_loop.quit();
    if (!m_document)
        return complain(tr("The engine gave no snapshot."));
    m_code = verdict(closing);
    const QByteArray bytes = QJsonDocument(document(closing)).toJson();
    if (const auto written = writeOut(bytes); !written) {
        complain(written.error().message);
        m_code = ExitCode::Failure;
    }
}

QJsonObject Probe::document(const std::optional<Closing> &closing) const
{
    Snapshot frame = *m_document;
    frame.periods.performance = m_period.value_or(frame.uptime);
    QJsonObject document = toJson(frame);
    document[u"closing"_qs] = closing ? QJsonValue(asJson(*closing)) : QJsonValue();
    return document;
}

ExitCode Probe::verdict(const std::optional<Closing> &closing) const
{
    const SessionSnapshot *session = m_document->session(m_plan.open.id);
    if (!session || !closing)
        return ExitCode::Failure; // it has been said why
    m_words.say(summary(*session));
    for (const QString &text : sentencesFor(*closing))
        m_words.say(text);
    const Diagnosis diagnosis = corrected(diagnose(*session), *closing);
    m_words.say(sentence(diagnosis));
    switch (diagnosis.health) {
    case Health::Healthy: return ExitCode::Fine;
    case Health::Degraded: return m_options.failOnDegraded ? ExitCode::Unhealthy : ExitCode::Fine;
    case Health::Losing:
    case Health::Unhealthy: return ExitCode::Unhealthy;
    case Health::NeverConnected: return ExitCode::NoLink;
    }
    Q_UNREACHABLE();
}

} // namespace Breakwater::Cli
