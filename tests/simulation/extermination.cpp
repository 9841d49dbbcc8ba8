// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/extermination.h>

#include <tests/simulation/mutants.h>
#include <tests/simulation/script.h>

#include <cstdio>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace Breakwater::Simulation {

namespace {

constexpr unsigned longestLife = 60; // seconds of one mutant
constexpr int survived = 0;
constexpr int died = 1;

//! In the child: what killed it goes through the pipe, in one line.
[[noreturn]] void live(int number, const Options &options, int pipe)
{
    alarm(longestLife);
    switchOn(number);
    for (std::uint64_t i = 0; i < options.seeds; ++i) {
        const std::uint64_t seed = options.first + i;
        dprintf(pipe, "%llu ", static_cast<unsigned long long>(seed));
        const RunResult result = runSeed(seed);
        if (!result.finding)
            continue;
        dprintf(pipe, "%s: %s", result.finding->invariant, qPrintable(result.finding->sentence));
        _exit(died);
    }
    _exit(survived);
}

struct Fate
{
    bool isDead = false;
    std::string seed;  //!< the last one that ran
    std::string cause; //!< the invariant and a sentence
};

Fate fateOf(int status, const std::string &said)
{
    Fate fate{.isDead = !WIFEXITED(status) || WEXITSTATUS(status) != survived};
    std::size_t begin = 0;
    std::size_t end = said.find(' ');
    while (end != std::string::npos && said.find_first_not_of("0123456789", begin) == end) {
        fate.seed = said.substr(begin, end - begin);
        begin = end + 1;
        end = said.find(' ', begin);
    }
    fate.cause = said.substr(begin);
    if (WIFSIGNALED(status))
        fate.cause = WTERMSIG(status) == SIGALRM ? "never came to an end" : "crashed";
    return fate;
}

Fate runMutant(int number, const Options &options)
{
    int ends[2] = {};
    if (pipe(ends) != 0)
        return {};
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        live(number, options, ends[1]);
    }
    close(ends[1]);
    std::string said;
    char buffer[4096];
    for (ssize_t got = 0; (got = read(ends[0], buffer, sizeof buffer)) > 0;)
        said.append(buffer, static_cast<std::size_t>(got));
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    return fateOf(status, said);
}

} // namespace

int killAllMutants(const Options &options)
{
    const auto &all = mutants();
    int survivors = 0;
    std::printf("%-34s %6s  %s\n", "mutant", "seed", "what noticed it");
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Fate fate = runMutant(static_cast<int>(i) + 1, options);
        survivors += fate.isDead ? 0 : 1;
        std::printf("%-34s %6s  %s\n", all[i].name, fate.isDead ? fate.seed.c_str() : "-",
                    fate.isDead ? fate.cause.c_str() : "SURVIVED");
    }
    const Fate healthy = runMutant(0, options);
    std::printf("%zu mutants, %d survived %llu seeds; without one the core %s.\n", all.size(),
                survivors, static_cast<unsigned long long>(options.seeds),
                healthy.isDead ? ("fails in seed " + healthy.seed + ", " + healthy.cause).c_str()
                               : "holds all invariants");
    return survivors > 0 || healthy.isDead || all.empty() ? 1 : 0;
}

} // namespace Breakwater::Simulation
