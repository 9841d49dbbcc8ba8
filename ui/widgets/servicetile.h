// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/models/servicestate.h>
#include <ui/theme/theme.h>
#include <ui/widgets/spoken.h>

#include <QtWidgets/QWidget>

#include <vector>

namespace Breakwater::Ui {

//! A card with all that is known of one service: its health as shape, word and colour, its counts,
//! its response times, and its last minutes as a sparkline. Can be chosen.
class ServiceTile final : public QWidget, public Spoken
{
    Q_OBJECT

public:
    explicit ServiceTile(QWidget *parent = nullptr);

    void setState(const ServiceState &state);
    const ServiceState &state() const { return m_state; }
    //! Events per second, oldest first; NaN is unknown.
    void setTrend(std::vector<float> trend);
    //! The colour of its line in the charts; none while it has none there.
    void setKey(std::optional<Role> key);
    void setSelected(bool selected);
    bool isSelected() const { return m_isSelected; }

    QAccessible::Role spokenRole() const override { return QAccessible::ListItem; }
    QString spokenName() const override;
    QString spokenDescription() const override;

    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    //! Clicked, or Return was pressed.
    void chosen();
    void focused();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void paintHead(QPainter &painter, const QRectF &line) const;
    void paintFigures(QPainter &painter, const QRectF &room, ServiceState::Place first) const;
    void paintFoot(QPainter &painter, const QRectF &room) const;
    QFont smallFont() const;
    double rowHeight() const; //!< of a figure and its label
    void refreshToolTip();

    ServiceState m_state;
    std::vector<float> m_trend;
    std::optional<Role> m_key;
    bool m_isSelected = false;
};

//! The shape of a service's health: octagon, diamond, ring, disc with a tick, dashed ring.
void paintHealthGlyph(QPainter &painter, const QRectF &rect, ServiceHealth health,
                      const QPalette &palette);
Role roleOf(ServiceHealth health);

} // namespace Breakwater::Ui
