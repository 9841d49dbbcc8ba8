// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/campaign.h>
#include <tests/simulation/extermination.h>
#include <tests/simulation/mutants.h>
#include <tests/simulation/options.h>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace Breakwater::Simulation;

    const auto options = Options::parse({argv + 1, argv + argc});
    if (!options) {
        std::fputs(qPrintable(options.error()), stderr);
        return 2;
    }
    if (options->listsMutants) {
        for (const Mutant &mutant : mutants())
            std::printf("%-34s %s\n", mutant.name, mutant.story);
        return 0;
    }
    if (options->killsMutants)
        return killAllMutants(*options);
    switchOn(static_cast<int>(options->mutant.value_or(0)));
    return runCampaign(*options, QString::fromLocal8Bit(argv[0]));
}
