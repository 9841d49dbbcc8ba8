// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/engine.h>

#include <core/engine/processmemory.h>
#include <core/serve/demoserver.h>
#include <core/session/transitionnews.h>

#include <algorithm>

namespace Breakwater {

namespace {

// Changes of state are told at once, but a link that flaps must not flood the window.
constexpr Duration shortestFrameGap = std::chrono::milliseconds(50);
constexpr Duration shortestSleep = std::chrono::seconds(1);

} // namespace

Engine::Engine(const StabilityConfig &config, TimeSystem &time, RandomSource &random,
               TransportFactory &transports, EngineListener &listener, Outbox *outbox)
    : m_config(config), m_time(time), m_random(random), m_listener(listener),
      m_budget(config.queue.totalMaxBytes),
      m_sessions(config,
                 SessionWorld{time, random, transports, *this, m_budget, m_messages, outbox}),
      m_shutdown(m_sessions, time),
      m_serving(config, {time, random, m_journal, listener, [this] { owe(); }}),
      m_watched(config, {time, random, transports, *this}), m_tiers(config.refresh, time.now()),
      m_timer(time.createTimer([this] { onTick(); })), m_startedAt(time.now()),
      m_asleep(time.asleep())
{
    m_timer->startAt(m_startedAt);
}

Engine::~Engine() = default;

void Engine::execute(const EngineCommand &command)
{
    std::visit([this](const auto &known) { run(known); }, command);
}

void Engine::shutdown(Duration timeout, ShutdownPlan plan)
{
    if (m_shutdown.hasBegun())
        return;
    m_traffic.clear();
    say(Severity::Info, QStringLiteral("engine"), QStringLiteral("Shutting down"), {});
    const int demos = (m_demo ? 1 : 0) + (m_serving.hasDemo() ? 1 : 0);
    m_serving.stopListening();
    if (SessionManager *const clients = m_serving.sessions())
        m_shutdown.include(*clients);
    m_shutdown.begin(
        timeout,
        [this, demos](ShutdownReport report) {
            publish(m_time.now(), TierSet::all(), FrameKind::Last);
            report.backgroundTasksStopped = 1 + demos + stopWatching();
            m_demo.reset();
            m_demoGateway.reset();
            m_serving.closeStream();
            m_isDone = true;
            m_timer->stop();
            m_listener.shutdownFinished(report);
        },
        plan);
}

//! How many sources were watched.
int Engine::stopWatching()
{
    const auto sources = m_watched.look(m_time.sample());
    for (const WatchedSource &source : sources)
        m_watched.close(source.id);
    return static_cast<int>(sources.size());
}

void Engine::sessionChanged(Session &)
{
    owe();
}

void Engine::watchChanged(const SessionId &)
{
    owe();
}

void Engine::watchEvent(const SessionId &source, const QString &name, Severity severity,
                        const QString &title, const QString &detail)
{
    m_journal.add(Event{.at = m_time.wallNow(),
                        .severity = severity,
                        .source = QStringLiteral("watch"),
                        .session = source,
                        .sessionName = name,
                        .title = title,
                        .detail = detail});
}

//! A frame, before the next tick.
void Engine::owe()
{
    m_changed = true;
    arm();
}

void Engine::sessionEvent(Session &session, Severity severity, const QString &source,
                          const QString &title, const QString &detail)
{
    m_journal.add(Event{.at = m_time.wallNow(),
                        .severity = severity,
                        .source = source,
                        .session = session.id(),
                        .sessionName = session.name(),
                        .title = title,
                        .detail = detail});
}

void Engine::sessionTransitioned(Session &session, const BreakerTransition &transition)
{
    const WallTime at = m_time.wallNow();
    m_journal.add(TransitionRecord{.session = session.id(),
                                   .from = transition.from,
                                   .to = transition.to,
                                   .cause = toString(transition.cause),
                                   .detail = transition.detail,
                                   .at = at,
                                   .timeToDetect = transition.timeToDetect});
    const TransitionNews news = newsOf(transition);
    sessionEvent(session, news.severity, QStringLiteral("breaker"), news.title, transition.detail);
}

void Engine::sessionSettled(Session &session, MessageId id, SendVerdict verdict)
{
    const auto [first, last] = m_pending.equal_range({session.id(), id});
    for (auto it = first; it != last; ++it)
        m_listener.sendAnswered({it->second, {verdict, id}});
    m_pending.erase(first, last);
}

void Engine::sessionReceived(Session &session, const QByteArray &payload, PayloadKind kind)
{
    Seen &seen = m_seen[session.id()];
    seen.payload = payload;
    seen.isText = kind == PayloadKind::Text;
}

void Engine::onTick()
{
    const MonotonicTime now = m_time.now();
    const TierSet due = m_tiers.take(now);
    noticeSleep();
    m_sessions.removeClosed();
    if (due.has(Tier::Aggregate))
        m_rssBytes = residentBytes();
    if (!due.isEmpty() || (m_changed && now >= m_lastFrameAt + shortestFrameGap))
        publish(now, due, due.has(Tier::Performance) ? FrameKind::EndsPeriod : FrameKind::Between);
    if (due.has(Tier::Realtime))
        handOutSeen();
    arm();
}

void Engine::noticeSleep()
{
    const Duration asleep = m_time.asleep();
    const Duration slept = asleep - std::exchange(m_asleep, asleep);
    if (slept >= shortestSleep)
        run(RecheckLinks{QStringLiteral("the machine was asleep for %1 s")
                             .arg(std::chrono::floor<std::chrono::seconds>(slept).count())});
}

void Engine::publish(MonotonicTime now, TierSet tiers, FrameKind kind)
{
    m_changed = false;
    m_lastFrameAt = now;
    const auto made = frame(m_time.sample(), tiers, kind);
    m_serving.publish(made);
    m_listener.frameReady(made);
}

std::shared_ptr<Snapshot> Engine::frame(TimeSample at, TierSet tiers, FrameKind kind)
{
    auto result = std::make_shared<Snapshot>();
    result->sequence = ++m_lastSequence;
    result->at = at;
    result->tiers = tiers;
    result->source = QStringLiteral("local");
    result->uptime = at.monotonic - m_startedAt;
    SnapshotSum sum = addLinks(*result, kind);
    sum.addLatencies(m_settled);
    m_serving.addTo(*result, sum);
    result->watched = m_watched.look(at);
    result->engine = sum.result(m_period, m_config);
    result->events = m_journal.events();
    result->transitions = m_journal.transitions();
    result->memory = {.rssBytes = m_rssBytes,
                      .historyBytes = 0,
                      .queueBytes = m_budget.used() + m_serving.queueBytes()};
    result->periods
        = {m_config.refresh.realtime, m_config.refresh.performance, m_config.refresh.aggregate};
    return result;
}

SnapshotSum Engine::addLinks(Snapshot &frame, FrameKind kind)
{
    const bool endsPeriod = kind == FrameKind::EndsPeriod;
    LatencyHistograms ended;
    if (endsPeriod)
        ended = m_sessions.takeDepartedLatencies();
    SnapshotSum sum(m_sessions.departed());
    frame.sessions.reserve(m_sessions.all().size());
    for (const auto &[id, session] : m_sessions.all()) {
        Q_ASSERT(session->ledger().isConserved());
        if (endsPeriod)
            session->meter().endPeriod(frame.at.monotonic, ended);
        frame.sessions.push_back(snapshotOf(*session, frame.at, quantilesOf(id, kind)));
        sum.add(frame.sessions.back(), session->meter().set());
        frame.active += session->isUp() ? 1 : 0;
    }
    if (endsPeriod)
        endPeriod(frame.at.monotonic, ended);
    return sum;
}

Quantiles Engine::quantilesOf(const SessionId &link, FrameKind kind) const
{
    switch (kind) {
    case FrameKind::Between: return Quantiles::LastKnown;
    case FrameKind::EndsPeriod: return m_turns.of(link);
    case FrameKind::Last: return Quantiles::Exact;
    }
    Q_UNREACHABLE();
}

void Engine::endPeriod(MonotonicTime now, LatencyHistograms &ended)
{
    m_settled.merge(ended); // of clients their registry does the same
    m_serving.endPeriod(now, ended);
    m_watched.endPeriod(now);
    m_period = summaryOf(ended, PeriodDetail::Buckets);
    m_turns.next(m_config.refresh);
}

void Engine::handOutSeen()
{
    for (const auto &[id, seen] : m_seen)
        m_listener.messageSeen(id, seen.payload.left(seenBytes), seen.isText, seen.payload.size());
    m_seen.clear();
}

void Engine::arm()
{
    if (m_isDone)
        return;
    MonotonicTime next = m_tiers.nextWake();
    if (m_changed)
        next = std::min(next, m_lastFrameAt + shortestFrameGap);
    m_timer->startAt(next);
}

void Engine::say(Severity severity, const QString &source, const QString &title,
                 const QString &detail)
{
    m_journal.add(Event{.at = m_time.wallNow(),
                        .severity = severity,
                        .source = source,
                        .session = {},
                        .sessionName = {},
                        .title = title,
                        .detail = detail});
}

} // namespace Breakwater
