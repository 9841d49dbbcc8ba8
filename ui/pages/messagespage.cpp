// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/messagespage.h>

#include <ui/models/messagecounts.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/composepanel.h>
#include <ui/pages/incomingpanel.h>
#include <ui/theme/theme.h>

#include <QtWidgets/QGroupBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

namespace {

QGroupBox *boxed(const QString &title, QWidget *content)
{
    auto *box = new QGroupBox(title);
    auto *layout = new QVBoxLayout(box);
    layout->addWidget(content);
    return box;
}

//! Rather a bar to scroll with than fields pressed flat in a small window.
QScrollArea *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setMinimumWidth(content->minimumSizeHint().width());
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
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
    explicit Private(SnapshotFeed &snapshots)
        : feed(snapshots), counts(snapshots), sum(new QLabel), compose(new ComposePanel(snapshots)),
          incoming(new IncomingPanel(snapshots))
    {
        sum->setTextFormat(Qt::PlainText);
        sum->setWordWrap(true);
    }

    void follow()
    {
        const Conservation now = conservation(feed);
        QPalette ink;
        if (now.verdict == Conservation::Verdict::Fails)
            ink.setColor(QPalette::WindowText, colour(Role::Failing, compose->palette()));
        sum->setPalette(ink);
        sum->setText(now.sentence());
    }

    SnapshotFeed &feed;
    MessageCountModel counts;
    QLabel *sum;
    ComposePanel *compose;
    IncomingPanel *incoming;
};

MessagesPage::MessagesPage(SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(feed))
{
    auto *left = new QWidget;
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->addWidget(countsView(d->counts), 1);
    leftLayout->addWidget(d->sum);

    auto *right = new QSplitter(Qt::Vertical);
    right->addWidget(boxed(tr("Send"), scrolled(d->compose)));
    right->addWidget(boxed(tr("Newest received"), d->incoming));
    right->setChildrenCollapsible(false);
    right->setStretchFactor(0, 3);
    right->setStretchFactor(1, 2);

    auto *both = new QSplitter(Qt::Horizontal);
    both->addWidget(left);
    both->addWidget(right);
    both->setChildrenCollapsible(false);
    both->setStretchFactor(0, 1);
    both->setStretchFactor(1, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(both);

    const auto follow = [this] { d->follow(); };
    connect(&feed, &SnapshotFeed::updated, this, follow);
    connect(&feed, &SnapshotFeed::selectionChanged, this, follow);
    connect(&feed, &SnapshotFeed::staleChanged, this, follow);
    connect(d->compose, &ComposePanel::commandWanted, this, &MessagesPage::commandWanted);
    follow();
}

MessagesPage::~MessagesPage() = default;

void MessagesPage::focusCompose()
{
    d->compose->focusText();
}

void MessagesPage::showAnswer(const SendAnswer &answer)
{
    d->compose->showAnswer(answer);
}

void MessagesPage::showIncoming(const SessionId &session, const QByteArray &payload, bool isText,
                                qint64 size)
{
    d->incoming->show(session, payload, isText, size);
}

} // namespace Breakwater::Ui
