// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QTableView>

namespace Breakwater::Ui {

//! A table whose new rows come at the top, and that can keep what is read in place while they do.
class LogView final : public QTableView
{
    Q_OBJECT

public:
    explicit LogView(QWidget *parent = nullptr);

    bool isAtTop() const;
    //! So many rows were just inserted at the top: the same rows stay where they are on screen.
    void keepStill(int inserted);
    //! This row is the uppermost one that is seen.
    void showAtTop(int row);
    //! Of the rows selected, from the top down.
    QList<int> selectedRows() const;
    //! What stands in the table while there are no rows.
    void setPlaceholder(const QString &text);
    QString placeholder() const { return m_placeholder; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_placeholder;
};

} // namespace Breakwater::Ui
