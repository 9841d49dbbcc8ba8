// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <benchmarks/support/report.h>

#include <benchmark/benchmark.h>

#include <functional>
#include <map>
#include <string>

namespace Breakwater::Bench {

//! What Google Benchmark measured, by name ("xxhash/1024"): nanoseconds of CPU time of one
//! operation (of manual time where a benchmark takes it itself), one value for each repetition.
class Measurements final : public benchmark::BenchmarkReporter
{
public:
    bool ReportContext(const Context &) override { return true; }
    void ReportRuns(const std::vector<Run> &runs) override;

    bool has(const std::string &name) const { return m_times.contains(name); }
    //! None when it was not run.
    std::vector<double> times(const std::string &name) const;
    //! 0 when it was not run; see has().
    double median(const std::string &name) const { return medianOf(times(name)); }
    //! The middle one of what a benchmark counted.
    double counter(const std::string &name, const std::string &counter) const;
    const std::map<std::string, std::vector<double>> &all() const { return m_times; }
    qint64 iterations() const { return m_iterations; }
    const QStringList &failures() const { return m_failures; }

private:
    std::map<std::string, std::vector<double>> m_times;
    std::map<std::string, std::map<std::string, std::vector<double>>> m_counters;
    QStringList m_failures;
    qint64 m_iterations = 0;
};

//! Runs what is registered: seven interleaved repetitions unless the arguments say otherwise, with
//! the same thing twice among them as a control. Writes every time as a result; `judge` adds
//! targets and whatever else there is to say. The exit code of the program. With --quick each
//! repetition is short, and shorter still where BENCHMARK_SECONDS asks for that.
int runBenchmarks(int argc, char **argv, const QString &name,
                  const std::function<void(const Measurements &, Report &)> &judge);

//! Whether the arguments ask for short repetitions.
bool isQuick(int argc, char **argv);

//! Of the calling thread: neither other threads nor other programs are in it.
double threadNanoseconds();

} // namespace Breakwater::Bench
