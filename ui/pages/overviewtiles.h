// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

#include <vector>

namespace Breakwater {
struct SessionSnapshot;
}

namespace Breakwater::Ui {

class BreakerLamp;
class QueueGauge;
class SnapshotFeed;
class StatTile;

//! The overview's head: lamp, tiles and gauges of what is selected. One row where there is room,
//! else two rows beside the lamp.
class OverviewTiles final : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewTiles(SnapshotFeed &feed, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void follow();
    void followRates(const SessionSnapshot &session);
    void followLatency(const SessionSnapshot &session);
    void followGauges(const SessionSnapshot &session);
    void showNothing();
    void followTrends();
    void placeRow(int first, int count, QRect room);
    int oneRowHeight() const;
    int halfHeight() const;

    SnapshotFeed &m_feed;
    BreakerLamp *m_lamp;
    StatTile *m_in;
    StatTile *m_out;
    StatTile *m_p99;
    StatTile *m_failures;
    StatTile *m_retries;
    StatTile *m_rtt;
    QueueGauge *m_unconfirmed;
    QueueGauge *m_queue;
    std::vector<QWidget *> m_parts; //!< beside the lamp, in reading order
};

} // namespace Breakwater::Ui
