// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultvocabulary.h>

#include <core/fault/faultamounts.h>

#include <algorithm>
#include <array>

namespace Breakwater::FaultVocabulary {

using namespace Qt::StringLiterals;

namespace {

//! False when it could not be read.
template <class Value, class Field> bool put(const std::optional<Value> &value, Field &field)
{
    if (value)
        field = *value;
    return value.has_value();
}

constexpr std::array properties{
    Property{"latency"_L1, "a length of time up to 24h"_L1, "latency=50ms"_L1,
             [](LastingFaults &lasting, QStringView value) {
                 return put(FaultAmounts::duration(value), lasting.latency);
             }},
    Property{"jitter"_L1, "a length of time up to 24h"_L1, "jitter=20ms"_L1,
             [](LastingFaults &lasting, QStringView value) {
                 return put(FaultAmounts::duration(value), lasting.jitter);
             }},
    Property{"bandwidth"_L1, "B, KiB, MiB or GiB per second"_L1, "bandwidth=64KiB/s"_L1,
             [](LastingFaults &lasting, QStringView value) {
                 return put(FaultAmounts::bytesPerSecond(value), lasting.bytesPerSecond);
             }},
    Property{"slice"_L1, "a whole number of bytes, 1 or more"_L1, "slice=7"_L1,
             [](LastingFaults &lasting, QStringView value) {
                 return put(FaultAmounts::bytes(value), lasting.slice);
             }},
    Property{"corrupt"_L1, "a chance from 0 to 1"_L1, "corrupt=0.001"_L1,
             [](LastingFaults &lasting, QStringView value) {
                 return put(FaultAmounts::share(value), lasting.corrupt);
             }},
    Property{"drop-pongs"_L1, "a chance from 0 to 1"_L1, "drop-pongs=0.3"_L1,
             [](LastingFaults &lasting, QStringView value) {
                 return put(FaultAmounts::share(value), lasting.dropPongs);
             }},
    Property{"answer-pings"_L1, "no value"_L1, "answer-pings"_L1,
             [](LastingFaults &lasting, QStringView value) {
                 lasting.answerPings = value.isNull();
                 return lasting.answerPings;
             }},
};

constexpr std::array faults{
    FaultName{"blackhole"_L1, FaultKind::Blackhole, true, true},
    FaultName{"half-open"_L1, FaultKind::HalfOpen, true, true},
    FaultName{"reset"_L1, FaultKind::Reset, false, false},
    FaultName{"close"_L1, FaultKind::Close, false, false},
    FaultName{"close-mid-frame"_L1, FaultKind::CloseMidFrame, true, false},
};

template <class Table> auto find(const Table &table, QStringView name)
{
    const auto it = std::ranges::find_if(table, [&](const auto &row) { return row.name == name; });
    return it == table.end() ? nullptr : &*it;
}

template <class Table> QStringList namesIn(const Table &table)
{
    QStringList names;
    for (const auto &row : table)
        names += row.name;
    return names;
}

QString enumerated(QStringList names)
{
    const QString last = names.takeLast();
    return names.join(u", "_qs) + u" and "_qs + last;
}

} // namespace

const Property *property(QStringView name)
{
    return find(properties, name);
}

const FaultName *fault(QStringView name)
{
    return find(faults, name);
}

QString propertyNames()
{
    return enumerated(namesIn(properties) + QStringList{u"seed"_qs});
}

QString faultNames()
{
    return enumerated(namesIn(faults));
}

} // namespace Breakwater::FaultVocabulary
