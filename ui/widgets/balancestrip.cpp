// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/balancestrip.h>

#include <ui/format/format.h>
#include <ui/models/plaintext.h>
#include <ui/theme/messageglyph.h>
#include <ui/theme/stateglyph.h>
#include <ui/theme/theme.h>
#include <ui/widgets/painting.h>

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <cmath>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double margin = 6;
constexpr double gap = 6;
constexpr double rowGap = 4;
constexpr double glyphSide = 12;
constexpr double markSide = 26;
constexpr std::size_t mostRows = 2; //!< before places with nothing in them are drawn together

QFont nameFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.88);
    return font;
}

QFont countFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setBold(true);
    return font;
}

bool isNothing(const Balance::Term &term)
{
    return term.count.value_or(0) == 0;
}

//! At least one, also of nothing at all.
std::size_t columnsIn(double width, double cell, std::size_t most)
{
    const auto fitting = static_cast<std::size_t>(std::max(1.0, width / cell));
    return std::max<std::size_t>(1, std::min(fitting, most));
}

std::size_t rowsFor(std::size_t cells, std::size_t columns)
{
    return (cells + columns - 1) / columns;
}

} // namespace

BalanceStrip::BalanceStrip(QWidget *parent) : QWidget(parent)
{
    becomeSpoken();
    setFocusPolicy(Qt::TabFocus);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void BalanceStrip::setBalance(const Balance &balance)
{
    if (balance == m_balance)
        return;
    const int before = heightForWidth(width());
    const bool isOther = balance.verdict != m_balance.verdict;
    m_balance = balance;
    if (heightForWidth(width()) != before)
        updateGeometry();
    update();
    if (isOther) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

QString BalanceStrip::spokenName() const
{
    return tr("Ledger: %1").arg(m_balance.sentence());
}

QString BalanceStrip::spokenDescription() const
{
    return tr("Whether every message that came in is still somewhere");
}

double BalanceStrip::cellHeight() const
{
    return QFontMetricsF(nameFont(font())).height() + QFontMetricsF(countFont(font())).height()
        + rowGap;
}

double BalanceStrip::cellWidth(const std::vector<Balance::Term> &terms) const
{
    const QFontMetricsF names(nameFont(font()));
    const QFontMetricsF counts(countFont(font()));
    double widest = counts.horizontalAdvance(Format::integer(100'000));
    for (const Balance::Term &term : terms) {
        const double glyph = term.state ? glyphSide + 4 : 0;
        widest = std::max({widest, names.horizontalAdvance(term.name) + glyph,
                           counts.horizontalAdvance(Format::integer(term.count))});
    }
    return std::ceil(widest) + 8;
}

QString BalanceStrip::sums() const
{
    using Verdict = Balance::Verdict;
    const bool isEqual = m_balance.verdict == Verdict::Holds;
    return tr("%1 %2 %3")
        .arg(Format::integer(m_balance.sumIn),
             isEqual                                     ? u"="_s
                 : m_balance.verdict == Verdict::Unknown ? u"?"_s
                                                         : u"≠"_s,
             Format::integer(m_balance.sumAccounted));
}

double BalanceStrip::markWidth() const
{
    const QFontMetricsF metrics(font());
    return std::max(metrics.horizontalAdvance(tr("does not balance")) + markSide + 6,
                    QFontMetricsF(countFont(font())).horizontalAdvance(sums()))
        + 2 * margin;
}

//! All places, or fewer: what is drawn together says how many there are.
std::vector<Balance::Term> BalanceStrip::placesFor(double width) const
{
    const std::vector<Balance::Term> &all = m_balance.accountedFor;
    const std::size_t room = mostRows * columnsIn(width, cellWidth(all), all.size());
    if (all.size() <= room)
        return all;
    const auto full = static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [](const Balance::Term &term) { return !isNothing(term); }));
    std::size_t empty = room - 1 - std::min(room - 1, full);
    std::vector<Balance::Term> some;
    for (const Balance::Term &term : all) {
        const bool isLeftOut = isNothing(term) && empty == 0;
        empty -= isNothing(term) && empty > 0 ? 1 : 0;
        if (!isLeftOut)
            some.push_back(term);
    }
    if (const std::size_t left = all.size() - some.size(); left > 0) {
        const bool isKnown = m_balance.sumAccounted.has_value();
        some.push_back({tr("%1 others").arg(left),
                        tr("places with no message in them"),
                        isKnown ? std::optional<std::int64_t>(0) : std::nullopt,
                        {}});
    }
    return some;
}

BalanceStrip::Plan BalanceStrip::plan(double width) const
{
    const double sourceWidth = cellWidth(m_balance.cameIn);
    Plan plan;
    plan.left = {0, 0, sourceWidth + 2 * margin, 0};
    plan.mark = {plan.left.right() + gap, 0, markWidth(), 0};
    plan.right = {plan.mark.right() + gap, 0, std::max(1.0, width - plan.mark.right() - gap), 0};
    const double room = plan.right.width() - 2 * margin;
    const std::vector<Balance::Term> places = placesFor(room);
    const std::size_t rows = std::max(
        mostRows, rowsFor(places.size(), columnsIn(room, cellWidth(places), places.size())));
    for (QRectF *part : {&plan.left, &plan.mark, &plan.right})
        part->setHeight(static_cast<double>(rows) * cellHeight() + 2 * margin - rowGap);

    const auto place = [&](const std::vector<Balance::Term> &terms, const QRectF &part) {
        const std::size_t columns = std::max<std::size_t>(1, rowsFor(terms.size(), rows));
        const double each = (part.width() - 2 * margin) / static_cast<double>(columns);
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const QPointF corner(part.left() + margin + static_cast<double>(i % columns) * each,
                                 margin + static_cast<double>(i / columns) * cellHeight());
            plan.cells.push_back({terms[i], {corner, QSizeF(each, cellHeight())}});
        }
    };
    place(m_balance.cameIn, plan.left);
    place(places, plan.right);
    return plan;
}

int BalanceStrip::heightForWidth(int width) const
{
    return qCeil(plan(width).right.height());
}

QSize BalanceStrip::minimumSizeHint() const
{
    return {420, qCeil(static_cast<double>(mostRows) * cellHeight() + 2 * margin - rowGap)};
}

QSize BalanceStrip::sizeHint() const
{
    return {1000, heightForWidth(1000)};
}

bool BalanceStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const Plan now = plan(width());
    const auto cell = std::find_if(now.cells.begin(), now.cells.end(), [&](const Cell &each) {
        return each.rect.contains(help->pos());
    });
    const QString text = cell == now.cells.end()
        ? m_balance.mark()
        : tr("%1: %2").arg(cell->term.name, cell->term.meaning);
    QToolTip::showText(help->globalPos(), plainToolTip(text), this);
    return true;
}

void BalanceStrip::paintCell(QPainter &painter, const Cell &cell) const
{
    const bool isEmpty = isNothing(cell.term);
    QRectF line = cell.rect;
    line.setHeight(QFontMetricsF(nameFont(font())).height());
    painter.setFont(nameFont(font()));
    if (cell.term.state) {
        painter.setOpacity(isEmpty ? 0.55 : 1);
        paintMessageGlyph(painter,
                          {line.left(), line.center().y() - glyphSide / 2, glyphSide, glyphSide},
                          *cell.term.state, palette());
        painter.setOpacity(1);
        line.setLeft(line.left() + glyphSide + 4);
    }
    painter.setPen(colour(Role::DimText, palette()));
    paintLine(painter, line, cell.term.name);
    const QFontMetricsF metrics(countFont(font()));
    QColor ink = palette().color(QPalette::WindowText);
    if (isEmpty)
        ink = colour(Role::DimText, palette());
    else if (cell.term.state && roleOf(*cell.term.state) != Role::Accent
             && roleOf(*cell.term.state) != Role::Unknown)
        ink = colour(roleOf(*cell.term.state), palette());
    painter.setPen(ink);
    painter.setFont(countFont(font()));
    paintDigits(painter, {cell.rect.left(), line.bottom() + metrics.ascent()},
                Format::integer(cell.term.count));
}

void BalanceStrip::paintMark(QPainter &painter, const QRectF &rect) const
{
    using Verdict = Balance::Verdict;
    std::optional<BreakerState> shape;
    if (m_balance.verdict == Verdict::Holds)
        shape = BreakerState::Closed;
    else if (m_balance.verdict == Verdict::Fails)
        shape = BreakerState::Open;
    const QFontMetricsF metrics(font());
    const double right = rect.width() - 2 * margin - markSide - 6;
    const QRectF words
        = metrics.boundingRect(QRectF(0, 0, right, 100), Qt::TextWordWrap, m_balance.mark());
    const double upper = std::max(markSide, words.height());
    const double lower = QFontMetricsF(countFont(font())).height();
    const double top = rect.center().y() - (upper + lower) / 2;
    const double left = rect.left() + margin;
    paintStateGlyph(painter, {left, top + (upper - markSide) / 2, markSide, markSide}, shape,
                    palette());
    painter.setFont(font());
    painter.setPen(colour(roleOf(shape), palette()));
    painter.drawText(QRectF(left + markSide + 6, top, right, upper),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, m_balance.mark());
    painter.setFont(countFont(font()));
    painter.drawText(QRectF(left, top + upper, rect.width() - 2 * margin, lower),
                     Qt::AlignLeft | Qt::AlignVCenter, sums());
}

void BalanceStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isBad = m_balance.verdict == Balance::Verdict::Fails;
    paintPanel(painter, *this,
               isBad ? std::optional(colour(Role::Failing, palette())) : std::nullopt,
               isBad ? std::optional(colour(Role::FailingWash, palette())) : std::nullopt);
    const Plan now = plan(width());
    painter.setPen(colour(Role::PanelBorder, palette()));
    for (const double x : {now.mark.left() - gap / 2, now.mark.right() + gap / 2})
        painter.drawLine(QPointF(x, margin), QPointF(x, height() - margin));
    for (const Cell &cell : now.cells)
        paintCell(painter, cell);
    paintMark(painter, now.mark);
}

} // namespace Breakwater::Ui
