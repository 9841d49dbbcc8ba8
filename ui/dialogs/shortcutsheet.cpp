// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/shortcutsheet.h>

#include <QtGui/QScreen>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStyle>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

namespace {

QLabel *makeLabel(const QString &text, bool isBold, QWidget *parent)
{
    auto *const label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    QFont font = label->font();
    font.setBold(isBold);
    label->setFont(font);
    return label;
}

QLayout *makeGroup(const ShortcutGroup &group, QWidget *parent)
{
    auto *const grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(4);
    grid->addWidget(makeLabel(group.title, true, parent), 0, 0, 1, 2);
    int line = 1;
    for (const ShortcutRow &row : group.rows) {
        grid->addWidget(makeLabel(row.keys, false, parent), line, 0);
        grid->addWidget(makeLabel(row.meaning, false, parent), line, 1);
        ++line;
    }
    return grid;
}

//! In two columns of about the same length.
QWidget *makeGroups(const std::vector<ShortcutGroup> &groups)
{
    auto *const page = new QWidget; // its scroll area deletes it
    QVBoxLayout *const columns[] = {new QVBoxLayout, new QVBoxLayout};
    std::size_t rows[] = {0, 0};
    for (const ShortcutGroup &group : groups) {
        const std::size_t shorter = rows[1] < rows[0] ? 1 : 0;
        columns[shorter]->addLayout(makeGroup(group, page));
        columns[shorter]->addSpacing(12);
        rows[shorter] += group.rows.size() + 2;
    }
    auto *const both = new QHBoxLayout(page);
    both->setSpacing(40);
    for (QVBoxLayout *const column : columns) {
        column->addStretch(1);
        both->addLayout(column, 1);
    }
    return page;
}

} // namespace

ShortcutSheet::ShortcutSheet(const std::vector<ShortcutGroup> &groups, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *const page = makeGroups(groups);
    auto *const area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(page);
    area->setAccessibleName(windowTitle());
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(area);
    layout->addWidget(buttons);
    fitScreen(page->sizeHint());
}

// A scroll area asks for little, whatever is in it.
void ShortcutSheet::fitScreen(QSize page)
{
    constexpr QSize frame(16, 48); // of the window manager
    const QMargins around = layout()->contentsMargins();
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int below = layout()->spacing() + layout()->itemAt(1)->sizeHint().height();
    const QSize wanted = page.grownBy(around) + QSize(bar, below);
    resize(wanted.boundedTo(screen()->availableSize() - frame));
}

} // namespace Breakwater::Ui
