// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/models/ledgerfilter.h>

#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Breakwater::Ui {

//! What of the ledger is shown: words and states; and whether it holds still.
class LedgerBar final : public QWidget
{
    Q_OBJECT

public:
    explicit LedgerBar(QWidget *parent = nullptr);

    void focusText();
    QStringList words() const;
    StateSet states() const;
    bool isFrozen() const;

Q_SIGNALS:
    void filterChanged();
    void frozenChanged(bool isFrozen);
    void exportWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addStates();

    QLineEdit *m_text;
    QLabel *m_label;
    QComboBox *m_states;
    QPushButton *m_freeze;
    QPushButton *m_export;
};

} // namespace Breakwater::Ui
