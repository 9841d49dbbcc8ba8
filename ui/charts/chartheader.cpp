// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartheader.h>

#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

namespace Breakwater::Ui {

namespace {

constexpr int margin = 10;
constexpr int gap = 12;
constexpr int square = 9;

QFont bold(QFont font)
{
    font.setBold(true);
    return font;
}

} // namespace

ChartHeader::ChartHeader(const QString &title, QWidget *parent) : QWidget(parent), m_title(title)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ChartHeader::setQualifier(const QString &qualifier)
{
    if (qualifier == m_qualifier)
        return;
    m_qualifier = qualifier;
    update();
}

void ChartHeader::setBadge(const QString &badge)
{
    if (badge == m_badge)
        return;
    m_badge = badge;
    update();
}

void ChartHeader::setEntries(std::vector<Entry> entries)
{
    if (entries == m_entries)
        return;
    if (entries.size() != m_entries.size())
        m_valueWidths.assign(entries.size(), 0);
    m_entries = std::move(entries);
    const QFontMetrics metrics(font());
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_valueWidths[i]
            = std::max(m_valueWidths[i], metrics.horizontalAdvance(m_entries[i].value));
    update();
}

QSize ChartHeader::sizeHint() const
{
    return {200, QFontMetrics(font()).height() + 8};
}

int ChartHeader::widthOf(const Entry &entry, std::size_t index, bool hasName) const
{
    const int name = hasName ? QFontMetrics(bold(font())).horizontalAdvance(entry.name) + 5 : 0;
    return square + 5 + name + m_valueWidths[index] + gap;
}

int ChartHeader::widthOf(Parts parts) const
{
    const QFontMetrics metrics(font());
    int width = 2 * margin + QFontMetrics(bold(font())).horizontalAdvance(m_title) + gap;
    if (parts.qualifier && !m_qualifier.isEmpty())
        width += metrics.horizontalAdvance(m_qualifier) + gap;
    if (parts.badge)
        width += metrics.horizontalAdvance(m_badge) + gap;
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        width += widthOf(m_entries[i], i, parts.names);
    return width;
}

ChartHeader::Parts ChartHeader::fittingParts() const
{
    for (const Parts parts :
         {Parts{}, Parts{.qualifier = false}, Parts{.qualifier = false, .badge = false}})
        if (widthOf(parts) <= width())
            return parts;
    return {.qualifier = false, .badge = false, .names = false};
}

int ChartHeader::paintEntry(QPainter &painter, int x, std::size_t index, bool hasName) const
{
    const Entry &entry = m_entries[index];
    const int end = x + widthOf(entry, index, hasName);
    const QColor ink = colour(entry.role, palette());
    painter.fillRect(QRect(x, (height() - square) / 2, square, square), ink);
    x += square + 5;
    if (hasName) {
        painter.setFont(bold(font()));
        painter.setPen(ink);
        painter.drawText(QRect(x, 0, end - x, height()), Qt::AlignVCenter, entry.name);
        x += painter.fontMetrics().horizontalAdvance(entry.name) + 5;
    }
    painter.setFont(font());
    painter.setPen(entry.isDim ? colour(Role::DimText, palette())
                               : palette().color(QPalette::WindowText));
    painter.drawText(QRect(x, 0, end - x, height()), Qt::AlignVCenter, entry.value);
    return end;
}

void ChartHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Parts parts = fittingParts();
    const QRect row = rect().adjusted(margin, 0, -margin, 0);
    painter.setFont(bold(font()));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(row, Qt::AlignVCenter, m_title);
    int x = row.left() + painter.fontMetrics().horizontalAdvance(m_title) + gap;
    painter.setFont(font());
    painter.setPen(colour(Role::DimText, palette()));
    if (parts.qualifier && !m_qualifier.isEmpty()) {
        painter.drawText(QRect(x - gap / 2, 0, width(), height()), Qt::AlignVCenter, m_qualifier);
        x += painter.fontMetrics().horizontalAdvance(m_qualifier) + gap / 2;
    }
    if (parts.badge)
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, m_badge);
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        x = paintEntry(painter, x, i, parts.names);
}

} // namespace Breakwater::Ui
