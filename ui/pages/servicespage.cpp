// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/servicespage.h>

#include <ui/charts/servicecharts.h>
#include <ui/models/plaintext.h>
#include <ui/models/servicefeed.h>
#include <ui/models/servicestate.h>
#include <ui/pages/serviceevents.h>
#include <ui/pages/servicegrid.h>
#include <ui/pages/servicesempty.h>
#include <ui/pages/serviceshead.h>

#include <QtGui/QShortcut>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

namespace {

constexpr int gap = 6;
constexpr int leastEvents = 130;

QVBoxLayout *column(QWidget *owner)
{
    auto *const layout = new QVBoxLayout(owner);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    return layout;
}

QLabel *quietLabel()
{
    auto *const label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

} // namespace

class ServicesPage::Private
{
public:
    Private(ServicesPage &q, SnapshotFeed &feed, TimeView &view);

    QWidget *makeCards();
    QWidget *makeDetails();
    void follow();
    void followCards();
    void followKey();

    ServiceFeed services;
    // Owned by the page's widgets.
    ServicesEmpty *empty;
    QSplitter *content;
    QLineEdit *search;
    QLabel *summary;
    QLabel *noMatch;
    QLabel *leftOut;
    ServiceGrid *grid;
    ServiceCharts *charts;
    ServiceEvents *events;
    QStackedLayout *stack;
};

ServicesPage::Private::Private(ServicesPage &q, SnapshotFeed &feed, TimeView &view)
    : services(feed), empty(new ServicesEmpty(services)), content(new QSplitter),
      search(new QLineEdit), summary(quietLabel()), noMatch(quietLabel()), leftOut(quietLabel()),
      grid(new ServiceGrid(services)), charts(new ServiceCharts(services, view)),
      events(new ServiceEvents(services)), stack(new QStackedLayout(&q))
{
    content->setChildrenCollapsible(false);
    content->setHandleWidth(gap);
    content->setContentsMargins(8, 6, 8, 6);
    content->addWidget(makeCards());
    content->addWidget(makeDetails());
    content->setSizes({420, 580}); // shares, before it has a size
    content->setStretchFactor(0, 2);
    content->setStretchFactor(1, 3);
    stack->addWidget(empty);
    stack->addWidget(content);
}

QWidget *ServicesPage::Private::makeCards()
{
    search->setPlaceholderText(ServicesPage::tr("Search the services (Ctrl+F)"));
    search->setAccessibleName(ServicesPage::tr("Search the services"));
    search->setClearButtonEnabled(true);
    search->setMaxLength(100);
    noMatch->setAlignment(Qt::AlignCenter);
    noMatch->setWordWrap(true);
    auto *const side = new QWidget;
    auto *const layout = column(side);
    layout->addWidget(search);
    layout->addWidget(summary);
    layout->addWidget(noMatch);
    layout->addWidget(grid, 1);
    layout->addWidget(leftOut);
    return side;
}

// Where the window is too low for all of it, all of it scrolls.
QWidget *ServicesPage::Private::makeDetails()
{
    auto *const scrolled = new QWidget;
    auto *const parts = column(scrolled);
    events->setMinimumHeight(leastEvents);
    parts->addWidget(charts, 3);
    parts->addWidget(events, 2);
    auto *const scroll = new QScrollArea;
    scroll->setWidget(scrolled);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(ServicesPage::tr("Charts and events of the services"));
    auto *const side = new QWidget;
    auto *const layout = column(side);
    layout->addWidget(new ServicesHead(services));
    layout->addWidget(scroll, 1);
    return side;
}

void ServicesPage::Private::follow()
{
    stack->setCurrentWidget(ServicesEmpty::isNeeded(services) ? static_cast<QWidget *>(empty)
                                                              : content);
    const ServiceBoard *const board = services.board();
    leftOut->setText(board ? Ui::leftOut(*board) : QString());
    leftOut->setToolTip(plainToolTip(leftOut->text()));
    leftOut->setVisible(!leftOut->text().isEmpty());
}

void ServicesPage::Private::followCards()
{
    summary->setText(grid->summary());
    const bool hasNone = grid->shown().empty() && !search->text().isEmpty();
    noMatch->setText(hasNone ? ServicesPage::tr("No service is called “%1”. Clear the search to "
                                                "see all of them.")
                                   .arg(search->text())
                             : QString());
    noMatch->setVisible(hasNone);
}

void ServicesPage::Private::followKey()
{
    std::map<QString, Role> key;
    for (const ServiceLine &line : charts->key())
        key.emplace(line.name, line.role);
    grid->setKey(std::move(key));
}

ServicesPage::ServicesPage(SnapshotFeed &feed, TimeView &view, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, feed, view))
{
    connect(&d->services, &ServiceFeed::updated, this, [this] { d->follow(); });
    connect(&d->services, &ServiceFeed::selectionChanged, this, [this] { d->follow(); });
    connect(d->grid, &ServiceGrid::changed, this, [this] { d->followCards(); });
    connect(d->charts, &ServiceCharts::keyChanged, this, [this] { d->followKey(); });
    connect(d->search, &QLineEdit::textChanged, d->grid, &ServiceGrid::setFilter);
    connect(d->empty, &ServicesEmpty::newConnectionWanted, this,
            &ServicesPage::newConnectionWanted);
    auto *const find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, d->search, [this] {
        d->search->setFocus(Qt::ShortcutFocusReason);
        d->search->selectAll();
    });
    d->follow();
    d->followCards();
    d->followKey();
}

ServicesPage::~ServicesPage()
{
    // They look at the services, which go with the rest of this.
    delete d->content;
    delete d->empty;
}

ServiceFeed &ServicesPage::services() const
{
    return d->services;
}

ServiceGrid &ServicesPage::cards() const
{
    return *d->grid;
}

ServiceCharts &ServicesPage::charts() const
{
    return *d->charts;
}

ServiceEvents &ServicesPage::events() const
{
    return *d->events;
}

} // namespace Breakwater::Ui
