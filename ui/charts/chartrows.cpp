// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartrows.h>

#include <ui/charts/timechart.h>
#include <ui/models/snapshotfeed.h>

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QScrollArea>

namespace Breakwater::Ui {

QScrollArea *scrolled(QWidget *area, const QString &name, QWidget *parent)
{
    auto *const scroll = new QScrollArea(parent);
    scroll->setWidget(area);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(name);
    return scroll;
}

// A new layout each time: a used one keeps the room of columns that are empty now.
void arrange(const std::vector<TimeChart *> &charts, int columns, QWidget &area)
{
    delete area.layout();
    auto *const grid = new QGridLayout(&area);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(chartSpacing);
    const int count = static_cast<int>(charts.size());
    for (int i = 0; i < count; ++i) {
        grid->setRowStretch(i / columns, 1);
        grid->setColumnStretch(i % columns, 1);
        grid->addWidget(charts[static_cast<std::size_t>(i)], i / columns, i % columns);
    }
}

void takeStale(const std::vector<TimeChart *> &charts, const SnapshotFeed &feed)
{
    std::optional<double> since;
    if (const auto last = feed.lastFrameAt(); last && feed.isUnknown() && feed.shownFrame())
        since = std::chrono::duration<double>(last->time_since_epoch()).count();
    for (TimeChart *const chart : charts)
        chart->setStaleSince(since);
}

} // namespace Breakwater::Ui
