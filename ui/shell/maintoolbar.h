// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/shell/findfield.h>

#include <QtWidgets/QToolBar>

namespace Breakwater::Ui {

class Actions;
class SnapshotFeed;
class TimeView;

//! Session, connection, pause, range, export, find.
class MainToolBar final : public QToolBar
{
    Q_OBJECT

public:
    MainToolBar(SnapshotFeed &feed, TimeView &view, const Actions &actions,
                FindField::TargetList targets, QWidget *parent = nullptr);

    FindField &find() const { return *m_find; }

Q_SIGNALS:
    void customRangeWanted();

private:
    //! An action of the window as a button with a short text of its own.
    void addButton(QAction *action, const QString &text);

    FindField *const m_find;
};

} // namespace Breakwater::Ui
