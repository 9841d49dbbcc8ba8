// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/dialogs/shortcutsheet.h>

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
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

} // namespace

ShortcutSheet::ShortcutSheet(const std::vector<ShortcutGroup> &groups, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    QVBoxLayout *const columns[] = {new QVBoxLayout, new QVBoxLayout};
    std::size_t rows[] = {0, 0};
    for (const ShortcutGroup &group : groups) {
        const std::size_t shorter = rows[1] < rows[0] ? 1 : 0;
        columns[shorter]->addLayout(makeGroup(group, this));
        columns[shorter]->addSpacing(12);
        rows[shorter] += group.rows.size() + 2;
    }
    auto *const both = new QHBoxLayout;
    both->setSpacing(40);
    for (QVBoxLayout *const column : columns) {
        column->addStretch(1);
        both->addLayout(column, 1);
    }
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *const layout = new QVBoxLayout(this);
    layout->addLayout(both);
    layout->addWidget(buttons);
}

} // namespace Breakwater::Ui
