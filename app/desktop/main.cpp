// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/platform.h>
#include <app/desktop/rundesktop.h>

#include <QtGui/QGuiApplication>
#include <QtWidgets/QApplication>

#include <cstdio>

using namespace Breakwater;
using namespace Breakwater::App;
using namespace Qt::StringLiterals;

namespace {

int complain(const QString &sentence, ExitCode code)
{
    printSentence(u"breakwater"_qs, sentence);
    return toInt(code);
}

} // namespace

int main(int argc, char **argv)
{
    openStandardStreams();
    nameApplication();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto parsed = parseDesktopOptions(arguments);
    if (const auto *const show = std::get_if<ShowText>(&parsed)) {
        const bool isShown = std::fputs(qUtf8Printable(show->text), stdout) >= 0;
        return toInt(isShown ? ExitCode::Fine : ExitCode::Failure);
    }
    if (const auto *const error = std::get_if<UsageError>(&parsed))
        return complain(error->sentence, ExitCode::Usage);

    const auto &options = std::get<DesktopOptions>(parsed);
    const auto plan = planStart(options, standardPaths());
    if (!plan)
        return complain(plan.error().message, ExitCode::Usage);
    for (const QString &warning : plan->config.warnings)
        printSentence(u"breakwater"_qs, warning);
    const auto fine = checkOutputs(options).and_then([&] { return choosePlatform(options); });
    if (!fine)
        return complain(fine.error().message, ExitCode::Failure);

    int one = 1; // the rest is ours, not Qt's
    std::optional<PlatformGuard> guard(std::in_place);
    QApplication application(one, argv);
    guard.reset();
    QGuiApplication::setDesktopFileName(u"io.github.breakwater.Breakwater"_qs);
    return runDesktop(*plan, arguments);
}
