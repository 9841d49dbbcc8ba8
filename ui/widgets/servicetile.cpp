// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/servicetile.h>

#include <ui/format/format.h>
#include <ui/models/plaintext.h>
#include <ui/theme/stateglyph.h>
#include <ui/widgets/painting.h>

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double margin = 10;
constexpr double gap = 6;
constexpr int figuresInRow = 4;
constexpr double footHeight = 24;
constexpr double trendWidth = 0.44; //!< of the tile

QFont bold(QFont font)
{
    font.setBold(true);
    return font;
}

//! Shapes of states that everybody knows from the lamp.
std::optional<BreakerState> shapeOf(ServiceHealth health)
{
    switch (health) {
    case ServiceHealth::Failing: return BreakerState::Open;
    case ServiceHealth::Erring: return BreakerState::HalfOpen;
    case ServiceHealth::Healthy: return BreakerState::Closed;
    case ServiceHealth::Quiet:
    case ServiceHealth::Unknown: break;
    }
    return std::nullopt;
}

} // namespace

Role roleOf(ServiceHealth health)
{
    return health == ServiceHealth::Quiet ? Role::DimText : roleOf(shapeOf(health));
}

void paintHealthGlyph(QPainter &painter, const QRectF &rect, ServiceHealth health,
                      const QPalette &palette)
{
    if (health == ServiceHealth::Quiet)
        paintSeverityGlyph(painter, rect, Severity::Info, palette); // a plain ring
    else
        paintStateGlyph(painter, rect, shapeOf(health), palette);
}

ServiceTile::ServiceTile(QWidget *parent) : QWidget(parent)
{
    becomeSpoken();
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void ServiceTile::setState(const ServiceState &state)
{
    if (state == m_state)
        return;
    m_state = state;
    refreshToolTip();
    update();
}

void ServiceTile::setTrend(std::vector<float> trend)
{
    m_trend = std::move(trend);
    update();
}

void ServiceTile::setKey(std::optional<Role> key)
{
    if (key == m_key)
        return;
    m_key = key;
    update();
}

void ServiceTile::setSelected(bool selected)
{
    if (selected == m_isSelected)
        return;
    m_isSelected = selected;
    update();
}

QString ServiceTile::spokenName() const
{
    const QString name = tr("%1: %2").arg(m_state.name, m_state.word);
    return m_isSelected ? tr("%1, selected").arg(name) : name;
}

QString ServiceTile::spokenDescription() const
{
    QStringList parts{m_state.reason};
    for (const ServiceState::Figure &figure : m_state.figures)
        parts += figure.label + u' ' + figure.value;
    parts += tr("%1 events").arg(m_state.rate);
    parts += tr("last event %1").arg(m_state.lastEvent);
    parts += m_state.responses;
    return parts.join(u" · "_s);
}

void ServiceTile::refreshToolTip()
{
    setToolTip(
        plainToolTip(m_state.name + u" — "_s + m_state.reason + u" · "_s + m_state.responses));
}

QFont ServiceTile::smallFont() const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.84);
    return small;
}

double ServiceTile::rowHeight() const
{
    return QFontMetricsF(smallFont()).height() + QFontMetricsF(font()).height() + gap;
}

QSize ServiceTile::minimumSizeHint() const
{
    const double head = QFontMetricsF(bold(font())).height() + gap;
    return {264, qCeil(2 * margin - 4 + head + 2 * rowHeight() + footHeight)};
}

void ServiceTile::paintHead(QPainter &painter, const QRectF &line) const
{
    const double side = line.height() - 1;
    paintHealthGlyph(painter, {line.left(), line.top(), side, side}, m_state.health, palette());
    QRectF rest = line.adjusted(side + 7, 0, 0, 0);

    painter.setFont(bold(font()));
    const double wordWidth = std::min(
        QFontMetricsF(painter.font()).horizontalAdvance(m_state.word) + 1, rest.width() * 0.6);
    const QRectF word(rest.right() - wordWidth, rest.top(), wordWidth, rest.height());
    painter.setPen(colour(roleOf(m_state.health), palette()));
    paintLine(painter, word, m_state.word, Qt::AlignRight);
    rest.setRight(word.left() - 8);
    if (m_key) {
        constexpr double square = 9;
        rest.setRight(rest.right() - square - 6);
        const double end = rest.left()
            + std::min(rest.width(),
                       QFontMetricsF(painter.font()).horizontalAdvance(m_state.name) + 1);
        painter.fillRect(QRectF(end + 6, rest.center().y() - square / 2, square, square),
                         colour(*m_key, palette()));
    }
    painter.setPen(m_state.isStale ? colour(Role::DimText, palette())
                                   : palette().color(QPalette::WindowText));
    paintLine(painter, rest, m_state.name);
}

void ServiceTile::paintFigures(QPainter &painter, const QRectF &room,
                               ServiceState::Place first) const
{
    const double width = room.width() / figuresInRow;
    const double labelHeight = QFontMetricsF(smallFont()).height();
    const QColor dim = colour(Role::DimText, palette());
    for (int i = 0; i < figuresInRow; ++i) {
        const ServiceState::Figure &figure = m_state.figures[static_cast<std::size_t>(first + i)];
        const double left = room.left() + i * width;
        painter.setFont(smallFont());
        painter.setPen(dim);
        paintLine(painter, {left, room.top(), width - 3, labelHeight}, figure.label);
        painter.setFont(font());
        const bool isKnown = figure.value != Format::unknown();
        painter.setPen(isKnown && !figure.isFaint ? palette().color(QPalette::WindowText) : dim);
        const double baseline = room.top() + labelHeight + QFontMetricsF(font()).ascent();
        paintDigits(painter, {left, baseline}, figure.value);
    }
}

void ServiceTile::paintFoot(QPainter &painter, const QRectF &room) const
{
    const QFontMetricsF metrics(font());
    const double baseline = room.bottom() - metrics.descent();
    painter.setFont(bold(font()));
    painter.setPen(m_state.isStale ? colour(Role::DimText, palette())
                                   : palette().color(QPalette::WindowText));
    paintDigits(painter, {room.left(), baseline}, m_state.rate);

    painter.setFont(smallFont());
    painter.setPen(colour(Role::DimText, palette()));
    const double width = room.width() / figuresInRow;
    const QRectF age(room.right() - width, room.top(), width, room.height());
    paintLine(painter, {age.left() - 12, baseline - metrics.ascent(), width + 12, metrics.height()},
              m_state.lastEvent, Qt::AlignRight);

    const QRectF trend(room.left() + width, room.top() + 3, room.width() * trendWidth,
                       room.height() - 5);
    if (m_state.isStale)
        paintHatch(painter, trend.adjusted(0, 4, 0, 0), palette());
    else
        paintSparkline(painter, trend, m_trend, colour(Role::Accent, palette()));
}

void ServiceTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isFailing = m_state.health == ServiceHealth::Failing;
    std::optional<QColor> border;
    if (m_isSelected)
        border = colour(Role::Accent, palette());
    else if (isFailing)
        border = colour(Role::Failing, palette());
    paintPanel(painter, *this, border,
               isFailing ? std::optional(colour(Role::FailingWash, palette())) : std::nullopt);
    if (m_isSelected)
        painter.fillRect(QRectF(1, 8, 3, height() - 16), colour(Role::Accent, palette()));

    QRectF rest = QRectF(rect()).adjusted(margin, margin - 2, -margin, -margin + 2);
    const double head = QFontMetricsF(bold(font())).height();
    paintHead(painter, {rest.left(), rest.top(), rest.width(), head});
    rest.setTop(rest.top() + head + gap);
    paintFigures(painter, rest, ServiceState::Events);
    rest.setTop(rest.top() + rowHeight());
    paintFigures(painter, rest, ServiceState::Mean);
    rest.setTop(rest.bottom() - footHeight);
    paintFoot(painter, rest);
}

void ServiceTile::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT chosen();
}

void ServiceTile::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT chosen();
    else
        QWidget::keyPressEvent(event);
}

void ServiceTile::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    Q_EMIT focused();
}

} // namespace Breakwater::Ui
