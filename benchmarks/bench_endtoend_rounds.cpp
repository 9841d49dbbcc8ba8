// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/bench_endtoend_rounds.h>

#include <benchmarks/bench_endtoend_machine.h>

#include <algorithm>

namespace Breakwater::Bench {

namespace {

double middleRatio(const std::vector<Cost> &above, const std::vector<Cost> &below,
                   double Cost::*which)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < std::min(above.size(), below.size()); ++i)
        ratios.push_back(above[i].*which / below[i].*which);
    return medianOf(ratios);
}

} // namespace

Options Options::of(const QStringList &arguments)
{
    Options options;
    options.quick = arguments.contains(QStringLiteral("--quick"));
    options.rounds = options.quick ? 7 : 11;
    return options;
}

void Rounds::add(const QString &name, qint64 messages,
                 const std::function<std::unique_ptr<Sender>()> &make)
{
    m_contenders.push_back({name, messages, make});
}

void Rounds::run(int rounds)
{
    for (int round = 0; round < rounds; ++round) {
        for (const Contender &contender : m_contenders) {
            const auto cost = runOne(contender);
            if (!cost)
                return;
            m_costs[contender.name].push_back(*cost);
            m_report.addIterations(contender.messages);
        }
    }
}

std::optional<Cost> Rounds::runOne(const Contender &contender)
{
    const auto sender = contender.make();
    const qint64 warmUp = contender.messages / 10 + 1;
    if (!sender->open(m_sink.endpoint()) || !sender->send(warmUp)) {
        m_report.fail(QStringLiteral("%1 could not send").arg(contender.name));
        return {};
    }
    const double begin = wallNanoseconds();
    auto cost = sender->send(contender.messages);
    sender->close();
    const auto counted = m_sink.counted(); // said when it has read everything
    if (cost)
        cost->wall = (wallNanoseconds() - begin) / static_cast<double>(contender.messages);
    if (!cost || counted != warmUp + contender.messages) {
        m_report.fail(QStringLiteral("%1 sent %2 messages, the sink counted %3")
                          .arg(contender.name)
                          .arg(warmUp + contender.messages)
                          .arg(counted.value_or(-1)));
        return {};
    }
    return cost;
}

const std::vector<Cost> &Rounds::costs(const QString &name) const
{
    static const std::vector<Cost> none;
    const auto found = m_costs.find(name);
    return found == m_costs.end() ? none : found->second;
}

std::vector<double> Rounds::cpu(const QString &name) const
{
    std::vector<double> result;
    for (const Cost &cost : costs(name))
        result.push_back(cost.cpu);
    return result;
}

double Rounds::perSecond(const QString &name) const
{
    std::vector<double> walls;
    for (const Cost &cost : costs(name))
        walls.push_back(cost.wall);
    return 1e9 / medianOf(walls);
}

double Rounds::speedBy(const QString &name, const QString &reference) const
{
    return middleRatio(costs(reference), costs(name), &Cost::wall);
}

double Rounds::cpuSpeedBy(const QString &name, const QString &reference) const
{
    return middleRatio(costs(reference), costs(name), &Cost::cpu);
}

double Rounds::added(const QString &name, const QString &reference) const
{
    const auto &above = costs(name);
    const auto &below = costs(reference);
    std::vector<double> differences;
    for (std::size_t i = 0; i < std::min(above.size(), below.size()); ++i)
        differences.push_back(above[i].cpu - below[i].cpu);
    return medianOf(differences);
}

void Rounds::addTo(Report &report, const QString &prefix) const
{
    for (const auto &[name, ignored] : m_costs) {
        report.addTimes(prefix + name, cpu(name));
        report.note(prefix + name + QStringLiteral("_messages_per_second"), perSecond(name));
    }
}

} // namespace Breakwater::Bench
