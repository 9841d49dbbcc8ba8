// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <cstdint>
#include <optional>

namespace Breakwater {

enum class Preset : std::uint8_t { Default, Development, Production, Testing };
enum class DedupHash : std::uint8_t { Xxh3, Sha256 };
enum class OverflowPolicy : std::uint8_t { RejectNew, DropOldest, DropLowestPriority };
enum class ConfirmMode : std::uint8_t { Hop, App, None };
enum class InDoubtPolicy : std::uint8_t { Replay, Report };
enum class ReadyPolicy : std::uint8_t { Any, All };

//! Every setting of the resilience core, as plain values. The defaults here are the preset
//! `Default`.
//!
//! A default-constructed value is valid. Values from outside arrive only through ConfigLoader,
//! which checks ranges and names the source of each; the key of a field is `<group>.<name>`, see
//! docs/configuration.md.
struct StabilityConfig
{
    struct Metrics
    {
        bool enabled = true; //!< false stops histograms and windows, never the ledger's counters
        Duration clientMetricsTtl = std::chrono::seconds(3600);
        Duration cleanupInterval = std::chrono::seconds(300);
    };
    struct CircuitBreaker
    {
        bool enabled = true;
        int failureThreshold = 5; //!< consecutive
        int successThreshold = 2;
        Duration timeout = std::chrono::seconds(60); //!< first open period; key `timeout_seconds`
        int halfOpenMaxCalls = 3;
        double failureRateThreshold = 0.5;
        int minimumCalls = 10;
        Duration window = std::chrono::seconds(10); //!< key `window_seconds`
        double timeoutMultiplier = 2;
        Duration timeoutMax = std::chrono::seconds(300); //!< key `timeout_max_seconds`
        Duration decayAfter = std::chrono::seconds(30);
        Duration slowCallThreshold = std::chrono::seconds(5);
        double slowRateThreshold = 1.0; //!< 1.0 is off
    };
    struct Deduplication
    {
        bool enabled = true;
        Duration ttl = std::chrono::seconds(300); //!< key `ttl_seconds`
        DedupHash hash = DedupHash::Xxh3;
        std::int64_t maxEntries = 1'000'000;
        bool byContent = false;
        std::optional<QString>
            incomingId; //!< a JSON Pointer to the id in incoming messages; none checks none of them
    };
    struct Connection
    {
        Duration timeout = std::chrono::seconds(120); //!< no inbound byte for this long
        Duration handshakeTimeout = std::chrono::seconds(15);
        Duration closeTimeout = std::chrono::seconds(5);
        Duration heartbeatInterval = std::chrono::seconds(15);
        int heartbeatMisses = 2;
        Duration stableAfter = std::chrono::seconds(30);
    };
    struct Queue
    {
        std::int64_t maxMessages = 1000;
        std::int64_t maxBytes = 4 * 1024 * 1024;
        std::int64_t totalMaxBytes = 256LL * 1024 * 1024;
        Duration messageTtl = std::chrono::seconds(300);
        OverflowPolicy overflow = OverflowPolicy::RejectNew;
        double highWater = 0.8; //!< share of a limit
    };
    struct Retry
    {
        int maxAttempts = 3;
        Duration baseDelay = std::chrono::seconds(1);
        Duration maxDelay = std::chrono::seconds(60);
    };
    struct Reconnect
    {
        Duration baseDelay = std::chrono::milliseconds(250);
        Duration maxDelay = std::chrono::seconds(30);
        Duration spread = std::chrono::seconds(2);
    };
    struct Delivery
    {
        ConfirmMode confirm = ConfirmMode::Hop;
        QString ackPointer; //!< a JSON Pointer; empty unless `confirm` is `app`
        InDoubtPolicy inDoubt = InDoubtPolicy::Replay;
        std::optional<QString>
            outbox; //!< path of the durable outbox; none keeps messages in memory only
        Duration probeTimeout = std::chrono::seconds(5);
        Duration confirmTimeout = std::chrono::seconds(30);
    };
    struct Session
    {
        std::optional<QString> preamble; //!< text sent first after every connect
    };
    struct Transport
    {
        std::int64_t highWater
            = 1024 * 1024; //!< bytes of transport backlog above which nothing more is written
    };
    struct Refresh
    {
        Duration realtime = std::chrono::seconds(1);
        Duration performance = std::chrono::seconds(5);
        Duration aggregate = std::chrono::seconds(30);
    };
    struct Http
    {
        std::optional<QString> listen; //!< host:port; none serves no HTTP
        std::optional<QString> tokenFile;
        QStringList allowedOrigins;
        QStringList allowedHosts;
    };
    struct History
    {
        std::optional<QString> path; //!< none keeps history in memory only
        Duration maxAge = std::chrono::hours(24 * 30);
        std::int64_t maxBytes = 1024LL * 1024 * 1024;
    };
    struct Health
    {
        double clientFailureShare = 0.5;
        ReadyPolicy ready = ReadyPolicy::Any;
        std::optional<QString> timeZone; //!< IANA name; none is the machine's
    };
    struct Serve
    {
        std::optional<QString> listen; //!< host:port
        bool broadcast = false;
    };
    struct Watch
    {
        Duration pollInterval = std::chrono::seconds(5);
        std::optional<QString> prometheusUrl;
    };
    struct Ui
    {
        std::optional<Duration> sloP99; //!< a line in the latency chart
    };
    //! Against hostile peers; page 7 of the specification names each threat.
    struct Limits
    {
        std::int64_t messageBytes
            = 1024 * 1024; //!< largest incoming message and frame; at most 64 MiB
        int framesPerMessage = 1024;
        std::int64_t sendBufferBytes
            = 8 * 1024 * 1024; //!< what may wait in the socket before it is aborted
        Duration watchdogInterval = std::chrono::milliseconds(50);
        std::optional<int> receiveRate; //!< messages per second; none is off, the default for links
                                        //!< that we dialled

        // For those who connect to us.
        int clients = 1000;             //!< WebSocket clients and subscribers at a time
        int clientsPerAddress = 10;     //!< of them from one address; loopback is exempt
        int clientReceiveRate = 20'000; //!< messages per second of one client; above, it is closed
        std::int64_t clientMessageBytes = 64 * 1024;  //!< largest message and frame of a client
        std::int64_t subscriberBacklog = 1024 * 1024; //!< bytes of the metrics stream that a slow
                                                      //!< subscriber may leave lying
    };

    Preset preset = Preset::Default;
    Metrics metrics;
    CircuitBreaker circuitBreaker;
    Deduplication deduplication;
    Connection connection;
    Queue queue;
    Retry retry;
    Reconnect reconnect;
    Delivery delivery;
    Session session;
    Transport transport;
    Refresh refresh;
    Http http;
    History history;
    Health health;
    Serve serve;
    Watch watch;
    Ui ui;
    Limits limits;
};

} // namespace Breakwater
