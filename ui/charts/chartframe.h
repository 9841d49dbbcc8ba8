// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

#include <memory>

class QGraphicsItem;

namespace Breakwater::Ui {

//! The frame that Qt Charts gives a plot. The only class that knows Qt Charts: what replaces them
//! replaces chartframe.cpp.
class ChartFrame final : public QWidget
{
    Q_OBJECT

public:
    // Equal in every chart, so that crosshairs stacked above each other line up.
    static constexpr int leftMargin = 58;
    static constexpr int rightMargin = 12;
    static constexpr int topMargin = 4;

    explicit ChartFrame(QWidget *parent = nullptr);
    ~ChartFrame() override;

    //! Takes the item; it is drawn in the canvas' coordinates.
    void setPlot(std::unique_ptr<QGraphicsItem> plot);
    void setValueRange(double bottom, double top);
    //! Where the plot is drawn and the mouse is heard.
    QWidget *canvas() const;
    //! In the canvas' coordinates.
    QRect plotArea() const;

Q_SIGNALS:
    void resized();

protected:
    void changeEvent(QEvent *event) override;

private:
    void takeSize();
    void takeColours();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
