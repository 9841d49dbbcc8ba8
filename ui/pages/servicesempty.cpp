// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/servicesempty.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/servicefeed.h>
#include <ui/models/snapshotfeed.h>

#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 48;

} // namespace

ServicesEmpty::ServicesEmpty(ServiceFeed &feed, QWidget *parent)
    : QWidget(parent), m_feed(feed), m_title(new QLabel(this)), m_text(new QLabel(this)),
      m_connect(new QPushButton(tr("&New connection…"), this))
{
    QFont big = font();
    big.setPointSizeF(big.pointSizeF() * 1.4);
    big.setBold(true);
    m_title->setFont(big);
    for (QLabel *const label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_connect->setMinimumSize(m_connect->sizeHint() + QSize(28, fontMetrics().height() / 2));
    auto *const layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->setContentsMargins(margin, 0, margin, 0);
    layout->addStretch(2);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_connect, 0, Qt::AlignHCenter);
    layout->addStretch(3);

    connect(m_connect, &QPushButton::clicked, this, &ServicesEmpty::newConnectionWanted);
    connect(&feed, &ServiceFeed::updated, this, &ServicesEmpty::follow);
    connect(&feed, &ServiceFeed::selectionChanged, this, &ServicesEmpty::follow);
    connect(&feed, &ServiceFeed::staleChanged, this, &ServicesEmpty::follow);
    follow();
}

bool ServicesEmpty::isNeeded(const ServiceFeed &feed)
{
    const ServiceBoard *const board = feed.board();
    return !board || board->services.empty();
}

void ServicesEmpty::say(const QString &title, const QString &text, bool offersConnection)
{
    m_title->setText(title);
    m_text->setText(text);
    m_connect->setVisible(offersConnection);
}

void ServicesEmpty::follow()
{
    const SnapshotFeed &feed = m_feed.snapshots();
    const WatchedSource *const source = m_feed.source();
    if (!feed.latest())
        return say(tr("Waiting for the first data from the engine"),
                   tr("since %1").arg(Format::countdown(feed.silentFor())), false);
    if (!source)
        return say(tr("No watched server publishes services"),
                   tr("Watch a monitoring server that tells of its services, one event at a time "
                      "or in totals: they appear here by themselves."),
                   true);
    const QString name = sanitised(source->name);
    if (source->connection != ConnectionState::Connected) {
        const QString detail = sanitised(source->detail);
        return say(tr("Waiting for “%1”").arg(name),
                   Format::connectionState(source->connection)
                       + (detail.isEmpty() ? QString() : u" — "_s + detail),
                   false);
    }
    say(tr("“%1” tells of no services").arg(name),
        tr("Its own metrics are on the Overview page. Services appear here as soon as it publishes "
           "an event of one; for those of another server, select it."),
        false);
}

} // namespace Breakwater::Ui
