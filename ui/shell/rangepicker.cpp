// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/rangepicker.h>

#include <ui/charts/timeview.h>
#include <ui/format/format.h>
#include <ui/shell/rangechoice.h>

#include <cmath>

namespace Breakwater::Ui {

RangePicker::RangePicker(TimeView &view, QWidget *parent) : QComboBox(parent), m_view(view)
{
    for (const RangeChoice &choice : rangeChoices())
        addItem(choice.text, choice.seconds);
    insertSeparator(count());
    addItem(tr("From – to…"));
    setToolTip(tr("How much time the charts show (1 – 6)"));
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(this, &QComboBox::activated, this, &RangePicker::onActivated);
    connect(&view, &TimeView::rangeChanged, this, &RangePicker::follow);
    connect(&view, &TimeView::liveChanged, this, &RangePicker::follow);
    follow();
}

void RangePicker::follow()
{
    for (int i = 0; i < static_cast<int>(rangeChoices().size()); ++i) {
        const double seconds = rangeChoices()[static_cast<std::size_t>(i)].seconds;
        if (std::abs(m_view.span() - seconds) < 0.5)
            return setCurrentIndex(i);
    }
    setPlaceholderText(Format::duration(std::chrono::duration_cast<Duration>(
        std::chrono::duration<double>(std::round(m_view.span())))));
    setCurrentIndex(-1);
}

void RangePicker::onActivated(int index)
{
    if (index < static_cast<int>(rangeChoices().size()))
        return m_view.setSpan(itemData(index).toDouble());
    follow();
    Q_EMIT customWanted();
}

} // namespace Breakwater::Ui
