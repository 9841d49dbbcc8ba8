// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/serviceevents.h>

#include <ui/models/plaintext.h>
#include <ui/models/serviceeventfilter.h>
#include <ui/models/serviceeventmodel.h>
#include <ui/models/servicefeed.h>
#include <ui/models/servicestate.h>
#include <ui/pages/glyphdelegate.h>
#include <ui/pages/logview.h>
#include <ui/theme/stateglyph.h>

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *const label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

ServiceEvents::ServiceEvents(ServiceFeed &feed, QWidget *parent)
    : QWidget(parent), m_feed(feed), m_events(new ServiceEventModel(this)),
      m_filter(new ServiceEventFilter(*m_events, this)), m_view(new LogView(this)),
      m_note(plainLabel(this))
{
    auto *const title = plainLabel(this);
    title->setText(tr("Recent events"));
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *const head = new QHBoxLayout;
    head->setContentsMargins(4, 0, 4, 0);
    head->addWidget(title);
    head->addWidget(m_note, 1);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    prepareView();

    connect(&feed, &ServiceFeed::updated, this, &ServiceEvents::follow);
    connect(&feed, &ServiceFeed::selectionChanged, this, &ServiceEvents::followSelection);
    followSelection();
}

void ServiceEvents::prepareView()
{
    m_view->setModel(m_filter);
    m_view->setAccessibleName(tr("Recent events of the services"));
    m_view->setItemDelegateForColumn(
        ServiceEventModel::ErrorColumn,
        new GlyphDelegate(
            ServiceEventModel::ErrorRole,
            [](int, const QPalette &palette) { return severityIcon(Severity::Error, palette); },
            m_view));
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const QFontMetrics metrics(m_view->font());
    const auto setWidth = [&](ServiceEventModel::Column column, const QString &text) {
        m_view->setColumnWidth(column, metrics.horizontalAdvance(text) + 18);
    };
    setWidth(ServiceEventModel::TimeColumn, u"00:00:00.000"_s);
    setWidth(ServiceEventModel::ServiceColumn, u"websocket-eu"_s);
    setWidth(ServiceEventModel::WhatColumn, u"some_script.py · some_function"_s);
    setWidth(ServiceEventModel::ResponseColumn, u"Response"_s);
    setWidth(ServiceEventModel::SizeColumn, u"999 kB"_s);
    // What is read stays where it is while new rows come on top.
    connect(m_filter, &QAbstractItemModel::rowsInserted, m_view,
            [this](const QModelIndex &, int first, int last) {
                if (first == 0 && !m_view->isAtTop())
                    m_view->keepStill(last - first + 1);
            });
}

void ServiceEvents::follow()
{
    const ServiceBoard *const board = m_feed.board();
    if (board)
        m_events->accept(m_feed.source()->id, *board);
    else
        m_events->clear();
    m_note->setText(board ? oddFrames(*board) : QString());
    m_note->setToolTip(board ? plainToolTip(oddFramesExplained(*board)) : QString());
}

void ServiceEvents::followSelection()
{
    follow();
    m_filter->setService(m_feed.selected());
    m_view->setPlaceholder(m_feed.selected().isEmpty()
                               ? tr("No single events yet: the server tells totals only, or "
                                    "nothing happened since it is watched.")
                               : tr("No events of this service among the last ones."));
}

} // namespace Breakwater::Ui
