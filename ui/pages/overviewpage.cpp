// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/overviewpage.h>

#include <ui/charts/chartgrid.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/overviewtiles.h>
#include <ui/pages/startpanel.h>

#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

class OverviewPage::Private
{
public:
    Private(OverviewPage &q, SnapshotFeed &snapshots, TimeView &view)
        : feed(snapshots), start(new StartPanel(snapshots)), content(new QWidget),
          grid(new ChartGrid(snapshots, view)), stack(new QStackedLayout(&q))
    {
        auto *layout = new QVBoxLayout(content);
        layout->setContentsMargins(8, 6, 8, 6);
        layout->setSpacing(6);
        layout->addWidget(new OverviewTiles(snapshots));
        layout->addWidget(grid, 1);
        stack->addWidget(start);
        stack->addWidget(content);
    }

    void follow()
    {
        stack->setCurrentWidget(StartPanel::isNeeded(feed) ? static_cast<QWidget *>(start)
                                                           : content);
    }

    SnapshotFeed &feed;
    StartPanel *start;
    QWidget *content;
    ChartGrid *grid;
    QStackedLayout *stack;
};

OverviewPage::OverviewPage(SnapshotFeed &feed, TimeView &view, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, feed, view))
{
    connect(&feed, &SnapshotFeed::updated, this, [this] { d->follow(); });
    connect(d->start, &StartPanel::demoWanted, this, &OverviewPage::demoWanted);
    connect(d->start, &StartPanel::newConnectionWanted, this, &OverviewPage::newConnectionWanted);
    d->follow();
}

OverviewPage::~OverviewPage() = default;

ChartGrid &OverviewPage::charts() const
{
    return *d->grid;
}

} // namespace Breakwater::Ui
