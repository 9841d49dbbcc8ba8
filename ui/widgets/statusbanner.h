// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

#include <memory>

namespace Breakwater::Ui {

class SnapshotFeed;

//! Why the selected link is not well, and what happens next; hidden while all is well. Amber at
//! once, red after five minutes.
class StatusBanner final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusBanner(SnapshotFeed &feed, QWidget *parent = nullptr);
    ~StatusBanner() override;

Q_SIGNALS:
    void retryWanted();
    void editWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
