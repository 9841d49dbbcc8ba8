// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

class QLabel;

namespace Breakwater::Ui {

class LogView;
class ServiceEventFilter;
class ServiceEventModel;
class ServiceFeed;

//! The last events of the services, newest on top, and a quiet line about frames that were not
//! understood.
class ServiceEvents final : public QWidget
{
    Q_OBJECT

public:
    explicit ServiceEvents(ServiceFeed &feed, QWidget *parent = nullptr);

    const LogView &view() const { return *m_view; }
    const QLabel &note() const { return *m_note; }

private:
    void follow();
    void followSelection();
    void prepareView();

    ServiceFeed &m_feed;
    ServiceEventModel *m_events;
    ServiceEventFilter *m_filter;
    LogView *m_view;
    QLabel *m_note;
};

} // namespace Breakwater::Ui
