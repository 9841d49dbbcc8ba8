// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/breakerlamp.h>

#include <ui/models/plaintext.h>
#include <ui/theme/stateglyph.h>
#include <ui/theme/theme.h>
#include <ui/widgets/painting.h>

#include <QtCore/QStringList>
#include <QtGui/QPainter>

#include <algorithm>
#include <array>

namespace Breakwater::Ui {

namespace {

constexpr double margin = 9;
constexpr double largestGlyph = 52;

QFont wordFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 1.45);
    font.setBold(true);
    return font;
}

QFont lineFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.92);
    return font;
}

} // namespace

BreakerLamp::BreakerLamp(QWidget *parent) : QWidget(parent)
{
    becomeSpoken();
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void BreakerLamp::setState(const LampState &state)
{
    if (m_wasShown && state == m_state)
        return;
    const bool isOther = m_wasShown
        && (state.state != m_state.state || state.override_ != m_state.override_
            || state.isEnabled != m_state.isEnabled || state.shape() != m_state.shape());
    m_state = state;
    m_wasShown = true;
    setToolTip(plainToolTip(spokenName()));
    update();
    if (isOther) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
        Q_EMIT announced();
    }
}

QString BreakerLamp::spokenName() const
{
    QStringList parts{tr("Circuit breaker: %1").arg(m_state.word()), m_state.reason, m_state.now,
                      m_state.next};
    parts.removeAll(QString());
    return parts.join(u" · ");
}

QString BreakerLamp::spokenDescription() const
{
    return tr("The state of the circuit breaker, why it is so, and what happens next");
}

bool BreakerLamp::hasBadge() const
{
    return m_state.state && (m_state.override_ != BreakerOverride::None || !m_state.isEnabled);
}

double BreakerLamp::lineHeight() const
{
    return QFontMetricsF(lineFont(font())).height();
}

//! A long line may take a second one where there is room for it.
double BreakerLamp::linesHeight(const QStringList &lines, double width, bool wraps) const
{
    if (!wraps)
        return static_cast<double>(lines.size()) * lineHeight();
    const QFontMetricsF metrics(lineFont(font()));
    double height = 0;
    for (const QString &line : lines)
        height += metrics.boundingRect(QRectF(0, 0, width, 1000), Qt::TextWordWrap, line).height();
    return height;
}

QSize BreakerLamp::minimumSizeHint() const
{
    const double height = QFontMetricsF(wordFont(font())).height() + 3 * lineHeight() + 2 * 6;
    return {190, qCeil(height)};
}

QSize BreakerLamp::sizeHint() const
{
    return {270, minimumSizeHint().height() + 4};
}

QRectF BreakerLamp::paintWord(QPainter &painter, QRectF rest) const
{
    QFont big = wordFont(font());
    const QString word = m_state.word();
    const double room = rest.width() - (hasBadge() ? 12 : 0);
    if (const double width = QFontMetricsF(big).horizontalAdvance(word); width > room)
        big.setPointSizeF(std::max(6.0, big.pointSizeF() * room / width));
    painter.setFont(big);
    painter.setPen(colour(roleOf(m_state.shape()), palette()));
    const QFontMetricsF metrics(big);
    QRectF line(rest.topLeft(), QSizeF(rest.width(), metrics.height()));
    if (hasBadge()) {
        const QRectF frame(line.topLeft() + QPointF(0.5, 0.5),
                           QSizeF(metrics.horizontalAdvance(word) + 11, line.height() - 1));
        painter.drawRoundedRect(frame, 4, 4);
        line.adjust(6, 0, 0, 0);
    }
    paintLine(painter, line, word);
    rest.setTop(line.bottom());
    return rest;
}

void BreakerLamp::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPanel(painter, *this, colour(roleOf(m_state.shape()), palette()),
               colour(washOf(m_state.shape()), palette()));

    const double side = std::min({largestGlyph, height() - 2 * margin, width() * 0.22});
    const QRectF glyph(margin, (height() - side) / 2, side, side);
    if (m_state.state && !m_state.isEnabled)
        painter.setOpacity(0.5);
    paintStateGlyph(painter, glyph, m_state.shape(), palette());
    painter.setOpacity(1);

    const double left = glyph.right() + margin;
    const double room = width() - left - margin;
    QStringList lines{m_state.reason, m_state.now, m_state.next};
    lines.removeAll(QString());
    const double word = QFontMetricsF(wordFont(font())).height();
    const bool wraps = word + linesHeight(lines, room, true) <= height() - 4;
    const double tall = word + linesHeight(lines, room, wraps);
    QRectF rest(left, std::max(2.0, (height() - tall) / 2), room, tall);
    rest = paintWord(painter, rest);
    painter.setFont(lineFont(font()));
    painter.setPen(palette().color(QPalette::WindowText));
    for (const QString &line : lines) {
        rest.setHeight(linesHeight({line}, room, wraps));
        if (wraps)
            painter.drawText(rest, Qt::TextWordWrap, line);
        else
            paintLine(painter, rest, line);
        rest.moveTop(rest.bottom());
    }
}

} // namespace Breakwater::Ui
