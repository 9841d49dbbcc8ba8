// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configkeytable.h>

#include <array>

// The keys about messages: where they wait, how often they are tried, when they count as delivered.

namespace Breakwater::ConfigKeyTable {

using namespace Qt::StringLiterals;
using enum Applies;
using enum Effect;
using Config = StabilityConfig;

namespace {

using Dedup = Config::Deduplication;
using Queue = Config::Queue;
using Retry = Config::Retry;
using Delivery = Config::Delivery;

// In the order of the enumerations.
constexpr std::array hashes{"xxh3"_L1, "sha256"_L1};
constexpr std::array overflows{"reject_new"_L1, "drop_oldest"_L1, "drop_lowest_priority"_L1};
constexpr std::array confirmModes{"hop"_L1, "app"_L1, "none"_L1};
constexpr std::array inDoubtPolicies{"replay"_L1, "report"_L1};

std::vector<ConfigKey> deduplicationKeys()
{
    return {
        key<&Config::deduplication, &Dedup::enabled>(
            {"deduplication.enabled"_L1, flag(), Live, Now,
             "Whether the same id with the same content is sent only once."_L1}),
        key<&Config::deduplication, &Dedup::ttl>(
            {"deduplication.ttl_seconds"_L1, seconds(0.001, 7 * Day), Live, Now,
             "How long an accepted message is remembered."_L1}),
        key<&Config::deduplication, &Dedup::hash>(
            {"deduplication.hash"_L1, choice(hashes), AtRestart, Now,
             "How messages are compared; sha256 where a cryptographic hash is asked for."_L1}),
        key<&Config::deduplication, &Dedup::maxEntries>(
            {"deduplication.max_entries"_L1, count(1, 100'000'000), AtRestart, Now,
             "Messages remembered at once; beyond it the oldest are forgotten early."_L1}),
        key<&Config::deduplication, &Dedup::byContent>(
            {"deduplication.by_content"_L1, flag(), Live, Now,
             "Whether messages without an id are compared by content alone."_L1}),
        key<&Config::deduplication, &Dedup::incomingId>(
            {"deduplication.incoming_id"_L1, text("/id"_L1, pointerComplaint), Live, Now,
             "Where incoming messages name their id; not set checks none of them."_L1}),
    };
}

std::vector<ConfigKey> queueKeys()
{
    return {
        key<&Config::queue, &Queue::maxMessages>(
            {"queue.max_messages"_L1, count(1, 10'000'000), Live, Now,
             "Messages of one session that may be queued, written or in doubt."_L1}),
        key<&Config::queue, &Queue::maxBytes>({"queue.max_bytes"_L1, bytes(KiB, 64 * GiB), Live,
                                               Now, "The same in bytes of payload."_L1}),
        key<&Config::queue, &Queue::totalMaxBytes>(
            {"queue.total_max_bytes"_L1, bytes(KiB, 64 * GiB), Live, Now,
             "Bytes that wait in all sessions together; at least queue.max_bytes."_L1}),
        key<&Config::queue, &Queue::messageTtl>(
            {"queue.message_ttl"_L1, duration(0.001, 30 * Day), Live, Now,
             "A message that is not delivered after this long expires."_L1}),
        key<&Config::queue, &Queue::overflow>({"queue.overflow"_L1, choice(overflows), Live, Now,
                                               "What a full queue does with a new message."_L1}),
        key<&Config::queue, &Queue::highWater>(
            {"queue.high_water"_L1, number(0.01, 1), Live, Now,
             "Share of a limit above which the queue warns."_L1}),
    };
}

std::vector<ConfigKey> retryKeys()
{
    return {
        key<&Config::retry, &Retry::maxAttempts>(
            {"retry.max_attempts"_L1, count(1, 1000), Live, Now,
             "Refusals that blame the same message before it becomes a dead letter."_L1}),
        key<&Config::retry, &Retry::baseDelay>({"retry.base_delay"_L1, duration(0.001, Hour), Live,
                                                Now,
                                                "First wait before a message is tried again."_L1}),
        key<&Config::retry, &Retry::maxDelay>({"retry.max_delay"_L1, duration(0.001, Day), Live,
                                               Now,
                                               "Longest wait before a message is tried again."_L1}),
    };
}

std::vector<ConfigKey> deliveryKeys()
{
    return {
        key<&Config::delivery, &Delivery::confirm>(
            {"delivery.confirm"_L1, choice(confirmModes), Live, Now,
             "What counts as delivered: a pong of the first hop, the server's own acknowledgement, or nothing."_L1}),
        // The field is a plain text, where empty means not set.
        ConfigKey{
            .id = "delivery.ack_pointer"_L1,
            .read =
                [](const Config &config) {
                    const QString &pointer = config.delivery.ackPointer;
                    return pointer.isEmpty() ? KeyValue() : KeyValue(pointer);
                },
            .write =
                [](Config &config, const KeyValue &value) {
                    const auto *pointer = std::get_if<QString>(&value);
                    config.delivery.ackPointer = pointer ? *pointer : QString();
                },
            .allowed = text("/ack/id"_L1, pointerComplaint),
            .applies = Live,
            .effect = Now,
            .meaning
            = "Where the server's acknowledgement names the message, for confirm = \"app\"."_L1,
        },
        key<&Config::delivery, &Delivery::inDoubt>(
            {"delivery.in_doubt"_L1, choice(inDoubtPolicies), Live, Now,
             "What happens to unconfirmed messages when the link drops."_L1}),
        key<&Config::delivery, &Delivery::outbox>(
            {"delivery.outbox"_L1, text("/var/lib/breakwater/outbox.sqlite"_L1), AtRestart, Now,
             "File that keeps accepted messages across restarts; not set keeps them in memory."_L1}),
        key<&Config::delivery, &Delivery::probeTimeout>(
            {"delivery.probe_timeout"_L1, duration(0.01, 5 * Minute), Live, Now,
             "How long the first ping of a link may take before it counts as not answering pings."_L1}),
        key<&Config::delivery, &Delivery::confirmTimeout>(
            {"delivery.confirm_timeout"_L1, duration(0.1, Hour), Live, Now,
             "How long a pong or an acknowledgement may be owed before that counts as a failure."_L1}),
    };
}

std::vector<ConfigKey> transportKeys()
{
    Allowed preamble = text("subscribe all"_L1);
    preamble.isSecret = true; // it may log in
    return {
        key<&Config::session, &Config::Session::preamble>(
            {"session.preamble"_L1, preamble, Live, Now,
             "Text sent first after every connect, before anything else."_L1}),
        key<&Config::transport, &Config::Transport::highWater>(
            {"transport.high_water"_L1, bytes(KiB, GiB), Live, Now,
             "Bytes waiting in the socket above which nothing more is written; at most limits.send_buffer_bytes."_L1}),
    };
}

} // namespace

std::vector<ConfigKey> messageKeys()
{
    std::vector<ConfigKey> keys = deduplicationKeys();
    for (auto &more : {queueKeys(), retryKeys(), deliveryKeys(), transportKeys()})
        keys.insert(keys.end(), more.begin(), more.end());
    return keys;
}

} // namespace Breakwater::ConfigKeyTable
