// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/servicefeed.h>

#include <ui/models/snapshotfeed.h>

#include <algorithm>
#include <limits>

namespace Breakwater::Ui {

namespace {

constexpr int trendSeconds = 300;
constexpr int trendPoints = 60;
constexpr int recentSeconds = 60;

} // namespace

ServiceFeed::ServiceFeed(SnapshotFeed &feed, QObject *parent) : QObject(parent), m_feed(feed)
{
    connect(&feed, &SnapshotFeed::updated, this, &ServiceFeed::take);
    connect(&feed, &SnapshotFeed::selectionChanged, this, &ServiceFeed::followSource);
    connect(&feed, &SnapshotFeed::staleChanged, this, &ServiceFeed::staleChanged);
    if (const SnapshotPtr frame = feed.latest())
        m_history.record(*frame);
    followSource();
}

void ServiceFeed::take(TierSet tiers)
{
    m_history.record(*m_feed.latest());
    followSource();
    Q_EMIT updated(tiers);
}

// Another server has other services: what was selected there says nothing here.
void ServiceFeed::followSource()
{
    const WatchedSource *const shown = source();
    const SessionId id = shown ? shown->id : SessionId{};
    if (id == m_source)
        return;
    m_source = id;
    m_selected.clear();
    Q_EMIT selectionChanged();
}

const WatchedSource *ServiceFeed::source() const
{
    if (const WatchedSource *const selected = m_feed.watched())
        return selected;
    const SnapshotPtr frame = m_feed.latest();
    if (!frame)
        return nullptr;
    const auto found
        = std::find_if(frame->watched.begin(), frame->watched.end(),
                       [](const WatchedSource &source) { return source.services != nullptr; });
    return found == frame->watched.end() ? nullptr : &*found;
}

const ServiceBoard *ServiceFeed::board() const
{
    const WatchedSource *const shown = source();
    return shown ? shown->services.get() : nullptr;
}

bool ServiceFeed::isStale() const
{
    const WatchedSource *const shown = source();
    return !shown || m_feed.isStale(shown->id);
}

std::optional<Duration> ServiceFeed::silentFor() const
{
    const WatchedSource *const shown = source();
    if (!shown || !shown->age)
        return std::nullopt;
    return *shown->age + m_feed.sinceFrame();
}

std::optional<double> ServiceFeed::staleSince() const
{
    if (!isStale())
        return std::nullopt;
    const double silence = toSeconds(silentFor().value_or(Duration::zero()));
    return std::chrono::duration<double>(m_feed.time().wallNow().time_since_epoch()).count()
        - silence;
}

const Series &ServiceFeed::series(const QString &service, ServiceMetric metric) const
{
    return m_history.series(m_source, service, metric);
}

std::vector<float> ServiceFeed::trend(const QString &service) const
{
    const auto end = static_cast<double>(now()) + 1;
    std::vector<float> values;
    values.reserve(trendPoints);
    for (const Series::Column &column :
         series(service, ServiceMetric::EventRate).columns(end - trendSeconds, end, trendPoints))
        values.push_back(column.count > 0 ? column.last : std::numeric_limits<float>::quiet_NaN());
    return values;
}

std::optional<double> ServiceFeed::recentErrors(const QString &service) const
{
    return m_history.errorShare(m_source, service, now() - recentSeconds + 1, now() + 1);
}

void ServiceFeed::select(const QString &service)
{
    if (service == m_selected)
        return;
    m_selected = service;
    Q_EMIT selectionChanged();
}

std::int64_t ServiceFeed::now() const
{
    return std::chrono::floor<std::chrono::seconds>(m_feed.time().wallNow())
        .time_since_epoch()
        .count();
}

} // namespace Breakwater::Ui
