// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace Breakwater::Ui {

class ServiceFeed;

//! What the charts and events beneath it are of: one service or all, of which server, how fresh;
//! and the way back to all.
class ServicesHead final : public QWidget
{
    Q_OBJECT

public:
    explicit ServicesHead(ServiceFeed &feed, QWidget *parent = nullptr);

private:
    void follow();
    QString title() const;
    QString server() const;

    ServiceFeed &m_feed;
    QLabel *m_title;
    QLabel *m_server;
    QPushButton *m_all;
};

} // namespace Breakwater::Ui
