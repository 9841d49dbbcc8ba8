// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/startpanel.h>

#include <ui/format/format.h>
#include <ui/models/snapshotfeed.h>

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

StartPanel::StartPanel(SnapshotFeed &feed, QWidget *parent)
    : QWidget(parent), m_feed(feed), m_title(new QLabel(this)), m_text(new QLabel(this)),
      m_demo(new QPushButton(tr("Start &demo server"), this)),
      m_connect(new QPushButton(tr("&New connection…"), this))
{
    QFont big = font();
    big.setPointSizeF(big.pointSizeF() * 1.6);
    big.setBold(true);
    m_title->setFont(big);
    for (QLabel *label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_demo->setToolTip(
        tr("A server inside this program, with traffic and an outage every minute or so"));
    m_demo->setDefault(true);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton *button : {m_demo, m_connect}) {
        button->setMinimumSize(button->sizeHint() + QSize(28, fontMetrics().height() / 2));
        buttons->addWidget(button);
    }
    buttons->addStretch();

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addStretch(2);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addLayout(buttons);
    layout->addStretch(3);

    connect(m_demo, &QPushButton::clicked, this, &StartPanel::demoWanted);
    connect(m_connect, &QPushButton::clicked, this, &StartPanel::newConnectionWanted);
    connect(&feed, &SnapshotFeed::updated, this, &StartPanel::follow);
    connect(&feed, &SnapshotFeed::staleChanged, this, &StartPanel::follow);
    follow();
}

bool StartPanel::isNeeded(const SnapshotFeed &feed)
{
    const SnapshotPtr frame = feed.latest();
    return !frame || (frame->sessions.empty() && frame->watched.empty());
}

void StartPanel::follow()
{
    const bool isWaiting = !m_feed.latest();
    m_title->setText(isWaiting ? tr("Waiting for the first data from the engine")
                               : tr("No connection yet"));
    m_text->setText(isWaiting
                        ? tr("since %1").arg(Format::countdown(m_feed.silentFor()))
                        : tr("Watch a server of your own, or a demonstration on this machine that "
                             "fails and recovers on schedule."));
    m_demo->setVisible(!isWaiting);
    m_connect->setVisible(!isWaiting);
}

} // namespace Breakwater::Ui
