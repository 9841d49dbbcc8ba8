// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace Breakwater::Ui {

class SnapshotFeed;

//! The overview before there is anything to see: what is awaited and since when, or, with no
//! connection at all, what to do.
class StartPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit StartPanel(SnapshotFeed &feed, QWidget *parent = nullptr);

    //! Whether this page has something to say instead of the overview.
    static bool isNeeded(const SnapshotFeed &feed);

Q_SIGNALS:
    void demoWanted();
    void newConnectionWanted();

private:
    void follow();

    SnapshotFeed &m_feed;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_demo;
    QPushButton *m_connect;
};

} // namespace Breakwater::Ui
