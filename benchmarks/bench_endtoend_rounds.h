// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <benchmarks/bench_endtoend_senders.h>
#include <benchmarks/bench_endtoend_sink.h>
#include <benchmarks/support/report.h>

#include <functional>
#include <map>
#include <vector>

namespace Breakwater::Bench {

//! What a program of these is told.
struct Options
{
    bool quick = false;
    int rounds = 9;

    static Options of(const QStringList &arguments);
};

//! Senders that take turns, A B C A B C …, each round with fresh links to one sink.
class Rounds final
{
public:
    Rounds(Sink &sink, Report &report) : m_sink(sink), m_report(report) { }

    //! `make` makes the sender of one round.
    void add(const QString &name, qint64 messages,
             const std::function<std::unique_ptr<Sender>()> &make);
    //! The report hears of it when one cannot send, or the sink counts another number.
    void run(int rounds);

    std::vector<double> cpu(const QString &name) const;
    //! Messages a second, of its middle round.
    double perSecond(const QString &name) const;
    //! The middle one of the rounds' ratios of throughput: above 1 where `name` is the faster one.
    double speedBy(const QString &name, const QString &reference) const;
    //! The same, by the time of the sending thread.
    double cpuSpeedBy(const QString &name, const QString &reference) const;
    //! What `name` costs more than `reference`, in nanoseconds of the sending thread a message.
    double added(const QString &name, const QString &reference) const;
    //! Writes the times of all as results under that prefix.
    void addTo(Report &report, const QString &prefix) const;

private:
    struct Contender
    {
        QString name;
        qint64 messages = 0;
        std::function<std::unique_ptr<Sender>()> make;
    };
    //! Empty when it could not be measured.
    const std::vector<Cost> &costs(const QString &name) const;
    std::optional<Cost> runOne(const Contender &contender);

    Sink &m_sink;
    Report &m_report;
    std::vector<Contender> m_contenders;
    std::map<QString, std::vector<Cost>> m_costs;
};

} // namespace Breakwater::Bench
