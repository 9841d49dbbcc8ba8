// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/clientspanel.h>

#include <ui/format/format.h>
#include <ui/models/clientmodel.h>
#include <ui/models/clientwords.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/clientsbar.h>
#include <ui/pages/clientsnotes.h>
#include <ui/pages/clientstable.h>
#include <ui/pages/logview.h>
#include <ui/theme/theme.h>

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration usualRenewal = std::chrono::seconds(30);

} // namespace

class ClientsPanel::Private
{
public:
    Private(ClientsPanel &panel, SnapshotFeed &snapshots)
        : q(panel), feed(snapshots), bar(new ClientsBar), view(new LogView), words(new QLabel)
    { }

    void layOut();
    void addActions();
    void connectParts();
    void follow();
    void dim();
    void takeTable(const Snapshot *frame);
    void setTable(const ClientTable &table);
    void say();
    QString counted() const;
    Duration renewal() const;
    std::optional<SessionId> current() const;

    ClientsPanel &q;
    SnapshotFeed &feed;
    ClientModel model;
    ClientsBar *bar;
    LogView *view;
    QLabel *words;
    QAction *open = nullptr;
    QAction *copy = nullptr;
    QAction *disconnect = nullptr;
    std::optional<MonotonicTime> tableAt;
    bool isDim = false;
};

void ClientsPanel::Private::layOut()
{
    ClientsTable::prepare(*view, model);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    auto *layout = new QVBoxLayout(&q);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(bar);
    layout->addWidget(view, 1);
    layout->addWidget(words);
}

void ClientsPanel::Private::addActions()
{
    const auto add = [this](const QString &text, auto act) {
        auto *action = new QAction(text, view);
        QObject::connect(action, &QAction::triggered, &q, act);
        view->addAction(action);
        return action;
    };
    const auto openCurrent = [this] {
        if (const auto client = current())
            Q_EMIT q.opened(*client);
    };
    open = add(ClientsPanel::tr("&Open"), openCurrent);
    copy = add(ClientsPanel::tr("&Copy rows as CSV"), [this] { q.copyRows(); });
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    disconnect = add(ClientsPanel::tr("&Disconnect…"), [this] {
        if (const auto client = current())
            Q_EMIT q.disconnectWanted(*client);
    });
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    QObject::connect(view, &QTableView::activated, &q, openCurrent);
}

void ClientsPanel::Private::connectParts()
{
    const auto look = [this] { follow(); };
    QObject::connect(&feed, &SnapshotFeed::updated, &q, look);
    QObject::connect(&feed, &SnapshotFeed::selectionChanged, &q, look);
    QObject::connect(&feed, &SnapshotFeed::staleChanged, &q, look);
    QObject::connect(bar, &ClientsBar::chartsChosen, &q, &ClientsPanel::chartsChosen);
    QObject::connect(bar, &ClientsBar::filterChanged, &q, [this] {
        model.setFilter(bar->filter());
        say();
    });
    QObject::connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, &q,
                     [this] { say(); });
}

void ClientsPanel::Private::follow()
{
    const Snapshot *frame = feed.shownFrame();
    takeTable(frame);
    model.setUnknown(feed.isUnknown());
    if (std::exchange(isDim, feed.isUnknown()) != feed.isUnknown())
        dim();
    const bool isKnown = frame && !feed.isUnknown() && !frame->serving.url.isEmpty();
    bar->setCounts(isKnown ? &frame->serving : nullptr);
    say();
}

//! What was known last is no news.
void ClientsPanel::Private::dim()
{
    QPalette ink;
    if (isDim)
        ink.setColor(QPalette::Text, colour(Role::DimText, q.palette()));
    view->setPalette(ink);
}

void ClientsPanel::Private::takeTable(const Snapshot *frame)
{
    const ClientTable table = frame ? frame->serving.table : nullptr;
    if (model.isOf(table))
        return;
    tableAt = table ? std::optional(feed.time().now()) : std::nullopt;
    setTable(table);
}

//! In an order that stays as it is, so do the rows on screen. Where the worst come first, they go
//! on doing so.
void ClientsPanel::Private::setTable(const ClientTable &table)
{
    const int top = view->verticalScrollBar()->value();
    const bool isSteady = model.sortColumn() == ClientModel::ClientColumn
        || model.sortColumn() == ClientModel::FromColumn;
    std::optional<SessionId> held;
    if (isSteady && top > 0 && top < model.rowCount())
        held = model.clientAt(top).id;
    model.setTable(table);
    if (top > 0)
        view->showAtTop((held ? model.rowOf(*held) : std::nullopt).value_or(top));
}

QString ClientsPanel::Private::counted() const
{
    const QString all = Format::integer(model.total());
    return model.filter().isActive()
        ? ClientsPanel::tr("%1 of %2 clients").arg(Format::integer(model.rowCount()), all)
        : ClientsPanel::tr("%1 clients").arg(all);
}

Duration ClientsPanel::Private::renewal() const
{
    const Snapshot *frame = feed.shownFrame();
    const Duration period = frame ? frame->periods.aggregate : Duration::zero();
    return period > Duration::zero() ? period : usualRenewal;
}

void ClientsPanel::Private::say()
{
    view->setPlaceholder(ClientsNotes::empty(feed, model.hasTable(), model.total() > 0));
    QStringList parts;
    if (model.hasTable())
        parts = {counted(), ClientsNotes::age(q.tableAge(), renewal())};
    if (feed.isStale() && feed.lastFrameAt())
        parts += ClientsPanel::tr("⚠ no data since %1").arg(Format::timeOfDay(feed.lastFrameAt()));
    words->setText(parts.join(u" · "_s));
    const bool hasCurrent = view->currentIndex().isValid();
    open->setEnabled(hasCurrent);
    copy->setEnabled(hasCurrent);
    const QString whyNot = ClientsNotes::whyNot(feed);
    disconnect->setEnabled(hasCurrent && whyNot.isEmpty());
    disconnect->setToolTip(whyNot);
}

std::optional<SessionId> ClientsPanel::Private::current() const
{
    const QModelIndex index = view->currentIndex();
    return index.isValid() ? std::optional(model.clientAt(index.row()).id) : std::nullopt;
}

ClientsPanel::ClientsPanel(SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, feed))
{
    d->layOut();
    d->addActions();
    d->connectParts();
    d->follow();
}

ClientsPanel::~ClientsPanel() = default;

const ClientModel &ClientsPanel::model() const
{
    return d->model;
}

std::optional<Duration> ClientsPanel::tableAge() const
{
    return d->tableAt ? std::optional(d->feed.time().now() - *d->tableAt) : std::nullopt;
}

void ClientsPanel::focusTable()
{
    d->view->setFocus(Qt::OtherFocusReason);
}

void ClientsPanel::focusSearch()
{
    d->bar->focusText();
}

void ClientsPanel::copyRows()
{
    const QList<int> rows = d->view->selectedRows();
    if (!rows.isEmpty())
        QGuiApplication::clipboard()->setText(ClientWords::csv(d->model, rows));
}

void ClientsPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        d->dim();
}

void ClientsPanel::setChartsShown(bool areShown)
{
    d->bar->setChartsShown(areShown);
}

} // namespace Breakwater::Ui
