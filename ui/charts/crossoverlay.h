// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/plotgeometry.h>
#include <ui/theme/theme.h>

#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

namespace Breakwater::Ui {

//! Crosshair, markers, tooltip box and rubber band above a plot. It hears no mouse and repaints
//! only the strips that changed, so that the plot below stays the cached picture it is.
class CrossOverlay final : public QWidget
{
    Q_OBJECT

public:
    //! One row of a box.
    struct Row
    {
        Role role = Role::SeriesA;
        QString name;
        QString value;
        QString more;            //!< small print: "max 531 ms per 115 s"
        std::optional<double> y; //!< of the dot on the line
    };
    struct Content
    {
        QRect plot;
        std::optional<int> cross; //!< x in pixels, each
        std::optional<int> markerA;
        std::optional<int> markerB;
        QString boxTitle;      //!< empty: no box
        std::vector<Row> rows; //!< dots are drawn without a box, too
        QString difference;    //!< between the markers; empty: none
    };

    explicit CrossOverlay(QWidget *canvas);

    void setContent(Content content);
    const Content &content() const { return m_content; }
    //! While the user draws it; none hides it.
    void setRubberBand(std::optional<QRect> band);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QRegion regionOf(const Content &content) const;
    QRect boxRect(const Content &content) const;
    QRect differenceRect(const Content &content) const;
    void paintMarker(QPainter &painter, int x, const QString &letter) const;
    void paintBox(QPainter &painter) const;
    void paintPanel(QPainter &painter, const QRect &area) const;

    Content m_content;
    std::optional<QRect> m_rubberBand;
};

} // namespace Breakwater::Ui
