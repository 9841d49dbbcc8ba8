// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/models/clientfilter.h>

#include <QtWidgets/QWidget>

class QLineEdit;
class QToolButton;

namespace Breakwater {
struct ServingSnapshot;
}

namespace Breakwater::Ui {

//! Which of the clients are shown: words, and states with how many are in them; and whether the
//! charts are.
class ClientsBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ClientsBar(QWidget *parent = nullptr);

    void focusText();
    ClientFilter filter() const;
    //! Null: how many there are is not known.
    void setCounts(const ServingSnapshot *serving);
    void setChartsShown(bool areShown);

Q_SIGNALS:
    void filterChanged();
    //! Somebody wants them, or not.
    void chartsChosen(bool areWanted);

private:
    QToolButton *addChip(const QString &explanation);

    QLineEdit *m_text;
    QToolButton *m_connected;
    QToolButton *m_away;
    QToolButton *m_failing;
    QToolButton *m_charts;
};

} // namespace Breakwater::Ui
