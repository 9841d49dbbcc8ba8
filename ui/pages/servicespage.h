// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

#include <memory>

namespace Breakwater::Ui {

class ServiceCharts;
class ServiceEvents;
class ServiceFeed;
class ServiceGrid;
class SnapshotFeed;
class TimeView;

//! The services behind a watched monitoring server: a card for each, charts of what is chosen, and
//! their last events; before there are any, what is awaited or what to do.
class ServicesPage final : public QWidget
{
    Q_OBJECT

public:
    ServicesPage(SnapshotFeed &feed, TimeView &view, QWidget *parent = nullptr);
    ~ServicesPage() override;

    //! Keeps the histories whether the page is seen or not.
    ServiceFeed &services() const;
    ServiceGrid &cards() const;
    ServiceCharts &charts() const;
    ServiceEvents &events() const;

Q_SIGNALS:
    //! Asked for while there is nothing to show.
    void newConnectionWanted();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
