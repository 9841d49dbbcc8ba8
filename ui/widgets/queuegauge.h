// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>
#include <ui/widgets/spoken.h>

#include <QtWidgets/QWidget>

#include <cstdint>
#include <optional>

namespace Breakwater::Ui {

//! How full something bounded is: number, bound, percent, and a bar with ticks at 70 and 90 %.
//! Hatched, without a number, when nothing is known.
class QueueGauge final : public QWidget, public Spoken
{
    Q_OBJECT

public:
    static constexpr double warnAt = 0.7;
    static constexpr double alarmAt = 0.9;

    explicit QueueGauge(const QString &title, QWidget *parent = nullptr);

    //! `most` 0 is a bound that is not known: no bar, no percent.
    void setReading(std::int64_t current, std::int64_t most);
    //! Nothing is known; none: and never was.
    void setUnknown(std::optional<Duration> since);
    void setExplanation(const QString &explanation);
    bool isKnown() const { return m_current.has_value(); }

    QAccessible::Role spokenRole() const override { return QAccessible::ProgressBar; }
    QString spokenName() const override;
    QString spokenDescription() const override { return m_explanation; }
    std::optional<Value> spokenValue() const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<double> share() const;
    QString boundText() const;
    void paintNumbers(QPainter &painter, const QRectF &line) const;
    void paintBar(QPainter &painter, const QRectF &bar) const;
    void refresh();

    const QString m_title;
    QString m_explanation;
    std::optional<std::int64_t> m_current;
    std::int64_t m_most = 0;
    std::optional<Duration> m_silence;
};

} // namespace Breakwater::Ui
