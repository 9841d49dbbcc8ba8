// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <benchmarks/support/firsttouch.h>

#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace Breakwater::Bench {

//! The middle one; the mean of both where two stand in the middle. 0 of nothing.
double medianOf(std::vector<double> values);

//! What one benchmark has to say: the JSON object of the performance page of the specification.
//! `passed` is computed from benchmarks/targets.json, where the targets stand once for all. Make it
//! before anything is measured: what a first touch of memory takes is measured now and at the end.
class Report final
{
public:
    explicit Report(const QString &benchmark) : m_name(benchmark) { }

    //! One result: the nanoseconds of one operation, a value for each repetition.
    void addTimes(const QString &key, const std::vector<double> &nanoseconds);
    void addIterations(qint64 count) { m_iterations += count; }
    //! What a target of targets.json was measured as, in the unit that stands there.
    void addMeasured(const QString &target, double value) { m_measured.append({target, value}); }
    //! How many times as fast the better way is; written as "4.0x".
    void setSpeedup(double ratio) { m_speedup = ratio; }
    //! The same thing measured twice in this run: what the noise makes of equal things. Of several
    //! the one furthest from 1 stays.
    void setControl(double ratio);
    //! Any other key.
    void note(const QString &key, const QJsonValue &value) { m_notes[key] = value; }
    //! Something could not be measured: nothing is passed then.
    void fail(const QString &sentence) { m_failures.append(sentence); }

    //! Prints the object; the exit code: 0 targets met, 1 one of them missed, 2 not measured.
    int finish() const;

private:
    QString m_name;
    std::optional<double> m_touchBefore = firstTouch();
    qint64 m_iterations = 0;
    QJsonObject m_results;
    QJsonObject m_notes;
    QList<std::pair<QString, double>> m_measured;
    QStringList m_failures;
    std::optional<double> m_speedup;
    std::optional<double> m_control;
};

} // namespace Breakwater::Bench
