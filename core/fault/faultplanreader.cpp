// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultplanreader.h>

#include <core/base/text.h>
#include <core/fault/faultamounts.h>
#include <core/fault/faultvocabulary.h>

#include <QtCore/QRegularExpression>

#include <algorithm>
#include <utility>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr int lowestCode = 1000;
constexpr int highestCode = 4999;

//! False when it could not be read.
template <class Value, class Field> bool put(const std::optional<Value> &value, Field &field)
{
    if (value)
        field = *value;
    return value.has_value();
}

//! "name=value"; the value is null when there is no "=".
std::pair<QStringView, QStringView> split(QStringView text, QChar at)
{
    const auto place = text.indexOf(at);
    return place < 0 ? std::pair(text, QStringView())
                     : std::pair(text.first(place), text.sliced(place + 1));
}

//! Takes "up." or "down." off.
struct Directions
{
    bool up = true;
    bool down = true;

    explicit Directions(QStringView &text)
    {
        down = !text.startsWith("up."_L1);
        up = !text.startsWith("down."_L1);
        if (isOne())
            text = text.sliced(down ? 5 : 3);
    }
    bool isOne() const { return !up || !down; }
};

} // namespace

Expected<FaultPlan> FaultPlanReader::read(const QString &text)
{
    static const QRegularExpression between(u"[\\s,]+"_qs);
    const QStringList words = text.split(between, Qt::SkipEmptyParts);
    if (words.isEmpty())
        m_error = u"The fault plan is empty; write faults with spaces between them, for example "
                  "“latency=50ms drop-pongs=0.3”."_qs;
    const bool isGood = std::ranges::all_of(words, [&](const QString &word) {
        m_word = word;
        return readWord();
    });
    if (words.isEmpty() || !isGood)
        return Unexpected<>(Error{ErrorKind::BadArgument, m_error});
    return m_plan;
}

bool FaultPlanReader::readWord()
{
    const auto [when, what] = split(m_word, u':');
    return what.isNull() ? readProperty(when) : readEvent(when, what);
}

bool FaultPlanReader::readProperty(QStringView text)
{
    const Directions directions(text);
    const auto [name, value] = split(text, u'=');
    if (name == "seed"_L1)
        return readSeed(value, directions.isOne());
    const auto *property = FaultVocabulary::property(name);
    const QStringView bare = split(name, u'/').first;
    if (!property
        && (FaultVocabulary::fault(bare) || bare == "at"_L1 || bare == "every"_L1
            || bare == "after-bytes"_L1))
        return fail(u"strikes at one moment; write when and what, for example at=10s:reset."_qs);
    if (!property)
        return fail(u"is no fault; allowed are %1, or an event, for example latency=50ms or "
                    "at=10s:reset."_qs.arg(FaultVocabulary::propertyNames()));
    LastingFaults lasting;
    if (!property->set(lasting, value))
        return fail(u"is not possible: %1 takes %2, for example %3."_qs.arg(name, property->takes,
                                                                            property->example));
    if (directions.up && (isSecond(u"up."_qs + property->name) || !property->set(m_plan.up, value)))
        return false;
    return !directions.down
        || (!isSecond(u"down."_qs + property->name) && property->set(m_plan.down, value));
}

bool FaultPlanReader::readSeed(QStringView value, bool hasDirection)
{
    bool isNumber = false;
    const std::uint64_t seed = value.toULongLong(&isNumber);
    if (hasDirection || !isNumber)
        return fail(u"is not possible: seed takes a whole number and no direction, for example "
                    "seed=42."_qs);
    m_plan.seed = seed;
    return !isSecond(u"seed"_qs);
}

bool FaultPlanReader::readEvent(QStringView when, QStringView what)
{
    PlannedFault event;
    if (!readWhen(when, event) || !readFault(what, event.fault))
        return false;
    m_plan.events.push_back(event);
    return true;
}

bool FaultPlanReader::readWhen(QStringView text, PlannedFault &event)
{
    using When = PlannedFault::When;
    const auto [name, value] = split(text, u'=');
    if (name == "after-bytes"_L1) {
        event.when = When::AfterBytes;
        return put(FaultAmounts::bytes(value), event.bytes)
            || fail(u"is not possible: after-bytes takes a number of bytes, 1 or more, for example "
                    "after-bytes=10000:close-mid-frame."_qs);
    }
    if (name != "at"_L1 && name != "every"_L1)
        return fail(u"does not say when: an event begins with at=, every= or after-bytes=, for "
                    "example at=10s:reset."_qs);
    event.when = name == "at"_L1 ? When::At : When::Every;
    if (put(FaultAmounts::duration(value), event.time)
        && (event.when == When::At || event.time >= std::chrono::milliseconds(1)))
        return true;
    return fail(event.when == When::At
                    ? u"is not possible: at takes a length of time from the beginning of a "
                      "connection, up to 24h, for example at=10s:reset."_qs
                    : u"is not possible: every takes a length of time from 1ms to 24h, for example "
                      "every=30s:reset."_qs);
}

bool FaultPlanReader::readFault(QStringView text, LinkFault &fault)
{
    const Directions directions(text);
    const auto [nameAndValue, length] = split(text, u'/');
    const auto [name, value] = split(nameAndValue, u'=');
    const auto *found = FaultVocabulary::fault(name);
    if (!found)
        return fail(u"names no event; allowed are %1, for example at=10s:reset."_qs.arg(
            FaultVocabulary::faultNames()));
    if (directions.isOne() && !found->hasDirection)
        return fail(u"is not possible: %1 has no direction, only blackhole, half-open and "
                    "close-mid-frame have, for example at=10s:down.blackhole."_qs.arg(name));
    fault.kind = found->kind;
    fault.up = directions.up;
    fault.down = directions.down;
    return readDetails(*found, value, length, fault);
}

bool FaultPlanReader::readDetails(const FaultVocabulary::FaultName &name, QStringView value,
                                  QStringView length, LinkFault &fault)
{
    if (name.kind == FaultKind::Close) {
        fault.closeCode = value.toInt();
        if (fault.closeCode < lowestCode || fault.closeCode > highestCode)
            return fail(u"is not possible: close takes a close code from %1 to %2, for example "
                        "every=20s:close=1012."_qs.arg(lowestCode)
                            .arg(highestCode));
    } else if (!value.isNull()) {
        return fail(
            u"is not possible: %1 takes no value, for example at=10s:%1."_qs.arg(name.name));
    }
    if (length.isNull())
        return true;
    if (!name.hasLength)
        return fail(u"is not possible: %1 has no length, only blackhole and half-open have, for "
                    "example at=10s:blackhole/5s."_qs.arg(name.name));
    return put(FaultAmounts::duration(length), fault.length)
        || fail(u"is not possible: behind / stands a length of time up to 24h, for example "
                "at=10s:%1/5s."_qs.arg(name.name));
}

bool FaultPlanReader::isSecond(const QString &name)
{
    if (!m_set.contains(name)) {
        m_set.append(name);
        return false;
    }
    fail(u"comes a second time; write each once, or once for each direction, for example "
         "up.latency=50ms down.latency=10ms."_qs);
    return true;
}

bool FaultPlanReader::fail(const QString &sentence)
{
    m_error = u"“%1” %2"_qs.arg(sanitised(m_word, 60), sentence);
    return false;
}

} // namespace Breakwater
