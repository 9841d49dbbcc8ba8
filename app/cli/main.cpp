// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/bootstrap.h>
#include <app/cli/configcommand.h>
#include <app/cli/options.h>
#include <app/cli/probecommand.h>
#include <app/cli/servecommand.h>
#include <app/cli/words.h>

#include <QtCore/QCoreApplication>

#include <exception>

using namespace Breakwater;
using namespace Breakwater::Cli;
using App::ExitCode;

namespace {

ExitCode run(const UsageError &error)
{
    complain(error.sentence);
    return ExitCode::Usage;
}

ExitCode run(const ShowText &show)
{
    const auto written = writeOut(show.text.toUtf8());
    if (written)
        return ExitCode::Fine;
    complain(written.error().message);
    return ExitCode::Failure;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    App::nameApplication();
    try {
        const Command command = parseArguments(QCoreApplication::arguments().mid(1));
        return App::toInt(std::visit([](const auto &options) { return run(options); }, command));
    } catch (const std::exception &failure) {
        complain(tr("This should not happen: %1.").arg(QString::fromUtf8(failure.what())));
    }
    return App::toInt(ExitCode::Failure);
}
