// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/clientspage.h>

#include <core/base/text.h>
#include <ui/charts/servingcharts.h>
#include <ui/dialogs/confirmdialog.h>
#include <ui/format/format.h>
#include <ui/models/clientmodel.h>
#include <ui/models/clientwords.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/clientsdetail.h>
#include <ui/pages/clientsnotes.h>
#include <ui/pages/clientsopen.h>
#include <ui/pages/clientspanel.h>

#include <QtGui/QShortcut>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

namespace {

//! Until somebody wishes otherwise: a lower page shows the table alone.
constexpr int tallFrom = 420;

QString questionFor(const SessionSnapshot &client)
{
    const QueueSnapshot &queue = client.queue;
    const std::int64_t waiting = queue.queued + queue.unconfirmed + queue.inDoubt;
    const QString name = sanitised(ClientWords::name(client));
    if (waiting == 0) {
        return ClientsPage::tr("Disconnect “%1”? Its session ends; it may come again as a new one.")
            .arg(name);
    }
    return ClientsPage::tr(
               "Disconnect “%1”? Its session ends, and with it what is not delivered to "
               "it yet: %2 messages.")
        .arg(name, Format::integer(waiting));
}

} // namespace

class ClientsPage::Private
{
public:
    Private(ClientsPage &page, SnapshotFeed &snapshots, TimeView &time)
        : q(page), feed(snapshots), served(new QLabel), panel(new ClientsPanel(snapshots)),
          detail(new ClientsDetail), charts(new ServingCharts(snapshots, time))
    { }

    void layOut();
    void connectParts();
    void follow();
    void showDetail();
    void showLatest();
    void lookAt(const OpenClients::Entry &client, bool isWanted);
    void close(SessionId client);
    void showChartsOf(const SessionId &client);
    void askToDisconnect(const SessionId &client);
    void arrange();
    void shareHeight();

    bool isOwn() const { return source == SessionId{}; }
    OpenClients::Entry entry(const SessionId &client) const;
    ClientsDetail::Reading reading(const SessionId &client) const;

    ClientsPage &q;
    SnapshotFeed &feed;
    QLabel *served;
    ClientsPanel *panel;
    ClientsDetail *detail;
    ServingCharts *charts;
    QSplitter *all = nullptr; //!< the charts below, the rest above
    OpenClients open;
    SessionId source;                //!< whose clients are shown; empty: our own core's
    SessionId shown;                 //!< in the detail; empty: none
    std::optional<bool> wantsCharts; //!< none: as there is room
    bool wasArranged = false;
};

void ClientsPage::Private::layOut()
{
    served->setTextFormat(Qt::PlainText);
    served->setWordWrap(true);
    auto *both = new QSplitter(Qt::Horizontal);
    both->addWidget(panel);
    both->addWidget(detail);
    both->setChildrenCollapsible(false);
    both->setStretchFactor(0, 1);
    both->setSizes({700, 330});
    detail->hide();
    all = new QSplitter(Qt::Vertical);
    all->addWidget(both);
    all->addWidget(charts);
    all->setChildrenCollapsible(false);
    all->setStretchFactor(0, 1);
    auto *layout = new QVBoxLayout(&q);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(served);
    layout->addWidget(all, 1);
}

void ClientsPage::Private::connectParts()
{
    const auto look = [this] { follow(); };
    connect(&feed, &SnapshotFeed::updated, &q, look);
    connect(&feed, &SnapshotFeed::selectionChanged, &q, look);
    connect(&feed, &SnapshotFeed::staleChanged, &q, look);
    const auto ask = [this](const SessionId &client) { askToDisconnect(client); };
    connect(panel, &ClientsPanel::opened, &q, &ClientsPage::openClient);
    connect(panel, &ClientsPanel::disconnectWanted, &q, ask);
    connect(panel, &ClientsPanel::chartsChosen, &q, [this](bool areWanted) {
        wantsCharts = areWanted;
        arrange();
    });
    connect(detail, &ClientsDetail::chosen, &q, [this](const SessionId &client) {
        shown = client;
        showDetail();
    });
    connect(detail, &ClientsDetail::closeWanted, &q, [this] { close(shown); });
    connect(detail, &ClientsDetail::chartsWanted, &q, [this] { showChartsOf(shown); });
    connect(detail, &ClientsDetail::disconnectWanted, &q, [this, ask] { ask(shown); });
    // A shortcut of the window, but only while this page is seen.
    auto *search = new QShortcut(QKeySequence::Find, &q);
    connect(search, &QShortcut::activated, panel, &ClientsPanel::focusSearch);
}

OpenClients::Entry ClientsPage::Private::entry(const SessionId &client) const
{
    const SessionSnapshot *known = panel->model().find(client);
    return {source, client, known ? ClientWords::name(*known) : client.value};
}

void ClientsPage::Private::follow()
{
    const WatchedSource *watched = feed.watched();
    const SessionId now = watched ? watched->id : SessionId{};
    if (std::exchange(source, now) != now)
        showLatest();
    const Snapshot *frame = feed.shownFrame();
    served->setText(frame ? ClientsNotes::served(frame->serving) : QString());
    served->setVisible(!served->text().isEmpty());
    showDetail();
}

//! Of those that are open here, the one that was opened last.
void ClientsPage::Private::showLatest()
{
    const auto clients = open.of(source);
    shown = clients.empty() ? SessionId{} : clients.back().id;
}

//! Live where it is our own client, else as the table has it.
ClientsDetail::Reading ClientsPage::Private::reading(const SessionId &client) const
{
    const Snapshot *frame = feed.shownFrame();
    ClientsDetail::Reading reading{.isUnknown = feed.isUnknown(),
                                   .whyNot = ClientsNotes::whyNot(feed)};
    reading.client = frame && isOwn() ? frame->session(client) : nullptr;
    reading.isLive = reading.client != nullptr;
    reading.age = reading.isLive ? feed.age() : panel->tableAge();
    if (!reading.isLive)
        reading.client = panel->model().find(client);
    return reading;
}

void ClientsPage::Private::showDetail()
{
    const auto clients = open.of(source);
    detail->setVisible(!clients.empty());
    if (clients.empty())
        return;
    detail->setOpen(clients, shown);
    detail->setReading(reading(shown));
}

//! Nothing of a watched core's engine can be told from here.
void ClientsPage::Private::lookAt(const OpenClients::Entry &client, bool isWanted)
{
    if (client.source == SessionId{})
        Q_EMIT q.commandWanted(LookAtClient{client.id, isWanted});
}

void ClientsPage::Private::close(SessionId client)
{
    const OpenClients::Entry closed = entry(client);
    if (!open.close(closed))
        return;
    lookAt(closed, false);
    showLatest();
    showDetail();
    panel->focusTable();
    if (feed.selected() == client)
        feed.select({});
}

void ClientsPage::Private::showChartsOf(const SessionId &client)
{
    feed.select(client);
    Q_EMIT q.overviewWanted();
}

void ClientsPage::Private::askToDisconnect(const SessionId &client)
{
    const ClientsDetail::Reading known = reading(client);
    if (!known.client || !known.whyNot.isEmpty())
        return;
    auto *dialog = new ConfirmDialog({.title = ClientsPage::tr("Disconnect a client"),
                                      .text = questionFor(*known.client),
                                      .action = ClientsPage::tr("&Disconnect")},
                                     &q);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConfirmDialog::accepted, &q,
            [this, client] { Q_EMIT q.commandWanted(DisconnectClient{.id = client}); });
    dialog->open();
}

void ClientsPage::Private::arrange()
{
    const bool areShown = wantsCharts.value_or(q.height() >= tallFrom);
    panel->setChartsShown(areShown);
    charts->setVisible(areShown);
    if (areShown && !wasArranged && q.isVisible())
        shareHeight();
}

//! Whole rows of charts in a third of the page; who wants more moves the handle.
void ClientsPage::Private::shareHeight()
{
    wasArranged = true;
    int rows = charts->rows();
    while (rows > 1 && charts->heightOf(rows) > q.height() * 36 / 100)
        --rows;
    const int below = charts->heightOf(rows);
    all->setSizes({all->height() - below, below});
}

ClientsPage::ClientsPage(SnapshotFeed &feed, TimeView &view, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, feed, view))
{
    d->layOut();
    d->connectParts();
    d->follow();
}

ClientsPage::~ClientsPage() = default;

ClientsPanel &ClientsPage::panel() const
{
    return *d->panel;
}

ServingCharts &ClientsPage::charts() const
{
    return *d->charts;
}

void ClientsPage::openClient(const SessionId &client)
{
    const OpenClients::Entry entry = d->entry(client);
    if (!d->open.isOpen(entry)) {
        if (const auto gone = d->open.open(entry))
            d->lookAt(*gone, false);
        d->lookAt(entry, true);
    }
    d->shown = client;
    d->showDetail();
}

void ClientsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->wasArranged = false;
    d->arrange();
}

void ClientsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    d->arrange();
}

} // namespace Breakwater::Ui
