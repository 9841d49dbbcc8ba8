// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QComboBox>

namespace Breakwater::Ui {

class SessionModel;
class SnapshotFeed;

//! Which session the pages show: its name and address, or all of them together.
class SessionPicker final : public QComboBox
{
    Q_OBJECT

public:
    explicit SessionPicker(SnapshotFeed &feed, QWidget *parent = nullptr);

private:
    void followSelection();
    void onActivated(int index);

    SnapshotFeed &m_feed;
};

} // namespace Breakwater::Ui
