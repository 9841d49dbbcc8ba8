// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/eventlog.h>

#include <core/snapshot/jsonwriter.h>
#include <core/snapshot/snapshotjson.h>
#include <ui/format/format.h>
#include <ui/models/eventfilter.h>
#include <ui/models/eventmodel.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/glyphdelegate.h>
#include <ui/pages/logfilterbar.h>
#include <ui/pages/logview.h>
#include <ui/theme/stateglyph.h>

#include <QtCore/QScopedValueRollback>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

class EventLog::Private
{
public:
    Private(EventLog &log, SnapshotFeed &snapshots)
        : q(log), feed(snapshots), filter(events), bar(new LogFilterBar(filter, snapshots, &q)),
          view(new LogView(&q))
    {
        view->setModel(&filter);
        view->setItemDelegateForColumn(EventModel::LevelColumn,
                                       new GlyphDelegate(
                                           Qt::UserRole,
                                           [](int severity, const QPalette &palette) {
                                               return severityIcon(static_cast<Severity>(severity),
                                                                   palette);
                                           },
                                           view));
        view->setAccessibleName(EventLog::tr("Event log, newest first"));
        const QFontMetrics metrics(view->font());
        const auto width
            = [&](const QString &text) { return metrics.horizontalAdvance(text) + 20; };
        view->setColumnWidth(EventModel::TimeColumn, width(u"00:00:00.000"_s));
        view->setColumnWidth(EventModel::LevelColumn, width(u"ERROR"_s) + metrics.height() + 4);
        view->setColumnWidth(EventModel::SourceColumn, width(u"connection"_s));
        view->setColumnWidth(EventModel::SessionColumn, width(u"127.0.0.1:8080/stream"_s));
        view->setColumnWidth(EventModel::TitleColumn, width(u"HALF-OPEN → CLOSED   "_s));
        auto *layout = new QVBoxLayout(&q);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(bar);
        layout->addWidget(view, 1);
    }

    void addAction(const QString &text, const QKeySequence &keys, void (Private::*run)())
    {
        auto *action = new QAction(text, view);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, &q, [this, run] { (this->*run)(); });
        view->addAction(action);
    }

    bool follows() const { return !isPaused && view->isAtTop(); }
    void onInserted(int first, int count);
    void toNewest();
    void forgetNew();
    void copyText();
    void copyJson();
    void choose();

    EventLog &q;
    SnapshotFeed &feed;
    EventModel events;
    EventFilter filter;
    LogFilterBar *bar;
    LogView *view;
    bool isPaused = false;
    bool isTaking = false;
    int newerThanPause = 0;
    int unseen = 0; //!< rows that came in out of sight
};

//! Those of a source that was just opened may come in below what is seen.
void EventLog::Private::onInserted(int first, int count)
{
    if (follows())
        return;
    if (first <= view->verticalScrollBar()->value())
        view->keepStill(count);
    unseen += count;
    bar->setNewRows(unseen);
}

void EventLog::Private::toNewest()
{
    view->scrollToTop();
    forgetNew();
}

void EventLog::Private::forgetNew()
{
    unseen = 0;
    bar->setNewRows(0);
}

void EventLog::Private::copyText()
{
    QString text;
    for (const int row : view->selectedRows())
        text += events.textOf(filter.sourceRow(row)) + u'\n';
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void EventLog::Private::copyJson()
{
    const auto rows = view->selectedRows();
    if (rows.empty())
        return;
    JsonWriter json(JsonWriter::Layout::Indented);
    json.array([&] {
        for (const int row : rows) {
            const int source = filter.sourceRow(row);
            json.object([&] {
                if (const Event *event = events.eventAt(source))
                    writeEvent(json, *event);
                else
                    json.put("not_shown", events.missingAt(source));
            });
        }
    });
    QGuiApplication::clipboard()->setText(QString::fromUtf8(json.take()));
}

void EventLog::Private::choose()
{
    const QModelIndex current = view->currentIndex();
    if (!current.isValid())
        return;
    const WallTime at = events.timeAt(filter.sourceRow(current.row()));
    Q_EMIT q.momentChosen(std::chrono::duration<double>(at.time_since_epoch()).count());
}

EventLog::EventLog(SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, feed))
{
    d->addAction(tr("&Copy"), QKeySequence::Copy, &Private::copyText);
    d->addAction(tr("Copy as &JSON"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, &Private::copyJson);
    d->addAction(tr("&Show in the charts"), {}, &Private::choose);
    d->view->setContextMenuPolicy(Qt::ActionsContextMenu);

    const auto take = [this] {
        const QScopedValueRollback guard(d->isTaking, true);
        if (const SnapshotPtr frame = d->feed.latest())
            d->events.accept(*frame);
        d->bar->setGone(d->events.gone());
    };
    connect(&feed, &SnapshotFeed::updated, this, take);
    take();
    connect(&d->events, &EventModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                d->newerThanPause += d->isPaused ? last - first + 1 : 0;
            });
    connect(&d->filter, &EventFilter::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                if (d->isTaking) // and not because the filter changed
                    d->onInserted(first, last - first + 1);
            });
    connect(d->bar, &LogFilterBar::newestWanted, this, [this] { d->toNewest(); });
    connect(d->bar, &LogFilterBar::oneSessionChanged, this,
            [this](bool isOne) { d->view->setColumnHidden(EventModel::SessionColumn, isOne); });
    connect(d->view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (d->follows())
            d->forgetNew();
    });
    connect(d->view, &QTableView::clicked, this, [this] { d->choose(); });
    connect(d->view, &QTableView::activated, this, [this] { d->choose(); });
}

EventLog::~EventLog() = default;

void EventLog::focusFilter()
{
    d->bar->focusText();
}

void EventLog::setFilterText(const QString &text)
{
    d->bar->setText(text);
}

void EventLog::showMoment(double second)
{
    const std::optional<int> row = d->filter.rowNear(Format::wallTime(second));
    if (!row)
        return;
    d->view->selectRow(*row);
    d->view->scrollTo(d->filter.index(*row, 0), QAbstractItemView::PositionAtCenter);
}

void EventLog::setPaused(bool paused)
{
    if (paused == d->isPaused)
        return;
    d->isPaused = paused;
    d->newerThanPause = 0;
    if (!paused)
        d->toNewest();
}

int EventLog::newerThanPause() const
{
    return d->newerThanPause;
}

} // namespace Breakwater::Ui
