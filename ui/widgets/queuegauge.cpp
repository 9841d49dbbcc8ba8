// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/queuegauge.h>

#include <ui/format/format.h>
#include <ui/models/plaintext.h>
#include <ui/theme/theme.h>
#include <ui/widgets/painting.h>

#include <QtGui/QPainter>

#include <algorithm>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double margin = 8;
constexpr double thickness = 11;

QFont valueFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 1.55);
    font.setBold(true);
    return font;
}

Role roleOfShare(double share)
{
    if (share >= QueueGauge::alarmAt)
        return Role::Failing;
    return share >= QueueGauge::warnAt ? Role::Recovering : Role::Healthy;
}

} // namespace

QueueGauge::QueueGauge(const QString &title, QWidget *parent) : QWidget(parent), m_title(title)
{
    becomeSpoken();
    setFocusPolicy(Qt::TabFocus);
    refresh();
}

void QueueGauge::setReading(std::int64_t current, std::int64_t most)
{
    if (m_current == current && m_most == most && !m_silence)
        return;
    m_current = current;
    m_most = most;
    m_silence.reset();
    refresh();
}

void QueueGauge::setUnknown(std::optional<Duration> since)
{
    if (!m_current && m_silence == since)
        return;
    m_current.reset();
    m_silence = since;
    refresh();
}

void QueueGauge::setExplanation(const QString &explanation)
{
    if (explanation == m_explanation)
        return;
    m_explanation = explanation;
    refresh();
}

void QueueGauge::refresh()
{
    setToolTip(plainToolTip(m_explanation.isEmpty() ? spokenName()
                                                    : spokenName() + u" — "_s + m_explanation));
    update();
}

std::optional<double> QueueGauge::share() const
{
    if (!m_current || m_most <= 0)
        return std::nullopt;
    return static_cast<double>(*m_current) / static_cast<double>(m_most);
}

QString QueueGauge::boundText() const
{
    if (!m_current)
        return m_silence ? tr("stale %1").arg(Format::duration(m_silence)) : QString();
    if (m_most <= 0)
        return {};
    return u"/ %1  %2"_s.arg(Format::integer(m_most), Format::percent(share()));
}

QString QueueGauge::spokenName() const
{
    if (!m_current)
        return tr("%1: not known").arg(m_title);
    if (m_most <= 0)
        return tr("%1: %2").arg(m_title, Format::integer(*m_current));
    return tr("%1: %2 of %3, %4")
        .arg(m_title, Format::integer(*m_current), Format::integer(m_most),
             Format::percent(share()));
}

std::optional<Spoken::Value> QueueGauge::spokenValue() const
{
    if (!m_current || m_most <= 0)
        return std::nullopt;
    return Value{static_cast<double>(*m_current), 0, static_cast<double>(m_most)};
}

QSize QueueGauge::minimumSizeHint() const
{
    const double height
        = fontMetrics().height() + QFontMetricsF(valueFont(font())).height() + thickness + 13;
    return {116, qCeil(height)};
}

QSize QueueGauge::sizeHint() const
{
    return {166, minimumSizeHint().height() + 6};
}

void QueueGauge::paintNumbers(QPainter &painter, const QRectF &line) const
{
    painter.setPen(m_current ? palette().color(QPalette::WindowText)
                             : colour(Role::DimText, palette()));
    painter.setFont(valueFont(font()));
    const double baseline = line.top() + QFontMetricsF(painter.font()).ascent();
    const double end = paintDigits(painter, {line.left(), baseline},
                                   m_current ? Format::integer(*m_current) : Format::unknown());
    painter.setFont(font());
    painter.setPen(colour(Role::DimText, palette()));
    const QString bound = boundText();
    // The percent goes first when there is no room for both.
    const double room = line.right() - end - 6;
    const bool fits = painter.fontMetrics().horizontalAdvance(bound) <= room;
    const QString shown = fits || !m_current ? bound : Format::percent(share());
    const QFontMetricsF metrics(font());
    const double left = std::max(end + 6, line.right() - metrics.horizontalAdvance(shown));
    painter.drawText(QPointF(left, baseline),
                     metrics.elidedText(shown, Qt::ElideRight, line.right() - left + 1));
}

void QueueGauge::paintBar(QPainter &painter, const QRectF &bar) const
{
    painter.fillRect(bar, colour(Role::Grid, palette()));
    if (!m_current) {
        paintHatch(painter, bar, palette());
    } else if (const double filled = std::clamp(share().value_or(0), 0.0, 1.0); filled > 0) {
        // At least a sliver: 1 of 1000 is not empty.
        const QSizeF size(std::max(2.0, bar.width() * filled), bar.height());
        painter.fillRect(QRectF(bar.topLeft(), size), colour(roleOfShare(filled), palette()));
    }
    for (const double tick : {warnAt, alarmAt}) {
        const double x = std::round(bar.left() + bar.width() * tick);
        painter.fillRect(QRectF(x, bar.top() - 2, 1, bar.height() + 4),
                         palette().color(QPalette::WindowText));
    }
}

void QueueGauge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPanel(painter, *this);
    QRectF rest = QRectF(rect()).adjusted(margin, 5, -margin, -8);
    const double titleHeight = fontMetrics().height();
    painter.setPen(colour(Role::DimText, palette()));
    paintLine(painter, {rest.left(), rest.top(), rest.width(), titleHeight}, m_title);
    rest.setTop(rest.top() + titleHeight);
    paintNumbers(painter, rest);
    rest.setTop(rest.top() + QFontMetricsF(valueFont(font())).height() + 2);
    rest.setTop(std::max(rest.top(), rest.bottom() - thickness));
    paintBar(painter, rest);
}

} // namespace Breakwater::Ui
