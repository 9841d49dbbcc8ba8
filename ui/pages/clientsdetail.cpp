// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/clientsdetail.h>

#include <core/base/text.h>
#include <core/snapshot/snapshot.h>
#include <ui/format/format.h>
#include <ui/models/clientwords.h>
#include <ui/models/lampstate.h>
#include <ui/models/plaintext.h>
#include <ui/widgets/breakerlamp.h>
#include <ui/widgets/queuegauge.h>

#include <QtCore/QSignalBlocker>
#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastWidth = 270;

QLabel *plainLabel(const QString &text = {})
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

ClientsDetail::ClientsDetail(QWidget *parent)
    : QWidget(parent), m_clients(new QComboBox), m_lamp(new BreakerLamp),
      m_queue(new QueueGauge(tr("Queue"))), m_unconfirmed(new QueueGauge(tr("Unconfirmed"))),
      m_note(plainLabel()), m_form(new QFormLayout), m_charts(new QPushButton(tr("Sho&w charts"))),
      m_disconnect(new QPushButton(tr("&Disconnect…")))
{
    m_note->setWordWrap(true);
    auto *gauges = new QHBoxLayout;
    gauges->setSpacing(6);
    gauges->addWidget(m_queue);
    gauges->addWidget(m_unconfirmed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeHead());
    layout->addWidget(m_lamp);
    layout->addLayout(gauges);
    layout->addWidget(m_note);
    layout->addWidget(makeLines(), 1);
    layout->addWidget(makeButtons());
    setMinimumWidth(leastWidth);
    connectParts();
}

QWidget *ClientsDetail::makeHead()
{
    auto *head = new QWidget;
    auto *label = new QLabel(tr("Cl&ient"));
    label->setBuddy(m_clients); // a combo box says its current text as its name
    m_clients->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_clients->setMinimumContentsLength(8);
    m_clients->setToolTip(tr("The clients that are open, %1 at most").arg(OpenClients::most));
    auto *close = new QToolButton;
    close->setText(u"✕"_s);
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    close->setAccessibleName(tr("Close this client"));
    close->setToolTip(tr("Look at this client no longer (Esc)"));
    connect(close, &QToolButton::clicked, this, &ClientsDetail::closeWanted);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->addWidget(label);
    layout->addWidget(m_clients, 1);
    layout->addWidget(close);
    return head;
}

QWidget *ClientsDetail::makeLines()
{
    auto *content = new QWidget;
    m_form->setContentsMargins(0, 0, 4, 0);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(3);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    content->setLayout(m_form);
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("All about this client"));
    return scroll;
}

QWidget *ClientsDetail::makeButtons()
{
    auto *buttons = new QWidget;
    auto *layout = new QHBoxLayout(buttons);
    layout->setContentsMargins(0, 0, 0, 2);
    layout->addWidget(m_charts);
    layout->addWidget(m_disconnect);
    return buttons;
}

void ClientsDetail::connectParts()
{
    connect(m_clients, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (index >= 0)
            Q_EMIT chosen(SessionId{m_clients->itemData(index).toString()});
    });
    connect(m_charts, &QPushButton::clicked, this, &ClientsDetail::chartsWanted);
    connect(m_disconnect, &QPushButton::clicked, this, &ClientsDetail::disconnectWanted);
    auto *close = new QAction(this);
    close->setShortcut(Qt::Key_Escape);
    close->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(close, &QAction::triggered, this, &ClientsDetail::closeWanted);
    addAction(close);
}

void ClientsDetail::setOpen(const std::vector<OpenClients::Entry> &clients, const SessionId &shown)
{
    const QSignalBlocker blocker(m_clients);
    if (m_open != clients) { // else a list that hangs open would close
        m_open = clients;
        m_clients->clear();
        for (const OpenClients::Entry &client : clients)
            m_clients->addItem(sanitised(client.name), client.id.value);
    }
    m_clients->setCurrentIndex(m_clients->findData(shown.value));
}

void ClientsDetail::setReading(const Reading &reading)
{
    showFigures(reading);
    showLines(reading.client);
    const QString age = Format::duration(reading.age);
    if (!reading.client)
        m_note->setText(tr("This client is gone: its session has ended."));
    else if (reading.isUnknown)
        m_note->setText(tr("⚠ No data for %1; this is what was known last.").arg(age));
    else if (reading.isLive)
        m_note->setText(tr("Live, with its history."));
    else
        m_note->setText(tr("From the table, as of %1 ago.").arg(age));
    const bool canAct = reading.client && reading.whyNot.isEmpty();
    m_charts->setEnabled(canAct && reading.isLive);
    m_disconnect->setEnabled(canAct);
    m_charts->setToolTip(plainToolTip(
        reading.whyNot.isEmpty() ? tr("Select it, so that the overview shows its last 24 h")
                                 : reading.whyNot));
    m_disconnect->setToolTip(plainToolTip(
        reading.whyNot.isEmpty() ? tr("Close its link and end its session") : reading.whyNot));
}

void ClientsDetail::showFigures(const Reading &reading)
{
    if (!reading.client || reading.isUnknown) {
        LampState lamp;
        lamp.reason = reading.client ? tr("no data for %1").arg(Format::duration(reading.age))
                                     : tr("this client is gone");
        m_lamp->setState(lamp);
        m_queue->setUnknown(reading.age);
        m_unconfirmed->setUnknown(reading.age);
        return;
    }
    const SessionSnapshot &client = *reading.client;
    m_lamp->setState(lampOf(client, reading.age.value_or(Duration::zero())));
    m_queue->setReading(client.queue.queued, client.queue.maxMessages);
    m_unconfirmed->setReading(client.queue.unconfirmed, client.queue.maxMessages);
}

QLabel *ClientsDetail::line(std::size_t number, const QString &name)
{
    while (m_values.size() <= number) {
        QLabel *label = plainLabel(name);
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        QLabel *value = plainLabel();
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setAccessibleName(name);
        m_form->addRow(label, value);
        m_values.push_back(value);
    }
    return m_values[number];
}

//! Which lines there are never changes; without a client all of them are dashes.
void ClientsDetail::showLines(const SessionSnapshot *client)
{
    const auto lines = ClientWords::details(client ? *client : SessionSnapshot());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        QLabel *value = line(i, lines[i].name);
        const QString text
            = client && !lines[i].value.isEmpty() ? lines[i].value : Format::unknown();
        if (value->text() != text) // a selection in it stays
            value->setText(text);
    }
}

} // namespace Breakwater::Ui
