// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/widgets/spoken.h>

#include <QtWidgets/QWidget>

#include <vector>

namespace Breakwater::Ui {

//! One figure with its name and its last minute as a sparkline.
class StatTile final : public QWidget, public Spoken
{
    Q_OBJECT

public:
    explicit StatTile(const QString &title, QWidget *parent = nullptr);

    //! How much a reading is worth.
    enum class Trust {
        Known,
        Faint,  //!< from too few samples to mean much
        Unknown //!< shown as "—", without a sparkline
    };
    //! `reading` as Format makes it: number, thin space, unit.
    void setReading(const QString &reading, Trust trust = Trust::Known);
    QString reading() const { return m_reading; }
    Trust trust() const { return m_trust; }
    //! One value a second, oldest first; NaN is unknown.
    void setTrend(std::vector<float> trend);
    //! Stands in the tool tip and is spoken as the description.
    void setExplanation(const QString &explanation);

    QAccessible::Role spokenRole() const override { return QAccessible::StaticText; }
    QString spokenName() const override;
    QString spokenDescription() const override { return m_explanation; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintReading(QPainter &painter, const QRectF &rect) const;
    void refreshToolTip();

    const QString m_title;
    QString m_reading;
    QString m_explanation;
    Trust m_trust = Trust::Unknown;
    std::vector<float> m_trend;
};

} // namespace Breakwater::Ui
