// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configkeytable.h>

#include <array>

// The keys about one link: its breaker, its connection, how it dials again.

namespace Breakwater::ConfigKeyTable {

using namespace Qt::StringLiterals;
using enum Applies;
using enum Effect;
using Config = StabilityConfig;

namespace {

template <auto field> ConfigKey breaker(const Row &row)
{
    return key<&Config::circuitBreaker, field>(row);
}

template <auto field> ConfigKey connection(const Row &row)
{
    return key<&Config::connection, field>(row);
}

template <auto field> ConfigKey reconnect(const Row &row)
{
    return key<&Config::reconnect, field>(row);
}

using Breaker = Config::CircuitBreaker;
using Connection = Config::Connection;
using Reconnect = Config::Reconnect;

std::vector<ConfigKey> breakerKeys()
{
    return {
        breaker<&Breaker::enabled>(
            {"circuit_breaker.enabled"_L1, flag(), Live, Now,
             "Whether failures open the breaker; without it only the backoff slows down dialling."_L1}),
        breaker<&Breaker::failureThreshold>({"circuit_breaker.failure_threshold"_L1,
                                             count(1, 1'000'000), Live, Now,
                                             "Consecutive failures that open the breaker."_L1}),
        breaker<&Breaker::successThreshold>(
            {"circuit_breaker.success_threshold"_L1, count(1, 1000), Live, Now,
             "Successful probes that begin the recovery; at most half_open_max_calls."_L1}),
        breaker<&Breaker::timeout>({"circuit_breaker.timeout_seconds"_L1, seconds(0.1, Day), Live,
                                    Now, "First open period; later ones grow from it."_L1}),
        breaker<&Breaker::halfOpenMaxCalls>({"circuit_breaker.half_open_max_calls"_L1,
                                             count(1, 1000), Live, Now,
                                             "Probes that may be under way while half open."_L1}),
        breaker<&Breaker::failureRateThreshold>(
            {"circuit_breaker.failure_rate_threshold"_L1, number(0.01, 1), Live, Now,
             "Share of failed calls in the window that opens the breaker."_L1}),
        breaker<&Breaker::minimumCalls>(
            {"circuit_breaker.minimum_calls"_L1, count(1, 1'000'000), Live, Now,
             "Calls the window must hold before the failure rate says anything."_L1}),
        breaker<&Breaker::window>({"circuit_breaker.window_seconds"_L1, seconds(1, Hour), Live, Now,
                                   "Length of the window for the failure rate."_L1}),
        breaker<&Breaker::timeoutMultiplier>(
            {"circuit_breaker.timeout_multiplier"_L1, number(1, 100), Live, Now,
             "How much longer each further open period is than the one before."_L1}),
        breaker<&Breaker::timeoutMax>({"circuit_breaker.timeout_max_seconds"_L1, seconds(0.1, Day),
                                       Live, Now, "Longest open period."_L1}),
        breaker<&Breaker::decayAfter>(
            {"circuit_breaker.decay_after"_L1, duration(0.1, Day), Live, Now,
             "Uninterrupted closed time that takes back one growth of the open period."_L1}),
        breaker<&Breaker::slowCallThreshold>({"circuit_breaker.slow_call_threshold"_L1,
                                              duration(0.001, Hour), Live, Now,
                                              "A call that takes longer counts as slow."_L1}),
        breaker<&Breaker::slowRateThreshold>(
            {"circuit_breaker.slow_rate_threshold"_L1, number(0.01, 1), Live, Now,
             "Share of slow calls in the window that opens the breaker; 1 is off."_L1}),
    };
}

std::vector<ConfigKey> connectionKeys()
{
    return {
        connection<&Connection::timeout>(
            {"connection.timeout"_L1, duration(0.1, Day), Live, Now,
             "Without any inbound byte for this long the link counts as dead."_L1}),
        connection<&Connection::handshakeTimeout>({"connection.handshake_timeout"_L1,
                                                   duration(0.1, 10 * Minute), Live, Now,
                                                   "From dialling to the open WebSocket."_L1}),
        connection<&Connection::closeTimeout>(
            {"connection.close_timeout"_L1, duration(0.01, 5 * Minute), Live, Now,
             "How long a close may go unanswered before the socket is cut."_L1}),
        connection<&Connection::heartbeatInterval>(
            {"connection.heartbeat_interval"_L1, duration(0.1, Hour), Live, Now,
             "Time between heartbeat pings; shorter than connection.timeout."_L1}),
        connection<&Connection::heartbeatMisses>({"connection.heartbeat_misses"_L1, count(1, 100),
                                                  Live, Now,
                                                  "Unanswered heartbeats that end the link."_L1}),
        connection<&Connection::stableAfter>(
            {"connection.stable_after"_L1, duration(0.001, Day), Live, Now,
             "A link that held this long is stable: the backoff starts anew."_L1}),
    };
}

std::vector<ConfigKey> reconnectKeys()
{
    return {
        reconnect<&Reconnect::baseDelay>(
            {"reconnect.base_delay"_L1, duration(0.001, Hour), Live, Now,
             "Upper bound of the first wait before dialling again; it doubles each time."_L1}),
        reconnect<&Reconnect::maxDelay>({"reconnect.max_delay"_L1, duration(0.001, Day), Live, Now,
                                         "Upper bound of every wait before dialling again."_L1}),
        reconnect<&Reconnect::spread>(
            {"reconnect.spread"_L1, duration(0, Hour), Live, Now,
             "Random extra wait after a server restart, so that clients do not return at once; 0 is none."_L1}),
    };
}

} // namespace

std::vector<ConfigKey> linkKeys()
{
    std::vector<ConfigKey> keys = breakerKeys();
    for (auto &more : {connectionKeys(), reconnectKeys()})
        keys.insert(keys.end(), more.begin(), more.end());
    return keys;
}

} // namespace Breakwater::ConfigKeyTable
