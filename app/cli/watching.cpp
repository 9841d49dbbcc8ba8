// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/watching.h>

#include <app/cli/watchwords.h>

#include <core/snapshot/snapshotjson.h>

#include <QtCore/QJsonDocument>

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

std::uint64_t eventsOf(const ServiceBoard &board)
{
    std::uint64_t events = 0;
    for (const ServiceCard &card : board.services)
        events += card.events;
    return events;
}

} // namespace

Watching::Watching(const WatchOptions &options, const StabilityConfig &config,
                   const WatchTarget &target)
    : m_options(options), m_target(target), m_words(options.isJson), m_engine(config),
      m_end(m_time.createTimer([this] { m_loop.quit(); }))
{
    connect(&m_engine, &EngineHost::snapshotReady, this, &Watching::onSnapshot);
    connect(&m_engine, &EngineHost::commandFailed, this, [this](const QString &sentence) {
        complain(sentence);
        m_loop.quit();
    });
}

ExitCode Watching::exec()
{
    m_engine.post(OpenWatch{m_target});
    if (m_options.length)
        m_end->startAt(m_time.now() + *m_options.length);
    m_loop.exec();
    return verdict();
}

void Watching::onSnapshot(const SnapshotPtr &snapshot)
{
    const WatchedSource *source = sourceIn(*snapshot, m_target.id);
    if (!source)
        return;
    m_last = *source;
    tellOfLink(*source);
    if (source->services)
        tellOfServices(*source);
    if (!source->frame || source->frame->sequence == m_lastFrame
        || (!source->frame->tiers.has(m_options.tier) && source->kind == WatchKind::Stream))
        return;
    m_lastFrame = source->frame->sequence;
    write(m_options.isJson ? QJsonDocument(toJson(*source->frame)).toJson(QJsonDocument::Compact)
                           : lineOf(*source).toUtf8());
}

void Watching::tellOfLink(const WatchedSource &source)
{
    const QString now = wordsAboutLink(source);
    if (now == m_lastWords)
        return;
    m_lastWords = now;
    m_words.say(now);
}

void Watching::tellOfServices(const WatchedSource &source)
{
    const std::uint64_t events = eventsOf(*source.services);
    if (events == m_lastServiceEvents || source.services->services.empty())
        return;
    m_lastServiceEvents = events;
    for (const ServiceCard &card : source.services->services)
        write(m_options.isJson ? QJsonDocument(jsonOf(card)).toJson(QJsonDocument::Compact)
                               : lineOf(card).toUtf8());
}

void Watching::write(const QByteArray &line)
{
    const auto written = writeOut(line + '\n');
    if (written || m_couldNotWrite)
        return;
    m_couldNotWrite = true;
    complain(written.error().message);
    m_loop.quit();
}

ExitCode Watching::verdict() const
{
    if (m_couldNotWrite)
        return ExitCode::Failure;
    if (!m_last || !m_last->age)
        return ExitCode::NoLink;
    const bool isTroubled = m_last->isStale()
        || (m_last->frame
            && m_last->frame->engine.breaker.effectiveState() != BreakerState::Closed);
    return isTroubled ? ExitCode::Unhealthy : ExitCode::Fine;
}

} // namespace Breakwater::Cli
