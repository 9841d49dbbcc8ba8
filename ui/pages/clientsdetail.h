// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>
#include <ui/pages/clientsopen.h>

#include <QtWidgets/QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace Breakwater {
struct SessionSnapshot;
}

namespace Breakwater::Ui {

class BreakerLamp;
class QueueGauge;

//! One client beside the table: lamp, gauges, latencies, counters, and what can be done with it.
//! Somebody else finds its numbers.
class ClientsDetail final : public QWidget
{
    Q_OBJECT

public:
    explicit ClientsDetail(QWidget *parent = nullptr);

    struct Reading
    {
        const SessionSnapshot *client = nullptr; //!< null: it is gone, or not known yet
        std::optional<Duration> age;             //!< since these numbers were taken
        bool isLive = false;    //!< they come with every frame; else with the table
        bool isUnknown = false; //!< the source is silent
        QString whyNot;         //!< nothing can be done with it; empty: everything can
    };

    void setOpen(const std::vector<OpenClients::Entry> &clients, const SessionId &shown);
    void setReading(const Reading &reading);

Q_SIGNALS:
    void chosen(const Breakwater::SessionId &client);
    void closeWanted();
    void chartsWanted();
    void disconnectWanted();

private:
    QWidget *makeHead();
    QWidget *makeLines();
    QWidget *makeButtons();
    void connectParts();
    void showFigures(const Reading &reading);
    void showLines(const SessionSnapshot *client);
    QLabel *line(std::size_t number, const QString &name);

    QComboBox *m_clients;
    std::vector<OpenClients::Entry> m_open; //!< in the combo box
    BreakerLamp *m_lamp;
    QueueGauge *m_queue;
    QueueGauge *m_unconfirmed;
    QLabel *m_note;
    QFormLayout *m_form;
    std::vector<QLabel *> m_values;
    QPushButton *m_charts;
    QPushButton *m_disconnect;
};

} // namespace Breakwater::Ui
