// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/serviceeventfilter.h>

#include <ui/models/serviceeventmodel.h>

namespace Breakwater::Ui {

ServiceEventFilter::ServiceEventFilter(ServiceEventModel &events, QObject *parent)
    : QSortFilterProxyModel(parent), m_events(events)
{
    setSourceModel(&events);
}

void ServiceEventFilter::setService(const QString &service)
{
    if (service == m_service)
        return;
    m_service = service;
    invalidateFilter();
}

bool ServiceEventFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const ServiceEvent *const event = m_events.eventAt(row);
    return !event || m_service.isEmpty() || event->service == m_service;
}

} // namespace Breakwater::Ui
