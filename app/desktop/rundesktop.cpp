// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/rundesktop.h>

#include <app/desktop/desktopapp.h>
#include <app/desktop/singleinstance.h>

#include <ui/shell/windowstate.h>

#include <QtWidgets/QApplication>

namespace Breakwater::App {

int runDesktop(const StartPlan &plan, const QStringList &arguments)
{
    const Paths paths = standardPaths();
    SingleInstance instance(paths.runtime);
    const bool isShared = !plan.options.isUnattended() && !plan.options.isNewInstance;
    const bool isFirst = isShared && instance.becomeFirst();
    if (isShared && !isFirst && instance.handOver(arguments))
        return toInt(ExitCode::Fine);

    Ui::applyTheme(*qApp,
                   plan.options.isUnattended() ? Ui::ThemeChoice::System
                                               : Ui::WindowState(paths.window).theme());
    DesktopApp desktop(plan, paths);
    if (isFirst)
        desktop.listenTo(instance);
    return desktop.run();
}

} // namespace Breakwater::App
