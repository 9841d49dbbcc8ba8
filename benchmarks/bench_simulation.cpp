// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How much virtual time the simulation of tests/simulation gets through in a second: runs of one
// session, each in trouble, healed and ended as its seed says, every event judged by the oracle.
// The same seeds in every pass, in turns with themselves. Target T12.

#include <benchmarks/support/measurements.h>
#include <benchmarks/support/pairs.h>

#include <tests/simulation/script.h>

#include <vector>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace Qt::StringLiterals;

namespace {

struct Effort
{
    int rounds = 11;
    std::size_t runs = 1000;
};
constexpr Effort quickEffort{.rounds = 7, .runs = 300};

//! What the first seeds come to that draw a single session.
std::vector<Simulation::Plan> drawPlans(std::size_t count)
{
    std::vector<Simulation::Plan> plans;
    for (std::uint64_t seed = 1; plans.size() < count; ++seed) {
        const auto plan = Simulation::Plan::drawn(seed);
        if (plan.sessions == 1)
            plans.push_back(plan);
    }
    return plans;
}

//! All of them once.
struct Pass
{
    double virtualSeconds = 0;
    double events = 0;
    double nanoseconds = 0; //!< of this thread
    QString broken;         //!< empty: every invariant held
};

Pass runAll(const std::vector<Simulation::Plan> &plans)
{
    Pass pass;
    const double before = threadNanoseconds();
    for (const Simulation::Plan &plan : plans) {
        const auto result = Simulation::runPlan(plan);
        pass.virtualSeconds += toSeconds(result.length);
        pass.events += static_cast<double>(result.steps);
        if (result.finding)
            pass.broken = u"seed %1 broke %2"_qs.arg(plan.seed).arg(
                QLatin1StringView(result.finding->invariant));
    }
    pass.nanoseconds = threadNanoseconds() - before;
    return pass;
}

} // namespace

int main(int argc, char **argv)
{
    const Effort effort = isQuick(argc, argv) ? quickEffort : Effort{};
    Report report(u"simulation_speed"_qs);
    const auto plans = drawPlans(effort.runs);
    const Pass first = runAll(plans); // also warms up
    const auto pass = [&]() -> std::optional<double> {
        const Pass again = runAll(plans);
        if (!again.broken.isEmpty())
            return {};
        report.addIterations(static_cast<qint64>(plans.size()));
        return again.nanoseconds / again.virtualSeconds;
    };
    const auto pairs = measurePairs(effort.rounds, pass, pass);
    if (!pairs) {
        report.fail(first.broken);
        return report.finish();
    }
    report.addTimes(u"virtual_second"_qs, pairs->b);
    report.setControl(pairs->control());
    report.note(u"events_per_virtual_second"_qs, first.events / first.virtualSeconds);
    report.note(u"ns_per_event"_qs, medianOf(pairs->b) * first.virtualSeconds / first.events);
    report.addMeasured(u"T12"_qs, 1e9 / medianOf(pairs->b));
    return report.finish();
}
