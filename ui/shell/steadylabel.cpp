// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/steadylabel.h>

#include <QtCore/QEvent>

#include <algorithm>
#include <utility>

namespace Breakwater::Ui {

namespace {

constexpr int step = 24;

QString patternOf(QString text)
{
    std::replace_if(
        text.begin(), text.end(), [](QChar letter) { return letter.isDigit(); }, QChar(u'0'));
    return text;
}

} // namespace

SteadyLabel::SteadyLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    fit();
}

// A label of a fixed size tells no layout that its text changed.
void SteadyLabel::tell(const QString &text)
{
    if (text == this->text())
        return;
    setText(text);
    QString pattern = patternOf(text);
    if (pattern == m_pattern)
        return;
    m_pattern = std::move(pattern);
    fit();
}

// The size hint would not do: it never comes below the least width.
void SteadyLabel::fit()
{
    const int width = std::max(0, indent()) + fontMetrics().horizontalAdvance(text());
    setFixedSize((width + step - 1) / step * step, fontMetrics().height());
}

void SteadyLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

} // namespace Breakwater::Ui
