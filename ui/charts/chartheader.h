// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/theme/theme.h>

#include <QtWidgets/QWidget>

#include <vector>

namespace Breakwater::Ui {

//! A chart's title, legend and values in one painted row: "Latency ■ p50 48 ms ■ p95 188 ms  1 s".
//! Painted, because a layout of labels moves with every digit. Where room is short, the
//! qualifier, the badge, the squares and the names leave in this order: a name in its line's colour
//! is a key of its own, a square without a name is one for those who see colours only.
class ChartHeader final : public QWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        QString name;
        QString value;
        Role role = Role::SeriesA;
        bool isDim = false; //!< little stands behind the value

        friend bool operator==(const Entry &, const Entry &) = default;
    };

    explicit ChartHeader(const QString &title, QWidget *parent = nullptr);

    //! What exactly the title means: "heartbeat round trip".
    void setQualifier(const QString &qualifier);
    //! How often the values are renewed.
    void setBadge(const QString &badge);
    void setEntries(std::vector<Entry> entries);
    const std::vector<Entry> &entries() const { return m_entries; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Parts
    {
        bool qualifier = true;
        bool badge = true;
        bool room = true;     //!< for values to grow
        bool squares = true;  //!< of the lines' colours
        int nameWidth = 1000; //!< names are cut there; too small for a letter: no names
    };

    int widthOf(Parts parts) const;
    int widthOf(std::size_t index, Parts parts) const;
    QString shownName(const Entry &entry, int nameWidth) const;
    int paintEntry(QPainter &painter, int x, std::size_t index, Parts parts) const;
    Parts fittingParts() const;

    const QString m_title;
    QString m_qualifier;
    QString m_badge;
    std::vector<Entry> m_entries;
    std::vector<int> m_valueWidths; //!< only grow, so that nothing jitters
};

} // namespace Breakwater::Ui
