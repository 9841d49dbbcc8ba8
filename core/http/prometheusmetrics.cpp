// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/prometheusmetrics.h>

#include <core/base/text.h>
#include <core/base/version.h>
#include <core/http/linkfamilies.h>

#include <QtCore/QUrl>

#include <algorithm>
#include <set>

namespace Breakwater {

using namespace Qt::StringLiterals;
using Type = PrometheusText::Type;
using Links = std::vector<LabelledLink>;

namespace {

constexpr qsizetype longestLabel = 100;

QString ownLabel(const SessionSnapshot &session)
{
    const QUrl url(session.url);
    if (!url.host().isEmpty() && session.name == shortName(url))
        return sanitised(url.host() + (url.port() > 0 ? u":%1"_qs.arg(url.port()) : QString()),
                         longestLabel);
    return sanitised(session.name.isEmpty() ? u"unnamed"_qs : session.name, longestLabel);
}

template <class Row> void head(PrometheusText &text, const char *prefix, const Row &row, Type type)
{
    text.family(QByteArray(prefix) + row.name, type, QString::fromLatin1(row.help));
}

//! Each family under `prefix`, once per link; the label `link` is left out where it is empty.
void writeFamilies(PrometheusText &text, const char *prefix, const Links &links)
{
    const auto name = [](const LabelledLink &link) {
        return PrometheusText::Label{link.label.isEmpty() ? "" : "link", link.label};
    };
    // Rows of one family differ in their second label and share one head.
    QByteArray family;
    for (const LinkCounter &row : linkCounters()) {
        if (std::exchange(family, row.name) != row.name)
            head(text, prefix, row, Type::Counter);
        for (const LabelledLink &link : links)
            text.sample({name(link), {row.label, QString::fromLatin1(row.value)}},
                        row.read(*link.session));
    }
    for (const LinkGauge &row : linkGauges()) {
        head(text, prefix, row, Type::Gauge);
        for (const LabelledLink &link : links)
            text.sample({name(link)}, row.read(*link.session));
    }
    for (const LinkSummary &row : linkSummaries()) {
        head(text, prefix, row, Type::Summary);
        for (const LabelledLink &link : links) {
            const LatencySummary &latency = link.session->sinceStart.*row.latency;
            text.summary({name(link)}, latency.count, toSeconds(latency.sum.value_or(Duration{})));
        }
    }
}

template <class State>
void writeStates(PrometheusText &text, const QByteArray &family, const QString &help,
                 const Links &links, std::initializer_list<State> states,
                 State (*read)(const SessionSnapshot &))
{
    text.family(family, Type::Gauge, help);
    for (const LabelledLink &link : links) {
        for (const State state : states)
            text.sample({{"link", link.label}, {"state", QString(toString(state))}},
                        read(*link.session) == state ? 1.0 : 0.0);
    }
}

void writeLinkStates(PrometheusText &text, const Links &links)
{
    text.family("breakwater_connected", Type::Gauge, u"1 while the link is connected."_qs);
    for (const LabelledLink &link : links)
        text.sample({{"link", link.label}},
                    link.session->connection == ConnectionState::Connected ? 1.0 : 0.0);
    using enum ConnectionState;
    writeStates<ConnectionState>(text, "breakwater_state",
                                 u"1 for the state that the connection is in."_qs, links,
                                 {Idle, Connecting, Connected, BackingOff,
                                  ConnectionState::BreakerOpen, Refused, Closing, Closed},
                                 [](const SessionSnapshot &session) { return session.connection; });
    writeStates<BreakerState>(
        text, "breakwater_circuit_state", u"1 for the state that the circuit breaker is in."_qs,
        links, {BreakerState::Closed, BreakerState::HalfOpen, BreakerState::Open},
        [](const SessionSnapshot &session) { return session.breaker.effectiveState(); });
}

double unixSeconds(WallTime time)
{
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

void writeGauge(PrometheusText &text, const QByteArray &name, const QString &help, double value)
{
    text.family(name, Type::Gauge, help);
    text.sample({}, value);
}

void writeProcess(PrometheusText &text, const Snapshot &snapshot, HealthStatus status)
{
    text.family("breakwater_build_info", Type::Gauge, u"Always 1; the labels tell."_qs);
    text.sample(
        {{"version", QString::fromLatin1(version)}, {"qt", QString::fromLatin1(qVersion())}}, 1.0);
    text.family("breakwater_health_status", Type::Gauge,
                u"1 for the status that /health/websocket answers."_qs);
    for (const auto state :
         {HealthStatus::Healthy, HealthStatus::Degraded, HealthStatus::Unhealthy})
        text.sample({{"status", QString(toString(state))}}, state == status ? 1.0 : 0.0);
    writeGauge(text, "breakwater_last_update_timestamp_seconds",
               u"When these numbers were taken."_qs, unixSeconds(snapshot.at.wall));
    writeGauge(text, "breakwater_uptime_seconds", u"How long the core has been running."_qs,
               toSeconds(snapshot.uptime));
    if (snapshot.memory.rssBytes > 0)
        writeGauge(text, "breakwater_resident_memory_bytes", u"Resident memory of the process."_qs,
                   static_cast<double>(snapshot.memory.rssBytes));
}

void writeTotals(PrometheusText &text, const Snapshot &snapshot, std::size_t labelled)
{
    writeGauge(text, "breakwater_links", u"Sessions, adopted clients included."_qs,
               static_cast<double>(snapshot.totalSessions()));
    writeGauge(text, "breakwater_links_connected", u"Sessions that are connected."_qs,
               snapshot.active);
    writeGauge(text, "breakwater_links_unlabelled",
               u"Sessions that are only in breakwater_engine_*: adopted, or too many."_qs,
               static_cast<double>(snapshot.totalSessions()) - static_cast<double>(labelled));
    writeGauge(text, "breakwater_clients", u"Sessions of clients, here or away."_qs,
               static_cast<double>(snapshot.serving.clients));
    writeGauge(text, "breakwater_clients_connected", u"Clients that are here."_qs,
               static_cast<double>(snapshot.serving.connected));
    writeGauge(text, "breakwater_stream_subscribers", u"Readers of the metrics stream."_qs,
               static_cast<double>(snapshot.serving.subscribers));
    const auto counter = [&](const QByteArray &name, const QString &help, std::uint64_t value) {
        text.family(name, Type::Counter, help);
        text.sample({}, value);
    };
    counter("breakwater_clients_accepted_total", u"Connections that got a session."_qs,
            snapshot.serving.accepted);
    counter("breakwater_clients_resumed_total", u"Of them, to a session that was known."_qs,
            snapshot.serving.resumed);
    counter("breakwater_clients_refused_total", u"Connections sent away at the door."_qs,
            snapshot.serving.refused);
    counter("breakwater_cleanup_cycles_total", u"Cycles of the automatic cleanup."_qs,
            snapshot.cleanup.cycles);
    counter("breakwater_cleanup_clients_removed_total", u"Clients that it removed."_qs,
            snapshot.cleanup.clientsRemoved);
    counter("breakwater_cleanup_freed_bytes_total", u"Memory that it gave back."_qs,
            snapshot.cleanup.bytesFreed);
}

} // namespace

std::vector<LabelledLink> labelledLinks(const Snapshot &snapshot)
{
    Links links;
    std::set<QString> taken;
    for (const SessionSnapshot &session : snapshot.sessions) {
        if (session.isAdopted)
            continue;
        if (links.size() == mostLabelledLinks)
            break;
        const QString own = ownLabel(session);
        QString label = own;
        for (int i = 2; !taken.insert(label).second; ++i)
            label = u"%1 #%2"_qs.arg(own).arg(i);
        links.push_back({&session, label});
    }
    return links;
}

QByteArray prometheusMetrics(const Snapshot &snapshot, HealthStatus status)
{
    const Links links = labelledLinks(snapshot);
    PrometheusText text;
    writeProcess(text, snapshot, status);
    writeTotals(text, snapshot, links.size());
    writeLinkStates(text, links);
    writeFamilies(text, "breakwater_", links);
    writeFamilies(text, "breakwater_engine_", {{&snapshot.engine, QString()}});
    return text.bytes();
}

} // namespace Breakwater
