// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/measurements.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <ostream>
#include <string_view>

namespace Breakwater::Bench {

namespace {

constexpr std::string_view quickOption = "--quick";
constexpr int repetitions = 7;
constexpr double longestQuickTime = 0.03; // seconds
constexpr double shortestQuickTime = 0.002;
constexpr double timeToFindOut = 1.3; // how often to repeat: that comes on top
constexpr auto firstControl = "control/a";
constexpr auto secondControl = "control/b";

//! Nothing of ours: steps that wait for each other, at the machine's own pace.
void runControl(benchmark::State &state)
{
    std::uint64_t value = 1;
    for (auto _ : state) {
        for (int i = 0; i < 64; ++i)
            value = value * 6364136223846793005U + 1442695040888963407U;
        benchmark::DoNotOptimize(value);
    }
}

//! How many there are to run, as the arguments choose.
std::size_t count(std::vector<std::string> arguments)
{
    arguments.emplace_back("--benchmark_list_tests=true");
    const auto initialize = [&arguments] {
        std::vector<char *> pointers;
        for (std::string &argument : arguments)
            pointers.push_back(argument.data());
        int number = static_cast<int>(pointers.size());
        benchmark::Initialize(&number, pointers.data());
    };
    initialize();
    Measurements listed;
    std::ostream nowhere(nullptr);
    listed.SetOutputStream(&nowhere);
    listed.SetErrorStream(&nowhere);
    const std::size_t found = benchmark::RunSpecifiedBenchmarks(&listed);
    arguments.back() = "--benchmark_list_tests=false";
    initialize();
    return found;
}

//! Seconds for one repetition with --quick: what benchmarks/run gives this program, shared out.
double quickTime(const std::vector<std::string> &arguments)
{
    bool isGiven = false;
    const double given = qEnvironmentVariable("BENCHMARK_SECONDS").toDouble(&isGiven);
    if (!isGiven)
        return longestQuickTime;
    const auto all = static_cast<double>(std::max<std::size_t>(count(arguments), 1));
    return std::clamp(given / (all * repetitions * timeToFindOut), shortestQuickTime,
                      longestQuickTime);
}

//! The program's arguments, with ours before them, so that what was asked for wins.
std::vector<std::string> withDefaults(int argc, char **argv)
{
    std::vector<std::string> arguments{
        argv[0], "--benchmark_repetitions=" + std::to_string(repetitions),
        "--benchmark_min_time=0.1", "--benchmark_enable_random_interleaving=true"};
    std::copy_if(argv + 1, argv + argc, std::back_inserter(arguments),
                 [](const char *argument) { return argument != quickOption; });
    if (isQuick(argc, argv))
        arguments.insert(arguments.begin() + 3,
                         "--benchmark_min_time=" + std::to_string(quickTime(arguments)));
    return arguments;
}

} // namespace

void Measurements::ReportRuns(const std::vector<Run> &runs)
{
    for (const Run &run : runs) {
        const std::string &args = run.run_name.args;
        const std::string name = run.run_name.function_name + (args.empty() ? "" : "/" + args);
        if (run.error_occurred)
            m_failures += QString::fromStdString(name + ": " + run.error_message);
        if (run.error_occurred || run.run_type != Run::RT_Iteration)
            continue;
        const double seconds
            = run.run_name.time_type.empty() ? run.cpu_accumulated_time : run.real_accumulated_time;
        m_times[name].push_back(seconds * 1e9 / static_cast<double>(run.iterations));
        m_iterations += run.iterations;
        for (const auto &[counter, value] : run.counters)
            m_counters[name][counter].push_back(value);
    }
}

std::vector<double> Measurements::times(const std::string &name) const
{
    const auto found = m_times.find(name);
    return found == m_times.end() ? std::vector<double>() : found->second;
}

double Measurements::counter(const std::string &name, const std::string &counter) const
{
    const auto found = m_counters.find(name);
    if (found == m_counters.end() || !found->second.contains(counter))
        return 0;
    return medianOf(found->second.at(counter));
}

int runBenchmarks(int argc, char **argv, const QString &name,
                  const std::function<void(const Measurements &, Report &)> &judge)
{
    benchmark::RegisterBenchmark(firstControl, runControl);
    benchmark::RegisterBenchmark(secondControl, runControl);
    std::vector<std::string> words = withDefaults(argc, argv);
    std::vector<char *> arguments;
    for (std::string &word : words)
        arguments.push_back(word.data());
    int number = static_cast<int>(arguments.size());
    benchmark::Initialize(&number, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(number, arguments.data()))
        return 2;
    Report report(name);
    Measurements measured;
    benchmark::RunSpecifiedBenchmarks(&measured);

    for (const auto &[key, times] : measured.all())
        report.addTimes(QString::fromStdString(key), times);
    for (const QString &failure : measured.failures())
        report.fail(failure);
    if (measured.all().empty())
        report.fail(QStringLiteral("nothing was measured"));
    report.addIterations(measured.iterations());
    if (measured.has(firstControl) && measured.has(secondControl))
        report.setControl(measured.median(secondControl) / measured.median(firstControl));
    judge(measured, report);
    return report.finish();
}

bool isQuick(int argc, char **argv)
{
    return std::find(argv + 1, argv + argc, quickOption) != argv + argc;
}

double threadNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

} // namespace Breakwater::Bench
