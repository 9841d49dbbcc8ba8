// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartheader.h>

#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 10;
constexpr int gap = 10;
constexpr int square = 9;
constexpr int narrowestName = 30;

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

QString ChartHeader::shownName(const Entry &entry, int nameWidth) const
{
    if (nameWidth < narrowestName)
        return {};
    return QFontMetrics(bold(font())).elidedText(entry.name, Qt::ElideRight, nameWidth);
}

int ChartHeader::widthOf(std::size_t index, Parts parts) const
{
    const QString name = shownName(m_entries[index], parts.nameWidth);
    const int width = name.isEmpty() ? 0 : QFontMetrics(bold(font())).horizontalAdvance(name) + 5;
    const int value = parts.room ? m_valueWidths[index]
                                 : QFontMetrics(font()).horizontalAdvance(m_entries[index].value);
    const int key = parts.squares ? square + 5 : 0;
    return key + width + value + (parts.room && parts.squares ? gap : gap - 3);
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
        width += widthOf(i, parts);
    return width;
}

ChartHeader::Parts ChartHeader::fittingParts() const
{
    const Parts least{.qualifier = false, .badge = false, .room = false};
    const Parts names{.qualifier = false, .badge = false, .squares = false};
    for (const Parts parts : {Parts{}, Parts{.qualifier = false},
                              Parts{.qualifier = false, .badge = false}, least, names})
        if (widthOf(parts) <= width())
            return parts;
    Parts parts = least;
    parts.nameWidth = 0;
    if (!m_entries.empty()) // what room is left, shared by the names
        parts.nameWidth = (width() - widthOf(parts)) / static_cast<int>(m_entries.size()) - 5;
    return parts;
}

int ChartHeader::paintEntry(QPainter &painter, int x, std::size_t index, Parts parts) const
{
    const Entry &entry = m_entries[index];
    const int end = x + widthOf(index, parts);
    const QString name = shownName(entry, parts.nameWidth);
    const QColor ink = colour(entry.role, palette());
    if (parts.squares) {
        painter.fillRect(QRect(x, (height() - square) / 2, square, square), ink);
        x += square + 5;
    }
    if (!name.isEmpty()) {
        painter.setFont(bold(font()));
        painter.setPen(ink);
        painter.drawText(QRect(x, 0, end - x, height()), Qt::AlignVCenter, name);
        x += painter.fontMetrics().horizontalAdvance(name) + 5;
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
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (x + widthOf(i, parts) - gap > width()) { // half a number would be another number
            painter.setPen(colour(Role::DimText, palette()));
            painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter, u"…"_s);
            return;
        }
        x = paintEntry(painter, x, i, parts);
    }
}

} // namespace Breakwater::Ui
