// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/models/balance.h>
#include <ui/widgets/spoken.h>

#include <QtWidgets/QWidget>

namespace Breakwater::Ui {

//! The ledger as a scale: what came in on the left, where all of it is on the right, and between
//! them whether both are the same. Where there is no room for all of them, places with nothing in
//! them are drawn together.
class BalanceStrip final : public QWidget, public Spoken
{
    Q_OBJECT

public:
    explicit BalanceStrip(QWidget *parent = nullptr);

    void setBalance(const Balance &balance);
    const Balance &balance() const { return m_balance; }

    QAccessible::Role spokenRole() const override { return QAccessible::Indicator; }
    QString spokenName() const override;
    QString spokenDescription() const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Cell
    {
        Balance::Term term;
        QRectF rect;
    };
    struct Plan
    {
        std::vector<Cell> cells;
        QRectF left;
        QRectF mark;
        QRectF right;
    };

    Plan plan(double width) const;
    std::vector<Balance::Term> placesFor(double width) const;
    double cellWidth(const std::vector<Balance::Term> &terms) const;
    double cellHeight() const;
    double markWidth() const;
    QString sums() const;
    void paintCell(QPainter &painter, const Cell &cell) const;
    void paintMark(QPainter &painter, const QRectF &rect) const;

    Balance m_balance;
};

} // namespace Breakwater::Ui
