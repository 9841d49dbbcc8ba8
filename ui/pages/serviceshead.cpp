// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/serviceshead.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/models/plaintext.h>
#include <ui/models/servicefeed.h>

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostLines = 5;

} // namespace

ServicesHead::ServicesHead(ServiceFeed &feed, QWidget *parent)
    : QWidget(parent), m_feed(feed), m_title(new QLabel(this)), m_server(new QLabel(this)),
      m_all(new QPushButton(tr("Show &all"), this))
{
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    m_title->setFont(bold);
    for (QLabel *const label : {m_title, m_server})
        label->setTextFormat(Qt::PlainText);
    m_server->setForegroundRole(QPalette::PlaceholderText);
    m_server->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_all->setToolTip(tr("All services together again (Esc)"));
    // Present or not, the row is as high: nothing beneath it moves.
    QSizePolicy policy = m_all->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_all->setSizePolicy(policy);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 0, 0, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_server, 1);
    layout->addWidget(m_all);

    connect(m_all, &QPushButton::clicked, this, [this] { m_feed.select({}); });
    connect(&feed, &ServiceFeed::updated, this, &ServicesHead::follow);
    connect(&feed, &ServiceFeed::selectionChanged, this, &ServicesHead::follow);
    connect(&feed, &ServiceFeed::staleChanged, this, &ServicesHead::follow);
    follow();
}

QString ServicesHead::title() const
{
    if (!m_feed.selected().isEmpty())
        return sanitised(m_feed.selected(), 40);
    const ServiceBoard *const board = m_feed.board();
    return board && board->services.size() > mostLines ? tr("All services, top 5 as lines")
                                                       : tr("All services");
}

QString ServicesHead::server() const
{
    const WatchedSource *const source = m_feed.source();
    if (!source)
        return {};
    const QString of = tr("of %1").arg(sanitised(source->name));
    if (!m_feed.isStale())
        return of;
    const auto since = m_feed.silentFor();
    return of + u" · "_s
        + (since ? tr("stale %1").arg(Format::countdown(since)) : tr("nothing came yet"));
}

void ServicesHead::follow()
{
    m_title->setText(title());
    m_server->setText(server());
    const WatchedSource *const source = m_feed.source();
    m_server->setToolTip(source ? plainToolTip(source->url) : QString());
    m_all->setVisible(!m_feed.selected().isEmpty());
}

} // namespace Breakwater::Ui
