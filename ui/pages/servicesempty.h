// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace Breakwater::Ui {

class ServiceFeed;

//! What the Services page says while there are no services: what is awaited, or what to do.
class ServicesEmpty final : public QWidget
{
    Q_OBJECT

public:
    explicit ServicesEmpty(ServiceFeed &feed, QWidget *parent = nullptr);

    static bool isNeeded(const ServiceFeed &feed);

Q_SIGNALS:
    void newConnectionWanted();

private:
    void follow();
    void say(const QString &title, const QString &text, bool offersConnection);

    ServiceFeed &m_feed;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_connect;
};

} // namespace Breakwater::Ui
