// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/models/lampstate.h>
#include <ui/widgets/spoken.h>

#include <QtWidgets/QWidget>

namespace Breakwater::Ui {

//! The breaker's state as colour, shape and word, with why, since when, and what happens next. An
//! override, and a breaker that is off, stand in a frame of their own.
class BreakerLamp final : public QWidget, public Spoken
{
    Q_OBJECT

public:
    explicit BreakerLamp(QWidget *parent = nullptr);

    const LampState &state() const { return m_state; }
    //! A change of the state itself (not of the words beside it) is announced.
    void setState(const LampState &state);

    QAccessible::Role spokenRole() const override { return QAccessible::Indicator; }
    QString spokenName() const override;
    QString spokenDescription() const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    //! Whoever listens was alerted; never at the first state and never for words alone.
    void announced();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool hasBadge() const;
    QRectF paintWord(QPainter &painter, QRectF rest) const;
    double lineHeight() const;
    double linesHeight(const QStringList &lines, double width, bool wraps) const;

    LampState m_state;
    bool m_wasShown = false;
};

} // namespace Breakwater::Ui
