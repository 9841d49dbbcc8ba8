// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/probecommand.h>

#include <app/cli/probe.h>
#include <app/cli/probeplan.h>
#include <app/cli/words.h>
#include <app/quitsignals.h>

namespace Breakwater::Cli {

App::ExitCode run(const ProbeOptions &options)
{
    const auto plan = planProbe(options);
    if (!plan) {
        complain(plan.error().message);
        return App::ExitCode::Usage;
    }
    for (const QString &warning : plan->warnings)
        Words(options.isJson).say(warning);
    Probe probe(options, *plan);
    App::QuitSignals signals;
    QObject::connect(&signals, &App::QuitSignals::quitWanted, &probe, &Probe::endSoon);
    return probe.exec();
}

} // namespace Breakwater::Cli
