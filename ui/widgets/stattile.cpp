// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/stattile.h>

#include <ui/format/format.h>
#include <ui/models/plaintext.h>
#include <ui/theme/theme.h>
#include <ui/widgets/painting.h>

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double margin = 8;

QFont valueFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 1.55);
    font.setBold(true);
    return font;
}

//! NaN, where nothing is known, is like NaN.
bool isSame(float a, float b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

} // namespace

StatTile::StatTile(const QString &title, QWidget *parent)
    : QWidget(parent), m_title(title), m_reading(Format::unknown())
{
    becomeSpoken();
    setFocusPolicy(Qt::TabFocus);
    refreshToolTip();
}

void StatTile::setReading(const QString &reading, Trust trust)
{
    const QString shown = trust == Trust::Unknown ? Format::unknown() : reading;
    if (shown == m_reading && trust == m_trust)
        return;
    m_reading = shown;
    m_trust = trust;
    refreshToolTip();
    update();
}

void StatTile::setTrend(std::vector<float> trend)
{
    if (std::equal(trend.begin(), trend.end(), m_trend.begin(), m_trend.end(), isSame))
        return;
    m_trend = std::move(trend);
    update();
}

void StatTile::setExplanation(const QString &explanation)
{
    if (explanation == m_explanation)
        return;
    m_explanation = explanation;
    refreshToolTip();
}

void StatTile::refreshToolTip()
{
    setToolTip(plainToolTip(m_explanation.isEmpty() ? spokenName()
                                                    : spokenName() + u" — "_s + m_explanation));
}

QString StatTile::spokenName() const
{
    const QString reading = m_trust == Trust::Unknown ? tr("not known") : m_reading;
    return m_trust == Trust::Faint ? tr("%1: %2, from few samples").arg(m_title, reading)
                                   : tr("%1: %2").arg(m_title, reading);
}

QSize StatTile::minimumSizeHint() const
{
    const double height = fontMetrics().height() + QFontMetricsF(valueFont(font())).height() + 10;
    return {84, qCeil(height)};
}

QSize StatTile::sizeHint() const
{
    return {132, minimumSizeHint().height() + 22};
}

void StatTile::paintReading(QPainter &painter, const QRectF &rect) const
{
    const bool isStrong = m_trust == Trust::Known;
    painter.setPen(isStrong ? palette().color(QPalette::WindowText)
                            : colour(Role::DimText, palette()));
    // The unit is a word beside the number; it may be smaller, and goes first when there is no
    // room.
    const qsizetype split = m_reading.indexOf(Format::thinSpace);
    const QString number = split < 0 ? m_reading : m_reading.left(split);
    const QString unit = split < 0 ? QString() : m_reading.mid(split + 1);
    painter.setFont(valueFont(font()));
    if (const double width = digitsWidth(painter, number); width > rect.width()) {
        QFont smaller = painter.font();
        smaller.setPointSizeF(std::max(6.0, smaller.pointSizeF() * rect.width() / width));
        painter.setFont(smaller);
    }
    const double baseline = rect.top() + QFontMetricsF(valueFont(font())).ascent();
    const double end = paintDigits(painter, {rect.left(), baseline}, number);
    QFont small = font();
    small.setBold(isStrong);
    painter.setFont(small);
    const double from = end + 4;
    if (from + painter.fontMetrics().horizontalAdvance(unit) <= rect.right() + 2)
        painter.drawText(QPointF(from, baseline), unit);
}

void StatTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPanel(painter, *this);
    QRectF rest = QRectF(rect()).adjusted(margin, 5, -margin, -5);

    const double titleHeight = fontMetrics().height();
    painter.setPen(colour(Role::DimText, palette()));
    paintLine(painter, {rest.left(), rest.top(), rest.width(), titleHeight}, m_title);
    rest.setTop(rest.top() + titleHeight);
    paintReading(painter, rest);
    rest.setTop(rest.top() + QFontMetricsF(valueFont(font())).height() + 2);
    if (m_trust != Trust::Unknown && rest.height() >= 8) {
        painter.setOpacity(m_trust == Trust::Faint ? 0.5 : 1);
        paintSparkline(painter, rest, m_trend, colour(Role::Accent, palette()));
    }
}

} // namespace Breakwater::Ui
