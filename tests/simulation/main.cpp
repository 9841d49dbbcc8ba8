// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/campaign.h>
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
    return runCampaign(*options, QString::fromLocal8Bit(argv[0]));
}
