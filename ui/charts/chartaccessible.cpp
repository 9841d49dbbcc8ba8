// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartaccessible.h>

#include <ui/charts/timechart.h>

#include <QtGui/QAccessible>
#include <QtWidgets/QAccessibleWidget>

namespace Breakwater::Ui {

namespace {

class ChartInterface final : public QAccessibleWidget
{
public:
    explicit ChartInterface(TimeChart *chart)
        : QAccessibleWidget(chart, QAccessible::Chart), m_chart(*chart)
    { }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Description ? m_chart.summary() : QAccessibleWidget::text(kind);
    }

private:
    const TimeChart &m_chart;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *chart = qobject_cast<TimeChart *>(object);
    return chart ? new ChartInterface(chart) : nullptr;
}

} // namespace

void installChartAccessibility()
{
    [[maybe_unused]] static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
}

} // namespace Breakwater::Ui
