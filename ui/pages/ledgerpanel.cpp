// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/ledgerpanel.h>

#include <core/base/text.h>
#include <core/base/wholefile.h>
#include <ui/format/format.h>
#include <ui/models/ledgermodel.h>
#include <ui/models/ledgerwords.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/ledgerbar.h>
#include <ui/pages/ledgertable.h>
#include <ui/pages/logview.h>
#include <ui/theme/sight.h>
#include <ui/theme/theme.h>

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

class LedgerPanel::Private
{
public:
    Private(LedgerPanel &panel, SnapshotFeed &snapshots)
        : q(panel), feed(snapshots), bar(new LedgerBar(&q)), view(new LogView(&q)),
          words(new QLabel(&q)), news(new QLabel(&q))
    { }

    void layOut();
    void addActions();
    void connectParts();
    void refresh();
    void filter();
    void freeze(bool isFrozen);
    void say();
    QString counted() const;
    QString emptyText() const;
    void choose();
    void askForFile();
    void tell(const QString &sentence, bool isBad);

    LedgerPanel &q;
    SnapshotFeed &feed;
    MessageLedger ledger;
    LedgerModel model;
    LedgerBar *bar;
    LogView *view;
    QLabel *words;
    QLabel *news; //!< how an export went
    bool isBad = false;
    std::optional<WallTime> frozenAt;
};

void LedgerPanel::Private::layOut()
{
    LedgerTable::prepare(*view, model);
    for (QLabel *label : {words, news}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    news->hide();
    auto *layout = new QVBoxLayout(&q);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(bar);
    layout->addWidget(view, 1);
    layout->addWidget(words);
    layout->addWidget(news);
}

void LedgerPanel::Private::addActions()
{
    auto *copy = new QAction(LedgerPanel::tr("&Copy rows"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(copy, &QAction::triggered, &q, &LedgerPanel::copyRows);
    auto *details = new QAction(LedgerPanel::tr("&All about it"), view);
    connect(details, &QAction::triggered, &q, &LedgerPanel::messageOpened);
    auto *file = new QAction(LedgerPanel::tr("&Export the rows shown…"), view);
    connect(file, &QAction::triggered, &q, [this] { askForFile(); });
    view->addActions({copy, details, file});
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void LedgerPanel::Private::connectParts()
{
    connect(bar, &LedgerBar::filterChanged, &q, [this] { filter(); });
    connect(bar, &LedgerBar::frozenChanged, &q, [this](bool isFrozen) { freeze(isFrozen); });
    connect(bar, &LedgerBar::exportWanted, &q, [this] { askForFile(); });
    connect(&feed, &SnapshotFeed::selectionChanged, &q, [this] { filter(); });
    const auto follow = [this] {
        if (!isOutOfSight(q))
            say();
    };
    connect(&feed, &SnapshotFeed::updated, &q, follow);
    connect(&feed, &SnapshotFeed::staleChanged, &q, follow);
    connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, &q,
            [this] { choose(); });
    connect(&model, &LedgerModel::dataChanged, &q,
            [this](const QModelIndex &first, const QModelIndex &last) {
                const int row = view->currentIndex().row();
                if (row >= first.row() && row <= last.row())
                    choose();
            });
    connect(view, &QTableView::activated, &q, &LedgerPanel::messageOpened);
}

//! What is read stays where it is, unless it is the newest end that is read.
void LedgerPanel::Private::refresh()
{
    const int top = view->verticalScrollBar()->value();
    LedgerEntryPtr held;
    if (!view->isAtTop() && top < model.rowCount())
        held = model.entryAt(top);
    model.setEntries(ledger.entries());
    if (held) {
        if (const auto row = model.rowOf(*held))
            view->showAtTop(*row);
    }
}

void LedgerPanel::Private::filter()
{
    LedgerFilter wanted{.words = bar->words(), .states = bar->states()};
    if (feed.selected() != SessionId{})
        wanted.session = feed.selected();
    view->setColumnHidden(LedgerModel::SessionColumn, wanted.session.has_value());
    LedgerTable::fitReason(*view);
    model.setFilter(wanted);
    say();
}

void LedgerPanel::Private::freeze(bool isFrozen)
{
    frozenAt = isFrozen ? ledger.takenAt() : std::nullopt;
    if (!isFrozen)
        refresh();
    say();
}

QString LedgerPanel::Private::counted() const
{
    const QString shown = Format::integer(model.rowCount());
    const QString all = Format::integer(model.total());
    const QString most = Format::integer(std::int64_t(MessageLedger::capacity));
    return model.filter().isActive()
        ? LedgerPanel::tr("%1 of %2 messages, last %3").arg(shown, all, most)
        : LedgerPanel::tr("%1 messages, last %2").arg(all, most);
}

QString LedgerPanel::Private::emptyText() const
{
    if (!ledger.takenAt())
        return LedgerPanel::tr("Waiting for the engine's list of messages.");
    if (model.total() == 0 && feed.watched())
        return LedgerPanel::tr("A watched core tells how many messages it has, and not which.");
    if (model.total() == 0)
        return LedgerPanel::tr("No message yet. What is sent shows up here and stays to be found.");
    return LedgerPanel::tr("No message fits the search. Clear it, or choose the state “All”.");
}

void LedgerPanel::Private::say()
{
    view->setPlaceholder(emptyText());
    QStringList parts{counted()};
    if (bar->isFrozen()) {
        parts += LedgerPanel::tr("❚❚ frozen at %1, counting goes on")
                     .arg(Format::timeOfDay(frozenAt));
    }
    if (feed.isStale() && ledger.takenAt())
        parts += LedgerPanel::tr("as of %1").arg(Format::timeOfDay(ledger.takenAt()));
    if (const auto gap = ledger.gapBefore()) {
        parts += LedgerPanel::tr("⚠ so many ended before %1 that some are counted, but not listed")
                     .arg(Format::timeOfDay(gap));
    }
    words->setText(parts.join(u" · "_s));
}

void LedgerPanel::Private::choose()
{
    const QModelIndex current = view->currentIndex();
    Q_EMIT q.messageChosen(current.isValid() ? model.entryAt(current.row()) : LedgerEntryPtr());
}

void LedgerPanel::Private::askForFile()
{
    const QString time = Format::isoUtc(feed.time().wallNow()).left(19).remove(u'-').remove(u':');
    auto *dialog = new QFileDialog(&q, LedgerPanel::tr("Export the messages shown"), {},
                                   LedgerPanel::tr("CSV files (*.csv);;All (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"breakwater-messages-%1Z.csv"_s.arg(time));
    connect(dialog, &QFileDialog::fileSelected, &q, &LedgerPanel::exportTo);
    dialog->open();
}

void LedgerPanel::Private::tell(const QString &sentence, bool bad)
{
    isBad = bad;
    QPalette ink;
    if (isBad)
        ink.setColor(QPalette::WindowText, colour(Role::Failing, q.palette()));
    news->setPalette(ink);
    news->setText(sentence);
    news->show();
}

LedgerPanel::LedgerPanel(SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, feed))
{
    d->layOut();
    d->addActions();
    d->connectParts();
    d->filter();
}

LedgerPanel::~LedgerPanel() = default;

void LedgerPanel::accept(const MessagePage &page)
{
    d->ledger.accept(page, [this](const SessionId &id) {
        const SnapshotPtr frame = d->feed.latest();
        const SessionSnapshot *session = frame ? frame->session(id) : nullptr;
        return session ? session->name : id.value;
    });
    if (!d->bar->isFrozen())
        d->refresh();
    d->say();
}

std::uint64_t LedgerPanel::endedUpTo() const
{
    return d->ledger.endedUpTo();
}

const LedgerModel &LedgerPanel::model() const
{
    return d->model;
}

void LedgerPanel::focusSearch()
{
    d->bar->focusText();
}

void LedgerPanel::copyRows()
{
    QString text;
    for (const int row : d->view->selectedRows())
        text += LedgerWords::tabbed(*d->model.entryAt(row)) + u'\n';
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void LedgerPanel::exportTo(const QString &path)
{
    const auto written = writeWholeFile(path, LedgerWords::csv(d->model), tr("the messages"));
    if (written)
        d->tell(tr("Exported %1 rows to %2")
                    .arg(Format::integer(d->model.rowCount()), QDir::toNativeSeparators(path)),
                false);
    else
        d->tell(written.error().message, true);
}

void LedgerPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    d->say();
}

void LedgerPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate(); // the table must know its new width
    LedgerTable::fitReason(*d->view);
}

void LedgerPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && d->news->isVisible())
        d->tell(d->news->text(), d->isBad);
}

} // namespace Breakwater::Ui
