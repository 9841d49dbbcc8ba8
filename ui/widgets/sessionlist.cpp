// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/sessionlist.h>

#include <ui/models/sessionmodel.h>
#include <ui/models/snapshotfeed.h>
#include <ui/widgets/sessiondelegate.h>

#include <QtWidgets/QListView>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

class SessionList::Private
{
public:
    Private(SessionList &q, SnapshotFeed &snapshots)
        : feed(snapshots), model(snapshots), delegate(snapshots), view(new QListView(&q))
    {
        auto *layout = new QVBoxLayout(&q);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(view);
        q.setFocusProxy(view);
        view->setAccessibleName(SessionList::tr("Sessions, worst first"));
        view->setUniformItemSizes(true);
        view->setEditTriggers(QAbstractItemView::NoEditTriggers);
        view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        view->setItemDelegate(&delegate);
    }

    void showSelection()
    {
        const std::optional<int> row = model.rowOf(feed.selected());
        view->setCurrentIndex(row ? model.index(*row) : QModelIndex());
    }

    //! Before the view does it: the view would go to a neighbour, which nobody chose.
    void leave(int first, int last)
    {
        for (int row = first; row <= last; ++row) {
            if (model.idAt(row) != feed.selected())
                continue;
            const WatchedSource *source = feed.watched(); // of a remote link that left
            feed.select(source ? source->id : SessionId{});
        }
    }

    SnapshotFeed &feed;
    SessionModel model;
    SessionDelegate delegate;
    QListView *view;
};

SessionList::SessionList(SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, feed))
{
    connect(&d->model, &SessionModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { d->leave(first, last); });
    d->view->setModel(&d->model);
    d->showSelection();
    connect(d->view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    d->feed.select(d->model.idAt(current.row()));
            });
    connect(&feed, &SnapshotFeed::selectionChanged, this, [this] { d->showSelection(); });
    // A session may be selected before its first frame is here.
    connect(&d->model, &SessionModel::rowsInserted, this, [this] { d->showSelection(); });
    // The sparklines move on with every frame, whether a row's words changed or not.
    connect(&feed, &SnapshotFeed::updated, d->view->viewport(), qOverload<>(&QWidget::update));
}

SessionList::~SessionList()
{
    d->view->setModel(nullptr);
}

} // namespace Breakwater::Ui
