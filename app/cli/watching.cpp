// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/watching.h>

#include <core/http/healthverdict.h>
#include <core/snapshot/jsonwriter.h>
#include <core/snapshot/snapshotjson.h>
#include <core/snapshot/watchedjson.h>

#include <algorithm>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;
using App::ExitCode;

namespace {

const WatchedSource *sourceIn(const Snapshot &snapshot, const SessionId &id)
{
    const auto found = std::ranges::find(snapshot.watched, id, &WatchedSource::id);
    return found == snapshot.watched.end() ? nullptr : &*found;
}

//! Looks often, so that no tick of a remote core is missed, whatever its period.
StabilityConfig attentive(StabilityConfig config)
{
    config.refresh.realtime = std::chrono::milliseconds(50);
    return config;
}

Duration periodOf(Tier tier, const StabilityConfig &config)
{
    switch (tier) {
    case Tier::Realtime: break;
    case Tier::Performance: return config.refresh.performance;
    case Tier::Aggregate: return config.refresh.aggregate;
    }
    return config.refresh.realtime;
}

} // namespace

Watching::Watching(const WatchOptions &options, const StabilityConfig &config,
                   const WatchTarget &target)
    : m_options(options), m_config(config), m_target(target), m_words(options.isJson),
      m_engine(attentive(config)), m_end(m_time.createTimer([this] { end(); })),
      m_staleness(m_time.createTimer([this] { onStale(); }))
{
    connect(&m_engine, &EngineHost::snapshotReady, this, &Watching::onSnapshot);
    connect(&m_engine, &EngineHost::commandFailed, this, [this](const QString &sentence) {
        complain(sentence);
        m_wasNotPossible = true;
        end();
    });
}

ExitCode Watching::exec()
{
    m_engine.post(OpenWatch{m_target});
    if (m_options.length)
        m_end->startAt(m_time.now() + *m_options.length);
    if (!m_isOver)
        m_loop.exec();
    if (m_couldNotWrite || m_wasNotPossible)
        return m_couldNotWrite ? ExitCode::Failure : ExitCode::Usage;
    const Verdict judged = verdict();
    m_words.say(judged.sentence);
    return judged.code;
}

void Watching::end()
{
    m_isOver = true;
    m_loop.quit();
}

void Watching::onSnapshot(const SnapshotPtr &snapshot)
{
    const WatchedSource *source = sourceIn(*snapshot, m_target.id);
    if (!source || m_isOver)
        return;
    m_last = *source;
    m_lastAt = snapshot->at.monotonic;
    tellOfLink();
    awaitStaleness();
    if (source->frame)
        tellOfFrame(*source);
    if (source->services && m_lastAt >= m_servicesDue) {
        m_servicesDue = m_lastAt + periodOf(m_options.tier, m_config);
        tellOfServices(*source, snapshot->at.wall);
    }
    // Waiting would change nothing.
    if (source->connection == ConnectionState::Refused && !source->nextAttemptIn)
        end();
}

void Watching::tellOfLink()
{
    const QString sentence = m_linkWords.hear(*m_last, m_lastAt);
    if (!sentence.isEmpty())
        m_words.say(sentence);
}

void Watching::awaitStaleness()
{
    m_staleness->stop();
    if (m_last->age && !m_last->isStale())
        m_staleness->startAt(m_lastAt + 3 * m_last->period - *m_last->age
                             + std::chrono::milliseconds(1));
}

void Watching::onStale()
{
    grow(*m_last);
    tellOfLink();
}

void Watching::grow(WatchedSource &source)
{
    const MonotonicTime now = m_time.now();
    if (source.age)
        *source.age += now - m_lastAt;
    m_lastAt = now;
}

void Watching::tellOfFrame(const WatchedSource &source)
{
    const bool isTick = source.kind == WatchKind::Poll || source.frame->tiers.has(m_options.tier);
    if (!isTick || source.frame->sequence == m_lastFrame)
        return;
    m_lastFrame = source.frame->sequence;
    write(m_options.isJson ? toLine(*source.frame) : Cli::lineOf(source, m_options.tier).toUtf8());
}

void Watching::tellOfServices(const WatchedSource &source, WallTime at)
{
    bool isNews = false;
    for (const ServiceCard &card : source.services->services) {
        const auto [told, isNew] = m_toldCards.try_emplace(card.name, card);
        if (!isNew && told->second.events == card.events && told->second.errors == card.errors)
            continue;
        told->second = card;
        isNews = true;
        if (!m_options.isJson)
            write(Cli::lineOf(card, at).toUtf8());
    }
    if (isNews && m_options.isJson)
        write(
            jsonLine([&](JsonWriter &json) { writeWatched(json, source, {.withEvents = false}); }));
}

void Watching::write(const QByteArray &line)
{
    if (m_couldNotWrite)
        return;
    const auto written = writeOut(line + '\n');
    if (written)
        return;
    m_couldNotWrite = true;
    complain(written.error().message);
    end();
}

Watching::Verdict Watching::verdict()
{
    if (!m_last || !m_last->age)
        return {ExitCode::NoLink, tr("Nothing was ever heard of it.")};
    grow(*m_last);
    if (m_last->isStale() || m_last->connection != ConnectionState::Connected)
        return {ExitCode::Unhealthy, tr("At the end it could not be watched.")};
    if (!m_last->health.isEmpty()) {
        const bool isFine = m_last->health == "healthy"_L1;
        return {isFine ? ExitCode::Fine : ExitCode::Unhealthy,
                tr("At the end it reported itself %1.").arg(m_last->health)};
    }
    if (!m_last->frame)
        return {ExitCode::Fine, tr("At the end it was live.")};
    const Snapshot &frame = *m_last->frame;
    const HealthVerdict health = judgeHealth(healthLinksOf(frame), healthClientsOf(frame.serving),
                                             {}, m_config.health.clientFailureShare);
    if (health.status == HealthStatus::Healthy)
        return {ExitCode::Fine, tr("At the end it was healthy.")};
    return {ExitCode::Unhealthy,
            tr("At the end it was %1: %2")
                .arg(QString(toString(health.status)), health.findings.front().sentence)};
}

} // namespace Breakwater::Cli
