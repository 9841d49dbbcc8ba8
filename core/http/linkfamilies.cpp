// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/linkfamilies.h>

#include <array>

namespace Breakwater {

namespace {

using Link = const SessionSnapshot &;

constexpr const char *attempts = "Attempts to connect that ended, by how.";
constexpr const char *transitions = "Changes of the circuit breaker to each state.";

constexpr std::array counters{
    LinkCounter{"connection_attempts_total", attempts,
                [](Link link) { return link.connections.opened; }, "result", "opened"},
    LinkCounter{"connection_attempts_total", attempts,
                [](Link link) { return link.connections.failed; }, "result", "failed"},
    LinkCounter{"reconnections_total", "Links that opened again after the first time.",
                [](Link link) { return link.connections.reconnections; }},
    LinkCounter{"connection_timeouts_total",
                "Handshakes, heartbeats and idle links that ran out of time.",
                [](Link link) { return link.connections.timeouts; }},
    LinkCounter{"local_faults_total", "Ends that were the fault of this machine.",
                [](Link link) { return link.connections.localFaults; }},
    LinkCounter{"circuit_transitions_total", transitions,
                [](Link link) { return link.breaker.counters.opens; }, "to", "open"},
    LinkCounter{"circuit_transitions_total", transitions,
                [](Link link) { return link.breaker.counters.halfOpens; }, "to", "half_open"},
    LinkCounter{"circuit_transitions_total", transitions,
                [](Link link) { return link.breaker.counters.closes; }, "to", "closed"},
    LinkCounter{"circuit_rejections_total", "Calls that the breaker did not let out.",
                [](Link link) { return link.breaker.counters.rejections; }},
    LinkCounter{"messages_accepted_total", "Messages taken over by a send.",
                [](Link link) { return link.messages.accepted; }},
    LinkCounter{"messages_recovered_total", "Messages that came back from the outbox.",
                [](Link link) { return link.messages.recovered; }},
    LinkCounter{"messages_sent_total", "Messages handed to a transport at least once.",
                [](Link link) { return link.messages.sent; }},
    LinkCounter{"messages_sent_unconfirmed_total",
                "Messages that ended as sent, on links that confirm nothing.",
                [](Link link) { return link.messages.sentUnconfirmed; }},
    LinkCounter{"messages_confirmed_total", "Messages that ended as confirmed.",
                [](Link link) { return link.messages.confirmed; }},
    LinkCounter{"messages_expired_total", "Messages that outlived their time before writing.",
                [](Link link) { return link.messages.expired; }},
    LinkCounter{"messages_expired_in_doubt_total",
                "Messages that outlived their time while possibly under way.",
                [](Link link) { return link.messages.expiredInDoubt; }},
    LinkCounter{"messages_dropped_total", "Messages that ended without being written.",
                [](Link link) { return link.messages.dropped; }},
    LinkCounter{"messages_failed_total", "Messages given up with a reason.",
                [](Link link) { return link.messages.failed; }},
    LinkCounter{"messages_dead_lettered_total", "Failed messages that are kept to be looked at.",
                [](Link link) { return link.messages.deadLettered; }},
    LinkCounter{"messages_abandoned_total", "Messages that ended while possibly under way.",
                [](Link link) { return link.messages.abandoned; }},
    LinkCounter{"messages_kept_total", "Messages left in the outbox when their link ended.",
                [](Link link) { return link.messages.kept; }},
    LinkCounter{"messages_duplicates_total", "Messages not accepted: same id and content again.",
                [](Link link) { return link.messages.deduplicated; }},
    LinkCounter{"messages_id_conflicts_total", "Messages with a known id and other content.",
                [](Link link) { return link.messages.idConflicts; }},
    LinkCounter{"messages_rejected_total", "Messages that were never accepted.",
                [](Link link) { return link.messages.rejected; }},
    LinkCounter{"messages_received_total", "Incoming messages.",
                [](Link link) { return link.messages.received; }},
    LinkCounter{"messages_received_duplicates_total", "Incoming messages that came before.",
                [](Link link) { return link.messages.receivedDuplicates; }},
    LinkCounter{"messages_received_shed_total", "Incoming messages above the allowed rate.",
                [](Link link) { return link.messages.receiveShed; }},
    LinkCounter{"messages_retried_total", "Messages sent again, every time.",
                [](Link link) { return link.retry.attempts; }},
    LinkCounter{"retries_succeeded_total", "Retried messages that ended confirmed or sent.",
                [](Link link) { return link.retry.successes; }},
    LinkCounter{"retries_failed_total", "Retried messages that ended otherwise.",
                [](Link link) { return link.retry.failures; }},
    LinkCounter{"sent_bytes_total", "Payload written, repetitions included.",
                [](Link link) { return link.messages.sentBytes; }},
    LinkCounter{"received_bytes_total", "Payload of incoming messages.",
                [](Link link) { return link.messages.receivedBytes; }},
    LinkCounter{"queue_overflows_total", "How often the queue was full.",
                [](Link link) { return link.queue.counters.overflows; }},
};

constexpr double seconds(const std::optional<Duration> &age)
{
    return age ? toSeconds(*age) : 0;
}

constexpr std::array gauges{
    LinkGauge{"messages_queued", "Messages that wait to be written.",
              [](Link link) { return static_cast<double>(link.queue.queued); }},
    LinkGauge{"messages_written", "Messages written and not yet confirmed.",
              [](Link link) { return static_cast<double>(link.queue.unconfirmed); }},
    LinkGauge{"messages_in_doubt", "Messages written when the link was lost.",
              [](Link link) { return static_cast<double>(link.queue.inDoubt); }},
    LinkGauge{"queue_limit_messages", "The most messages that may be queued, written or in doubt.",
              [](Link link) { return static_cast<double>(link.queue.maxMessages); }},
    LinkGauge{"queue_bytes", "Payload of messages queued, written or in doubt.",
              [](Link link) { return static_cast<double>(link.queue.bytes); }},
    LinkGauge{"queue_limit_bytes", "The most payload that may wait.",
              [](Link link) { return static_cast<double>(link.queue.maxBytes); }},
    LinkGauge{"oldest_message_age_seconds", "Age of the oldest message that waits; 0 if none.",
              [](Link link) { return seconds(link.queue.oldestAge); }},
    LinkGauge{"oldest_unconfirmed_age_seconds",
              "Age of the oldest message written and not confirmed; 0 if none.",
              [](Link link) { return seconds(link.queue.oldestUnconfirmedAge); }},
    LinkGauge{"socket_buffered_bytes", "Bytes that wait in the socket.",
              [](Link link) { return static_cast<double>(link.transportBacklog); }},
};

constexpr std::array summaries{
    LinkSummary{"queue_latency_seconds", "From acceptance to writing.", &LatencySnapshot::queue},
    LinkSummary{"ack_latency_seconds", "From writing to confirmation.", &LatencySnapshot::confirm},
    LinkSummary{"message_latency_seconds", "From acceptance to confirmation.",
                &LatencySnapshot::total},
    LinkSummary{"ping_rtt_seconds", "From ping to pong.", &LatencySnapshot::rtt},
};

} // namespace

std::span<const LinkCounter> linkCounters()
{
    return counters;
}

std::span<const LinkGauge> linkGauges()
{
    return gauges;
}

std::span<const LinkSummary> linkSummaries()
{
    return summaries;
}

} // namespace Breakwater
