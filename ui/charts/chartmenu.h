// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/chartdata.h>

#include <QtCore/QCoreApplication>

class QMenu;
class QPoint;

namespace Breakwater::Ui {

class TimeChart;

//! What can be done with a chart besides looking at it: picture, CSV, JSON, table, scale.
class ChartMenu final
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::ChartMenu)

public:
    explicit ChartMenu(TimeChart &chart) : m_chart(chart) { }

    void open(const QPoint &globalPosition);
    void fill(QMenu &menu);
    void showTable();

    enum class Detail { EverySecond, AsShown };
    //! The visible range.
    ChartData data(Detail detail) const;
    QByteArray picture() const;

private:
    void addFiles(QMenu &menu, Detail detail);
    void save(const QString &suffix, const QByteArray &content);
    QString suggestedName(const QString &suffix) const;

    TimeChart &m_chart;
};

} // namespace Breakwater::Ui
