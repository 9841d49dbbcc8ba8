// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QDialog>

#include <vector>

namespace Breakwater::Ui {

struct ShortcutRow
{
    QString keys;
    QString meaning;
};
struct ShortcutGroup
{
    QString title;
    std::vector<ShortcutRow> rows;
};

//! All keys on one sheet, to be scrolled where the screen is smaller.
class ShortcutSheet final : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutSheet(const std::vector<ShortcutGroup> &groups, QWidget *parent = nullptr);

private:
    void fitScreen(QSize page);
};

} // namespace Breakwater::Ui
