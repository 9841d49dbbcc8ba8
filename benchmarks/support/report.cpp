// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/report.h>

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace Breakwater::Bench {

using namespace Qt::StringLiterals;

namespace {

constexpr double nanosecondsAMillisecond = 1e6;

//! By id; empty when the file cannot be read.
QHash<QString, QJsonObject> knownTargets()
{
    QFile file(QStringLiteral(BREAKWATER_BENCHMARK_TARGETS));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QHash<QString, QJsonObject> result;
    const QJsonArray targets = QJsonDocument::fromJson(file.readAll())["targets"_L1].toArray();
    for (const QJsonValue &target : targets)
        result.insert(target["id"_L1].toString(), target.toObject());
    return result;
}

bool isMet(const QJsonObject &target, const QString &bound, double value)
{
    const double limit = target[bound].toDouble();
    return target["better"_L1] == "higher"_L1 ? value >= limit : value <= limit;
}

int refuse(const QString &benchmark, const QStringList &sentences)
{
    for (const QString &sentence : sentences)
        std::fprintf(stderr, "%s: %s\n", qUtf8Printable(benchmark), qUtf8Printable(sentence));
    return 2;
}

} // namespace

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void Report::addTimes(const QString &key, const std::vector<double> &nanoseconds)
{
    if (nanoseconds.empty())
        return fail(u"%1 was not measured"_qs.arg(key));
    const auto [least, most] = std::minmax_element(nanoseconds.begin(), nanoseconds.end());
    const double sum = std::accumulate(nanoseconds.begin(), nanoseconds.end(), 0.0);
    const double middle = medianOf(nanoseconds);
    std::vector<double> distances;
    for (const double value : nanoseconds)
        distances.push_back(std::abs(value - middle));
    m_results[key] = QJsonObject{
        {u"avg_ms"_qs, sum / static_cast<double>(nanoseconds.size()) / nanosecondsAMillisecond},
        {u"min_ms"_qs, *least / nanosecondsAMillisecond},
        {u"max_ms"_qs, *most / nanosecondsAMillisecond},
        {u"median_ms"_qs, middle / nanosecondsAMillisecond},
        {u"spread_ms"_qs, medianOf(distances) / nanosecondsAMillisecond},
        {u"repetitions"_qs, static_cast<qint64>(nanoseconds.size())}};
}

void Report::setControl(double ratio)
{
    if (!m_control || std::abs(ratio - 1) > std::abs(*m_control - 1))
        m_control = ratio;
}

int Report::finish() const
{
    const auto known = knownTargets();
    QStringList failures = m_failures;
    QJsonArray targets;
    bool passed = true;
    for (const auto &[id, value] : m_measured) {
        const QJsonObject target = known.value(id);
        if (target.isEmpty()) {
            failures += u"benchmarks/targets.json knows no target %1"_qs.arg(id);
            continue;
        }
        passed = passed && (!target.contains("must"_L1) || isMet(target, u"must"_qs, value));
        targets.append(QJsonObject{{u"id"_qs, id}, {u"measured"_qs, value}});
    }
    passed = passed && failures.isEmpty();
    QJsonObject report = m_notes;
    report[u"benchmark_name"_qs] = m_name;
    report[u"iterations"_qs] = m_iterations;
    report[u"results"_qs] = m_results;
    report[u"targets"_qs] = targets;
    report[u"passed"_qs] = passed;
    if (const auto touchAfter = firstTouch(); m_touchBefore && touchAfter)
        report[u"first_touch_us"_qs] = QJsonArray{*m_touchBefore, *touchAfter};
    if (m_speedup)
        report[u"speedup"_qs] = QString::number(*m_speedup, 'f', 1) + u'x';
    if (m_control)
        report[u"control"_qs] = *m_control;
    std::printf("%s\n", QJsonDocument(report).toJson(QJsonDocument::Indented).constData());
    std::fflush(stdout);
    return failures.isEmpty() ? (passed ? 0 : 1) : refuse(m_name, failures);
}

} // namespace Breakwater::Bench
