// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/history/servicehistory.h>

#include <QtCore/QObject>

#include <optional>
#include <vector>

namespace Breakwater::Ui {

class SnapshotFeed;

//! The services of the watched servers, for the window: keeps their histories with every frame,
//! seen or not, and knows which server and which service is shown.
//!
//! Lives on the window's thread, beside the feed that it reads from.
class ServiceFeed final : public QObject
{
    Q_OBJECT

public:
    explicit ServiceFeed(SnapshotFeed &feed, QObject *parent = nullptr);

    SnapshotFeed &snapshots() const { return m_feed; }
    //! What the selection belongs to; when that is a link of our own, the first watched server that
    //! tells of services. Null when there is none. Valid until the next frame, as is board().
    const WatchedSource *source() const;
    //! Null: it tells of no services.
    const ServiceBoard *board() const;
    //! Nothing fresh from source(); what is known is of the past.
    bool isStale() const;
    //! Since anything fresh arrived; none before that.
    std::optional<Duration> silentFor() const;
    //! Seconds since the epoch from which on nothing is known; none while it is fresh.
    std::optional<double> staleSince() const;

    const ServiceHistory &history() const { return m_history; }
    //! Of a service of source().
    const Series &series(const QString &service, ServiceMetric metric) const;
    //! Events per second of the last five minutes for a sparkline, oldest first; NaN is unknown.
    std::vector<float> trend(const QString &service) const;
    //! Of the last minute; none without events.
    std::optional<double> recentErrors(const QString &service) const;

    //! A service by its name; empty: all together.
    QString selected() const { return m_selected; }
    void select(const QString &service);

Q_SIGNALS:
    //! A newer frame is here, and the histories know it.
    void updated(Breakwater::TierSet tiers);
    //! Another service, or another server, is shown.
    void selectionChanged();
    //! Also once a second while stale.
    void staleChanged();

private:
    void take(TierSet tiers);
    void followSource();
    std::int64_t now() const; //!< in seconds since the epoch

    SnapshotFeed &m_feed;
    ServiceHistory m_history;
    SessionId m_source;
    QString m_selected;
};

} // namespace Breakwater::Ui
