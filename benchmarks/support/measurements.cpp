// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/measurements.h>

#include <algorithm>
#include <ctime>
#include <string_view>

namespace Breakwater::Bench {

namespace {

constexpr std::string_view quickOption = "--quick";
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

//! The program's arguments, with ours before them, so that what was asked for wins.
std::vector<char *> withDefaults(int argc, char **argv)
{
    static std::string defaults[] = {"--benchmark_repetitions=7", "--benchmark_min_time=0.1",
                                     "--benchmark_enable_random_interleaving=true"};
    static std::string quick = "--benchmark_min_time=0.03";
    std::vector<char *> arguments{argv[0]};
    for (std::string &argument : defaults)
        arguments.push_back(argument.data());
    for (int i = 1; i < argc; ++i)
        arguments.push_back(argv[i] == quickOption ? quick.data() : argv[i]);
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
    std::vector<char *> arguments = withDefaults(argc, argv);
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
        return 2;
    Measurements measured;
    benchmark::RunSpecifiedBenchmarks(&measured);

    Report report(name);
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
