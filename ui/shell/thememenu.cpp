// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/thememenu.h>

#include <QtGui/QActionGroup>

namespace Breakwater::Ui {

ThemeMenu::ThemeMenu(ThemeChoice choice, QWidget *parent) : QMenu(tr("&Theme"), parent)
{
    auto *const group = new QActionGroup(this);
    const std::pair<ThemeChoice, QString> choices[] = {{ThemeChoice::System, tr("As the &desktop")},
                                                       {ThemeChoice::Light, tr("&Light")},
                                                       {ThemeChoice::Dark, tr("D&ark")}};
    for (const auto &[value, text] : choices) {
        QAction *const action = addAction(text);
        action->setCheckable(true);
        action->setChecked(value == choice);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, wanted = value] { Q_EMIT chosen(wanted); });
    }
}

} // namespace Breakwater::Ui
