// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/time.h>

#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

namespace Breakwater::Ui {

class ClientModel;
class SnapshotFeed;

//! Every client of the core that is shown, to search, sort and copy.
class ClientsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ClientsPanel(SnapshotFeed &feed, QWidget *parent = nullptr);
    ~ClientsPanel() override;

    const ClientModel &model() const;
    //! Since the table came; none while there is none.
    std::optional<Duration> tableAge() const;

    void focusTable();
    void focusSearch();
    //! The selected rows as CSV; nothing selected copies nothing.
    void copyRows();
    void setChartsShown(bool areShown);

Q_SIGNALS:
    //! Enter or a double click.
    void opened(const Breakwater::SessionId &client);
    void disconnectWanted(const Breakwater::SessionId &client);
    void chartsChosen(bool areWanted);

protected:
    void changeEvent(QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
