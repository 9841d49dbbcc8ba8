// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/campaign.h>

#include <QtCore/QElapsedTimer>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace Breakwater::Simulation {

namespace {

constexpr unsigned longestSeed = 60; // seconds; mostly it is a millisecond

char lastWords[256] = ""; // what to say if the core crashes: no time to make a sentence then

void sayLastWords(int signal)
{
    [[maybe_unused]] const auto written = write(STDERR_FILENO, lastWords, std::strlen(lastWords));
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

QString replay(const QString &program, std::uint64_t seed)
{
    return QStringLiteral("%1 --seed %2 --trace").arg(program).arg(seed);
}

void prepareLastWords(const QString &program, std::uint64_t seed)
{
    std::snprintf(lastWords, sizeof lastWords, "The core crashed or hung in seed %llu. Again: %s\n",
                  static_cast<unsigned long long>(seed), qPrintable(replay(program, seed)));
}

void tell(const RunResult &result, std::uint64_t seed, const QString &program)
{
    for (const QString &line : result.lastLines)
        std::fprintf(stderr, "%s\n", qPrintable(line));
    std::fprintf(stderr, "\nSeed %llu broke %s at step %llu, after %.6f s: %s.\nAgain: %s\n",
                 static_cast<unsigned long long>(seed), result.finding->invariant,
                 static_cast<unsigned long long>(result.steps), toSeconds(result.length),
                 qPrintable(result.finding->sentence), qPrintable(replay(program, seed)));
}

struct Tally
{
    std::uint64_t seeds = 0;
    std::uint64_t steps = 0;
    double virtualSeconds = 0;
};

void conclude(const Options &options, const Tally &tally, double seconds)
{
    const double perHour = static_cast<double>(tally.seeds) / seconds * 3600;
    const auto seeds = static_cast<unsigned long long>(tally.seeds);
    const auto steps = static_cast<unsigned long long>(tally.steps);
    if (options.isJson) {
        std::printf(
            "{\"first\": %llu, \"seeds\": %llu, \"steps\": %llu, \"virtual_seconds\": %.0f, "
            "\"seconds\": %.3f, \"seeds_per_hour\": %.0f}\n",
            static_cast<unsigned long long>(options.first), seeds, steps, tally.virtualSeconds,
            seconds, perHour);
        return;
    }
    std::printf("%llu seeds held all invariants: %llu events, %.1f virtual hours, in %.1f s "
                "(%.0f seeds an hour).\n",
                seeds, steps, tally.virtualSeconds / 3600, seconds, perHour);
}

//! False when it failed, which has been told.
bool runOne(const Options &options, std::uint64_t seed, const QString &program, Tally &tally)
{
    prepareLastWords(program, seed);
    alarm(longestSeed);
    RunResult result = runSeed(seed, options.isTraced);
    if (!result.finding && options.isTwice && runSeed(seed).hash != result.hash)
        result.finding = {"I11", QStringLiteral("the second run differs from the first")};
    if (result.finding)
        tell(result, seed, program);
    tally.seeds += 1;
    tally.steps += result.steps;
    tally.virtualSeconds += toSeconds(result.length);
    return !result.finding;
}

} // namespace

int runCampaign(const Options &options, const QString &program)
{
    std::signal(SIGABRT, sayLastWords);
    std::signal(SIGSEGV, sayLastWords);
    std::signal(SIGALRM, sayLastWords);
    if (options.isNew)
        std::printf("New seeds from %llu on.\n", static_cast<unsigned long long>(options.first));
    std::fflush(stdout);
    QElapsedTimer watch;
    watch.start();
    Tally tally;
    for (std::uint64_t i = 0; i < options.seeds; ++i) {
        if (!runOne(options, options.first + i, program, tally))
            return 1;
    }
    conclude(options, tally, static_cast<double>(watch.nsecsElapsed()) / 1e9);
    return 0;
}

} // namespace Breakwater::Simulation
