// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/options.h>

#include <core/base/randomsource.h>

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

Expected<Options, QString> Options::parse(const std::vector<const char *> &arguments)
{
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        if (name == "--new") {
            options.isNew = true;
            options.seeds = newSeeds();
            options.first = SeededRandom::fromSystem().next() >> 16;
        } else if (name == "--twice") {
            options.isTwice = true;
        } else if (name == "--trace") {
            options.isTraced = true;
        } else if (name == "--json") {
            options.isJson = true;
        } else if (name == "--seeds" || name == "--first" || name == "--seed") {
            const auto value = i + 1 < arguments.size() ? number(arguments[++i]) : std::nullopt;
            if (!value)
                return complaint(
                    QStringLiteral("%1 needs a number.").arg(QLatin1StringView(name.data())));
            (name == "--seeds" ? options.seeds : options.first) = *value;
            options.isOne = options.isOne || name == "--seed";
        } else {
            return complaint(
                QStringLiteral("What is '%1'?").arg(QString::fromLocal8Bit(arguments[i])));
        }
    }
    if (options.isOne)
        options.seeds = 1;
    return options;
}

} // namespace Breakwater::Simulation
