// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QSortFilterProxyModel>

namespace Breakwater::Ui {

class ServiceEventModel;

//! The events of one service, or of all. Rows that stand for events not shown always pass: what is
//! missing might have been of this service.
class ServiceEventFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit ServiceEventFilter(ServiceEventModel &events, QObject *parent = nullptr);

    //! Empty: all.
    void setService(const QString &service);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    ServiceEventModel &m_events;
    QString m_service;
};

} // namespace Breakwater::Ui
