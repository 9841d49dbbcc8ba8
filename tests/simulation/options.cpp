// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/options.h>

#include <core/base/randomsource.h>

#include <tests/simulation/mutants.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace Breakwater::Simulation {

namespace {

constexpr const char *usage = R"(Usage: simulation [OPTION]...
Runs the core over virtual time in a modelled world and checks its invariants.

  --seeds N   how many seeds (default 1000)
  --first N   the first of them (default 1)
  --new       begin at a random seed, which is printed; unless --seeds says otherwise, as many as
              BREAKWATER_TEST_SEEDS says, else 20000 (or 500000 with BREAKWATER_TEST_FULL)
  --twice     run each seed twice; both have to do exactly the same
  --seed N    this one alone
  --trace     print all that happens
  --json      the result as JSON
  --mutant NAME     with this mistake built in (simulation_mutants only)
  --all-mutants     with each of them, until it is noticed
  --list-mutants    what they are
)";

Unexpected<QString> complaint(const QString &sentence)
{
    return Unexpected<QString>(sentence + u'\n' + QString::fromLatin1(usage));
}

std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isWhole = problem == std::errc() && end == text.data() + text.size();
    return isWhole ? std::optional(value) : std::nullopt;
}

std::uint64_t newSeeds()
{
    const QByteArray wanted = qgetenv("BREAKWATER_TEST_SEEDS");
    const auto seeds = number({wanted.constData(), static_cast<std::size_t>(wanted.size())});
    return seeds.value_or(qEnvironmentVariableIsSet("BREAKWATER_TEST_FULL") ? 500'000 : 20'000);
}

} // namespace

namespace {

bool takeFlag(Options &options, std::string_view name)
{
    if (name == "--new") {
        options.isNew = true;
        options.seeds = newSeeds();
        options.first = SeededRandom::fromSystem().next() >> 16;
    }
    options.isTwice = options.isTwice || name == "--twice";
    options.isTraced = options.isTraced || name == "--trace";
    options.isJson = options.isJson || name == "--json";
    options.listsMutants = options.listsMutants || name == "--list-mutants";
    options.killsMutants = options.killsMutants || name == "--all-mutants";
    constexpr std::array flags{"--new",  "--twice",        "--trace",
                               "--json", "--list-mutants", "--all-mutants"};
    return std::find(flags.begin(), flags.end(), name) != flags.end();
}

bool takeMutant(Options &options, std::string_view wanted)
{
    const auto &all = mutants();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Mutant &mutant) { return mutant.name == wanted; });
    if (found == all.end())
        return false;
    options.mutant = static_cast<std::size_t>(found - all.begin()) + 1;
    return true;
}

bool takeValue(Options &options, std::string_view name, std::string_view value)
{
    if (name == "--mutant")
        return takeMutant(options, value);
    const auto wanted = number(value);
    if (!wanted)
        return false;
    (name == "--seeds" ? options.seeds : options.first) = *wanted;
    options.isOne = options.isOne || name == "--seed";
    return true;
}

} // namespace

Expected<Options, QString> Options::parse(const std::vector<const char *> &arguments)
{
    Options options;
    constexpr std::array withValue{"--seeds", "--first", "--seed", "--mutant"};
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        if (takeFlag(options, name))
            continue;
        const QString shown = QString::fromLocal8Bit(arguments[i]);
        if (std::find(withValue.begin(), withValue.end(), name) == withValue.end())
            return complaint(QStringLiteral("What is '%1'?").arg(shown));
        if (++i == arguments.size() || !takeValue(options, name, arguments[i]))
            return complaint(
                QStringLiteral("%1 needs a number, or the name of a mutant.").arg(shown));
    }
    if (options.isOne)
        options.seeds = 1;
    return options;
}

} // namespace Breakwater::Simulation
