// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/watchlist.h>

#include <core/watch/healthpoller.h>
#include <core/watch/streamwatcher.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

WatchList::WatchList(const StabilityConfig &config, const World &world)
    : m_config(config), m_world(world)
{ }

WatchList::~WatchList() = default;

Expected<void> WatchList::open(const WatchTarget &target)
{
    if (!m_watchers.contains(target.id) && m_watchers.size() >= mostSources)
        return Unexpected<>(
            Error{ErrorKind::BadArgument,
                  u"'%1' is not watched: there are %2 sources already; remove one first."_qs
                      .arg(target.name)
                      .arg(mostSources)});
    auto &watcher = m_watchers[target.id];
    watcher = make(target); // the old one ends silently
    watcher->start();
    return {};
}

std::unique_ptr<Watcher> WatchList::make(const WatchTarget &target) const
{
    if (target.kind == WatchKind::Poll)
        return std::make_unique<HealthPoller>(
            target, m_config, HealthPoller::World{m_world.time, m_world.random, m_world.listener});
    return std::make_unique<StreamWatcher>(
        target, m_config,
        StreamWatcher::World{m_world.time, m_world.random, m_world.transports, m_world.listener});
}

bool WatchList::close(const SessionId &source)
{
    return m_watchers.erase(source) > 0;
}

bool WatchList::retryNow(const SessionId &source)
{
    const auto found = m_watchers.find(source);
    if (found == m_watchers.end())
        return false;
    found->second->retryNow();
    return true;
}

void WatchList::recheck()
{
    for (auto &[id, watcher] : m_watchers)
        watcher->recheck();
}

void WatchList::configure(const StabilityConfig &config)
{
    m_config = config;
    for (auto &[id, watcher] : m_watchers)
        watcher->configure(config);
}

void WatchList::endPeriod(MonotonicTime now)
{
    for (auto &[id, watcher] : m_watchers)
        watcher->endPeriod(now);
}

std::vector<WatchedSource> WatchList::look(TimeSample at) const
{
    std::vector<WatchedSource> sources;
    sources.reserve(m_watchers.size());
    for (const auto &[id, watcher] : m_watchers)
        sources.push_back(watcher->look(at));
    return sources;
}

} // namespace Breakwater
