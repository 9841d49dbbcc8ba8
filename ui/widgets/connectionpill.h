// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/widgets/spoken.h>

#include <QtWidgets/QWidget>

namespace Breakwater {
struct WatchedSource;
}

namespace Breakwater::Ui {

class SnapshotFeed;

//! What the selected link is doing, apart from its breaker: a dot (full: connected, ring: not,
//! dashed: unknown) with "Connected 18 ms", "Reconnecting (4)", "not answering for 12 s"; of what
//! is watched: "watched by stream · live".
class ConnectionPill final : public QWidget, public Spoken
{
    Q_OBJECT

public:
    explicit ConnectionPill(SnapshotFeed &feed, QWidget *parent = nullptr);

    QString text() const { return m_text; }

    QAccessible::Role spokenRole() const override { return QAccessible::StaticText; }
    QString spokenName() const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Dot { Full, Half, Ring, Dashed };

    void follow();
    void followSum();
    void followSession();
    void followWatched(const WatchedSource &source);
    void paintDot(QPainter &painter, const QRectF &rect) const;

    SnapshotFeed &m_feed;
    QString m_text;
    QString m_detail;
    Dot m_dot = Dot::Dashed;
};

} // namespace Breakwater::Ui
