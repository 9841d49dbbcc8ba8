// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/servicecatalogue.h>

#include <QtWidgets/QWidget>

namespace Breakwater::Ui {

class ChartHeader;
class TimeChart;
class TimeView;

//! Events, response times, throughput and errors of the selected service, or of the top five
//! together; over the same stretch of time as all other charts. In two columns or one, as the width
//! allows.
class ServiceCharts final : public QWidget
{
    Q_OBJECT

public:
    ServiceCharts(ServiceFeed &feed, TimeView &view, QWidget *parent = nullptr);

    const std::vector<TimeChart *> &charts() const { return m_charts; }
    //! Whose lines are drawn while all are shown; none while one is selected.
    const std::vector<ServiceLine> &key() const { return m_key; }
    int columns() const { return m_columns; }

Q_SIGNALS:
    void keyChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void take(TierSet tiers);
    void takeAll();
    void takeStale();
    void describe();
    void describeKey();
    void arrange(int columns);

    ServiceFeed &m_feed;
    TimeView &m_view;
    ChartHeader *m_legend;
    QWidget *m_area;                   //!< of the charts
    std::vector<TimeChart *> m_charts; //!< in the order of ServiceChart
    std::vector<ServiceLine> m_top;
    std::vector<ServiceLine> m_key;
    QString m_shown; //!< the service that the lines are of
    std::optional<double> m_staleSince;
    int m_columns = 0;
};

} // namespace Breakwater::Ui
