// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/messagespage.h>

#include <ui/models/balance.h>
#include <ui/models/messagecounts.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/composepanel.h>
#include <ui/pages/deliverynotes.h>
#include <ui/pages/incomingpanel.h>
#include <ui/pages/ledgerpanel.h>
#include <ui/pages/messagedetails.h>
#include <ui/theme/sight.h>
#include <ui/widgets/balancestrip.h>

#include <QtGui/QShortcut>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

namespace {

//! An answer that takes longer is not waited for any more.
constexpr Duration patience = std::chrono::seconds(5);
//! From this height on there is room for what is received below what is sent.
constexpr int tallFrom = 460;

QWidget *padded(QWidget *content)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(content);
    return box;
}

QTableView *countsView(QAbstractItemModel &model)
{
    auto *view = new QTableView;
    view->setModel(&model);
    view->setAccessibleName(MessagesPage::tr("Messages by state"));
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setAlternatingRowColors(true);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
    view->setFrameShape(QFrame::NoFrame);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setMinimumSectionSize(0);
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 5);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setStretchLastSection(true);
    view->resizeColumnToContents(MessageCountModel::StateColumn);
    return view;
}

} // namespace

class MessagesPage::Private
{
public:
    Private(MessagesPage &page, SnapshotFeed &snapshots)
        : q(page), feed(snapshots), counts(snapshots), strip(new BalanceStrip), notes(new QLabel),
          ledger(new LedgerPanel(snapshots)), tabs(new QTabWidget),
          compose(new ComposePanel(snapshots)), details(new MessageDetails),
          received(new QSplitter(Qt::Vertical)), incoming(padded(new IncomingPanel(snapshots)))
    { }

    void layOut();
    void connectParts();
    void follow();
    void onUpdated(TierSet tiers);
    void ask();
    void arrange();

    MessagesPage &q;
    SnapshotFeed &feed;
    MessageCountModel counts;
    BalanceStrip *strip;
    QLabel *notes;
    LedgerPanel *ledger;
    QTabWidget *tabs;
    ComposePanel *compose;
    MessageDetails *details;
    QSplitter *received; //!< the tabs, and below them what is received where there is room
    QWidget *incoming;
    std::optional<MonotonicTime> askedAt; //!< while an answer is awaited
};

void MessagesPage::Private::layOut()
{
    notes->setTextFormat(Qt::PlainText);
    notes->setWordWrap(true);
    tabs->setDocumentMode(true);
    tabs->setUsesScrollButtons(true);
    for (QWidget *part : {static_cast<QWidget *>(tabs), static_cast<QWidget *>(tabs->tabBar())})
        part->setAccessibleName(MessagesPage::tr("Beside the messages"));
    tabs->addTab(padded(compose), MessagesPage::tr("Send"));
    tabs->addTab(details, MessagesPage::tr("Message"));
    tabs->addTab(countsView(counts), MessagesPage::tr("Counts"));
    tabs->addTab(incoming, MessagesPage::tr("Received"));
    received->addWidget(tabs);
    received->setChildrenCollapsible(false);

    auto *both = new QSplitter(Qt::Horizontal);
    both->addWidget(ledger);
    both->addWidget(received);
    both->setCollapsible(0, false);
    both->setStretchFactor(0, 3);
    both->setStretchFactor(1, 1);
    both->setSizes({700, 330});

    auto *layout = new QVBoxLayout(&q);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(strip);
    layout->addWidget(notes);
    layout->addWidget(both, 1);
}

void MessagesPage::Private::connectParts()
{
    const auto look = [this] { follow(); };
    connect(&feed, &SnapshotFeed::updated, &q, [this](TierSet tiers) { onUpdated(tiers); });
    connect(&feed, &SnapshotFeed::selectionChanged, &q, look);
    connect(&feed, &SnapshotFeed::staleChanged, &q, look);
    connect(compose, &ComposePanel::commandWanted, &q, &MessagesPage::commandWanted);
    connect(ledger, &LedgerPanel::messageChosen, details,
            [this](const LedgerEntryPtr &entry) { details->show(entry); });
    connect(ledger, &LedgerPanel::messageOpened, &q, [this] { tabs->setCurrentWidget(details); });
    // A shortcut of the window, but only while this page is seen.
    auto *search = new QShortcut(QKeySequence::Find, &q);
    connect(search, &QShortcut::activated, ledger, &LedgerPanel::focusSearch);
}

void MessagesPage::Private::follow()
{
    if (isOutOfSight(q))
        return;
    strip->setBalance(balanceOf(feed));
    notes->setText(deliveryNotes(feed));
    notes->setVisible(!notes->text().isEmpty());
}

void MessagesPage::Private::onUpdated(TierSet tiers)
{
    follow();
    if (tiers.has(Tier::Realtime) && q.isVisible())
        ask();
}

void MessagesPage::Private::ask()
{
    const MonotonicTime now = feed.time().now();
    if (askedAt && now - *askedAt < patience)
        return;
    askedAt = now;
    Q_EMIT q.commandWanted(QueryMessages{ledger->endedUpTo()});
}

void MessagesPage::Private::arrange()
{
    const bool isBelow = received->indexOf(incoming) >= 0;
    const bool isTall = q.height() >= tallFrom;
    if (isBelow == isTall)
        return;
    if (isTall) {
        tabs->removeTab(tabs->indexOf(incoming));
        received->addWidget(incoming);
        received->setSizes({3 * q.height() / 5, 2 * q.height() / 5});
        incoming->show();
    } else {
        tabs->addTab(incoming, MessagesPage::tr("Received"));
    }
}

MessagesPage::MessagesPage(SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, feed))
{
    d->layOut();
    d->connectParts();
    d->follow();
}

MessagesPage::~MessagesPage() = default;

void MessagesPage::focusCompose()
{
    d->tabs->setCurrentIndex(0);
    d->compose->focusText();
}

void MessagesPage::showAnswer(const SendAnswer &answer)
{
    d->compose->showAnswer(answer);
}

void MessagesPage::showIncoming(const SessionId &session, const QByteArray &payload, bool isText,
                                qint64 size)
{
    d->incoming->findChild<IncomingPanel *>()->show(session, payload, isText, size);
}

void MessagesPage::showMessages(const MessagePagePtr &page)
{
    d->askedAt.reset();
    if (page)
        d->ledger->accept(*page);
}

void MessagesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    d->follow();
    d->ask();
}

void MessagesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->arrange();
}

} // namespace Breakwater::Ui
