// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/snapshotdifference.h>

#include <core/snapshot/jsonwriter.h>
#include <core/snapshot/metricsjson.h>
#include <core/snapshot/snapshotjson.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

namespace {

using Numbers = std::map<QString, double>;

bool flowsByItself(const QString &key)
{
    static const QSet<QString> known{u"latency"_qs,   u"rates"_qs,          u"last_update"_qs,
                                     u"memory"_qs,    u"cleanup"_qs,        u"failure_rate"_qs,
                                     u"slow_rate"_qs, u"recovery_share"_qs, u"window_calls"_qs};
    return known.contains(key) || key.endsWith("_seconds"_L1) || key.endsWith("_ms"_L1)
        || key == "current_bytes"_L1 || key == "transport_backlog_bytes"_L1;
}

void collect(const QString &name, const QJsonValue &value, Numbers &numbers)
{
    if (value.isDouble())
        numbers[name] = value.toDouble();
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!flowsByItself(it.key()))
            collect(name + u'.' + it.key(), it.value(), numbers);
    }
}

Numbers numbersOf(const Snapshot &snapshot)
{
    Numbers numbers;
    const QJsonObject document = toJson(snapshot, {.withEvents = false, .withWatched = false});
    collect(u"engine"_qs, document[u"engine"_qs], numbers);
    collect(u"serving"_qs, document[u"serving"_qs], numbers);
    for (const QJsonValue &session : document[u"sessions"_qs].toArray())
        collect(u"sessions."_qs + session[u"id"_qs].toString(), session, numbers);
    if (snapshot.serving.table) {
        for (const SessionSnapshot &client : *snapshot.serving.table)
            collect(u"clients."_qs + client.id.value, jsonTree(jsonLine([&](JsonWriter &json) {
                        writeSessionMetrics(json, client, snapshot.at.wall);
                    })),
                    numbers);
    }
    const CleanupCounters &cleanup = snapshot.cleanup;
    numbers[u"engine.cleanup.clients_removed"_qs] = static_cast<double>(cleanup.clientsRemoved);
    return numbers;
}

std::set<QString> groupsOf(const Numbers &numbers)
{
    std::set<QString> groups;
    for (const auto &[name, value] : numbers) {
        if (name.startsWith("sessions."_L1) || name.startsWith("clients."_L1))
            groups.insert(name.section(u'.', 0, 1));
    }
    return groups;
}

QStringList onlyInFirst(const std::set<QString> &first, const std::set<QString> &second)
{
    QStringList result;
    std::ranges::set_difference(first, second, std::back_inserter(result));
    return result;
}

} // namespace

SnapshotDifference::SnapshotDifference(const Snapshot &before, const Snapshot &after)
{
    const Numbers old = numbersOf(before);
    m_differences = numbersOf(after);
    m_appeared = onlyInFirst(groupsOf(m_differences), groupsOf(old));
    m_vanished = onlyInFirst(groupsOf(old), groupsOf(m_differences));
    for (const auto &[name, value] : old)
        m_differences[name] -= value;
}

double SnapshotDifference::of(const QString &name) const
{
    const auto found = m_differences.find(name);
    return found == m_differences.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
}

QStringList SnapshotDifference::changed(const QString &beginning) const
{
    QStringList result;
    for (const auto &[name, difference] : m_differences) {
        if (difference != 0 && name.startsWith(beginning))
            result += u"%1 %2%3"_qs.arg(name, difference > 0 ? u"+"_qs : QString())
                          .arg(difference, 0, 'g', 15);
    }
    return result;
}

} // namespace Breakwater::Test
