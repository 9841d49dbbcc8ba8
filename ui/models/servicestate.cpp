// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/servicestate.h>

#include <core/base/text.h>
#include <ui/format/format.h>

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::ServiceState)
};

double number(std::uint64_t count)
{
    return static_cast<double>(count);
}

std::optional<double> shareOfAll(const ServiceCard &card)
{
    if (!card.errors || card.events.value_or(0) == 0)
        return std::nullopt;
    return std::min(1.0, number(*card.errors) / number(*card.events));
}

//! None: it is not known when.
std::optional<Duration> sinceLastEvent(const ServiceCard &card, WallTime now)
{
    if (!card.lastEventAt)
        return std::nullopt;
    return std::max(Duration(now - *card.lastEventAt), Duration::zero()); // its clock may be ahead
}

bool isQuiet(const ServiceCard &card, WallTime now)
{
    if (card.eventsPerSecond.value_or(0) > 0)
        return false;
    const auto since = sinceLastEvent(card, now);
    return since ? *since >= ServiceState::quietAfter : card.eventsPerSecond.has_value();
}

ServiceHealth healthOf(double errors)
{
    if (errors >= ServiceState::failingFrom)
        return ServiceHealth::Failing;
    return errors >= ServiceState::erringFrom ? ServiceHealth::Erring : ServiceHealth::Healthy;
}

QString reasonFor(const ServiceCard &card, const ServiceState::Moment &moment, ServiceHealth health)
{
    if (moment.isStale)
        return moment.silentFor
            ? Words::tr("nothing from the server for %1").arg(Format::duration(moment.silentFor))
            : Words::tr("nothing came from the server yet");
    if (health == ServiceHealth::Unknown && !card.events)
        return Words::tr("the server does not tell its events");
    if (health == ServiceHealth::Unknown)
        return *card.events == 0 ? Words::tr("no event yet")
                                 : Words::tr("the server does not tell its errors");
    if (health == ServiceHealth::Quiet) {
        const auto since = sinceLastEvent(card, moment.now);
        return since ? Words::tr("no event for %1").arg(Format::countdown(since))
                     : Words::tr("no events at present");
    }
    return moment.recentErrors
        ? Words::tr("%1 of the events in the last minute were errors")
              .arg(Format::percent(moment.recentErrors))
        : Words::tr("%1 of all its events were errors").arg(Format::percent(shareOfAll(card)));
}

QString lastEventOf(const ServiceCard &card, const ServiceState::Moment &moment)
{
    if (moment.isStale)
        return moment.silentFor ? Words::tr("stale %1").arg(Format::countdown(moment.silentFor))
                                : Format::unknown();
    const auto since = sinceLastEvent(card, moment.now);
    return since ? Words::tr("%1 ago").arg(Format::countdown(since)) : Format::unknown();
}

void addCounts(ServiceState &state, const ServiceCard &card)
{
    const auto count = [&](const std::optional<std::uint64_t> &value) {
        return state.isStale || !value ? Format::unknown() : Format::compact(number(*value));
    };
    state.figures[ServiceState::Events] = {Words::tr("Events"), count(card.events)};
    state.figures[ServiceState::Errors] = {Words::tr("Errors"), count(card.errors)};
    state.figures[ServiceState::Share]
        = {Words::tr("Error share"),
           state.isStale ? Format::unknown() : Format::percent(shareOfAll(card))};
    state.figures[ServiceState::Volume]
        = {Words::tr("Volume"),
           state.isStale || !card.bytes ? Format::unknown()
                                        : Format::bytes(static_cast<std::int64_t>(*card.bytes))};
}

// The last period's, where it has any: a mean of all times would hide what happens now.
void addResponses(ServiceState &state, const ServiceCard &card)
{
    const bool isOfPeriod = card.periodResponseTime.mean || card.periodResponseTime.p50;
    const LatencySummary &times = isOfPeriod ? card.periodResponseTime : card.responseTime;
    const bool hasPercentiles = times.p50.has_value();
    const bool isFaint
        = hasPercentiles && (!isOfPeriod || times.count < ServiceState::enoughSamples);
    const auto figure = [&](const QString &label, const std::optional<Duration> &time) {
        return ServiceState::Figure{
            label, state.isStale ? Format::unknown() : Format::duration(time), isFaint};
    };
    state.figures[ServiceState::Mean] = figure(Words::tr("Mean"), times.mean);
    state.figures[ServiceState::P50] = figure(Words::tr("p50"), times.p50);
    state.figures[ServiceState::P95] = figure(Words::tr("p95"), times.p95);
    state.figures[ServiceState::P99] = figure(Words::tr("p99"), times.p99);
    if (state.isStale || (!times.mean && !hasPercentiles))
        state.responses = Words::tr("response times are not known");
    else if (!hasPercentiles)
        state.responses = Words::tr("the server tells only a mean response time");
    else
        state.responses = (isOfPeriod ? Words::tr("response times of the last period, %1 samples")
                                      : Words::tr("response times of all its events, %1 samples"))
                              .arg(Format::integer(static_cast<std::int64_t>(times.count)));
}

} // namespace

ServiceHealth lastHealth(const ServiceCard &card, const ServiceState::Moment &moment)
{
    if (moment.recentErrors)
        return healthOf(*moment.recentErrors);
    const auto share = shareOfAll(card);
    if (!share)
        return ServiceHealth::Unknown;
    const ServiceHealth health = healthOf(*share);
    return health == ServiceHealth::Healthy && isQuiet(card, moment.now) ? ServiceHealth::Quiet
                                                                         : health;
}

ServiceState serviceState(const ServiceCard &card, const ServiceState::Moment &moment)
{
    ServiceState state;
    state.name = sanitised(card.name);
    state.isStale = moment.isStale;
    state.health = moment.isStale ? ServiceHealth::Unknown : lastHealth(card, moment);
    state.word = serviceHealth(state.health);
    if (state.health == ServiceHealth::Failing || state.health == ServiceHealth::Erring) {
        const auto share = moment.recentErrors ? moment.recentErrors : shareOfAll(card);
        state.word += u" · "_s + Format::percent(share);
    }
    state.reason = reasonFor(card, moment, state.health);
    addCounts(state, card);
    addResponses(state, card);
    state.rate = moment.isStale ? Format::unknown() : Format::rate(card.eventsPerSecond);
    state.lastEvent = lastEventOf(card, moment);
    return state;
}

QString serviceHealth(ServiceHealth health)
{
    switch (health) {
    case ServiceHealth::Failing: return Words::tr("Failing");
    case ServiceHealth::Erring: return Words::tr("Errors");
    case ServiceHealth::Quiet: return Words::tr("Quiet");
    case ServiceHealth::Healthy: return Words::tr("Healthy");
    case ServiceHealth::Unknown: return Words::tr("Unknown");
    }
    return {};
}

QString servicesInWords(const std::vector<ServiceHealth> &healths)
{
    const auto count = std::ssize(healths);
    QStringList parts{count == 1 ? Words::tr("1 service")
                                 : Words::tr("%1 services").arg(Format::integer(count))};
    const auto add = [&](ServiceHealth health, const QString &text) {
        if (const auto such = std::count(healths.begin(), healths.end(), health); such > 0)
            parts += text.arg(Format::integer(such));
    };
    add(ServiceHealth::Failing, Words::tr("%1 failing"));
    add(ServiceHealth::Erring, Words::tr("%1 with errors"));
    add(ServiceHealth::Quiet, Words::tr("%1 quiet"));
    add(ServiceHealth::Unknown, Words::tr("%1 unknown"));
    return parts.join(u" · "_s);
}

QString oddFrames(const ServiceBoard &board)
{
    QStringList parts;
    if (board.unknown > 0) {
        const QString last = sanitised(board.lastUnknown, 40);
        const QString count = Format::integer(static_cast<std::int64_t>(board.unknown));
        parts += last.isEmpty() ? Words::tr("unknown types: %1").arg(count)
                                : Words::tr("unknown types: %1 (last: %2)").arg(count, last);
    }
    if (board.malformed > 0)
        parts += Words::tr("unreadable: %1")
                     .arg(Format::integer(static_cast<std::int64_t>(board.malformed)));
    return parts.join(u" · "_s);
}

QString oddFramesExplained(const ServiceBoard &board)
{
    QStringList parts;
    if (board.unknown > 0)
        parts += Words::tr("Frames of types that this program does not know are counted and left "
                           "alone. The last such type: %1.")
                     .arg(sanitised(board.lastUnknown));
    if (board.malformed > 0)
        parts += Words::tr("Frames that could not be read are counted and left out. Why, of the "
                           "last one: %1.")
                     .arg(sanitised(board.lastMalformed));
    return parts.join(u' ');
}

QString leftOut(const ServiceBoard &board)
{
    const auto more = static_cast<std::int64_t>(board.services.size())
        - static_cast<std::int64_t>(ServiceBoard::mostServices);
    if (more > 0)
        return Words::tr("%1 more left out").arg(Format::integer(more));
    if (board.servicesLeftOut == 0)
        return {};
    return Words::tr("%1 more services left out: there is room for %2")
        .arg(Format::integer(static_cast<std::int64_t>(board.servicesLeftOut)),
             Format::integer(static_cast<std::int64_t>(ServiceBoard::mostServices)));
}

} // namespace Breakwater::Ui
