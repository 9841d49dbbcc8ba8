// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configchecks.h>

#include <core/config/configkeys.h>
#include <core/config/keyvalue.h>

#include <array>

#include <arpa/inet.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

struct Order
{
    QLatin1StringView smaller;
    QLatin1StringView larger;
    bool mayBeEqual;
    QLatin1StringView because;
};

constexpr std::array orders{
    Order{"circuit_breaker.success_threshold"_L1, "circuit_breaker.half_open_max_calls"_L1, true,
          "the breaker could never close"_L1},
    Order{"circuit_breaker.timeout_seconds"_L1, "circuit_breaker.timeout_max_seconds"_L1, true,
          "the first open period would be longer than the longest"_L1},
    Order{"connection.heartbeat_interval"_L1, "connection.timeout"_L1, false,
          "a healthy but quiet link would be cut before its next heartbeat"_L1},
    Order{"reconnect.base_delay"_L1, "reconnect.max_delay"_L1, true,
          "the first wait would be longer than the longest"_L1},
    Order{"retry.base_delay"_L1, "retry.max_delay"_L1, true,
          "the first wait would be longer than the longest"_L1},
    Order{"queue.max_bytes"_L1, "queue.total_max_bytes"_L1, true,
          "one session could not fill its own queue"_L1},
    Order{"transport.high_water"_L1, "limits.send_buffer_bytes"_L1, true,
          "a link would be cut before it is told to wait"_L1},
    Order{"refresh.realtime"_L1, "refresh.performance"_L1, true,
          "the tiers would be out of order"_L1},
    Order{"refresh.performance"_L1, "refresh.aggregate"_L1, true,
          "the tiers would be out of order"_L1},
};

using SourceOf = std::function<QString(const QString &)>;

Unexpected<Error> clash(const QString &sentence)
{
    return Unexpected<Error>{Error{ErrorKind::BadConfig, sentence}};
}

QString described(const ConfigKey &key, const StabilityConfig &config, const SourceOf &sourceOf)
{
    return "%1 = %2 (%3)"_L1.arg(QString(key.id), valueText(key.read(config), key),
                                 sourceOf(key.id));
}

Expected<void> checkOrder(const Order &order, const StabilityConfig &config,
                          const SourceOf &sourceOf)
{
    const ConfigKey *smaller = findConfigKey(order.smaller);
    const ConfigKey *larger = findConfigKey(order.larger);
    Q_ASSERT(smaller && larger);
    const KeyValue a = smaller->read(config);
    const KeyValue b = larger->read(config);
    if (a < b || (order.mayBeEqual && a == b))
        return {};
    return clash("%1 must be %2 %3: otherwise %4."_L1.arg(
        described(*smaller, config, sourceOf), order.mayBeEqual ? u"at most"_qs : u"less than"_qs,
        described(*larger, config, sourceOf), QString(order.because)));
}

Expected<void> checkAckPointer(const StabilityConfig &config, const SourceOf &sourceOf)
{
    const ConfigKey *confirm = findConfigKey(u"delivery.confirm"_qs);
    const ConfigKey *pointer = findConfigKey(u"delivery.ack_pointer"_qs);
    Q_ASSERT(confirm && pointer);
    const bool needed = config.delivery.confirm == ConfirmMode::App;
    const bool given = !config.delivery.ackPointer.isEmpty();
    if (needed && !given)
        return clash("%1 needs delivery.ack_pointer (not set): otherwise no acknowledgement could "
                     "be told apart."_L1.arg(described(*confirm, config, sourceOf)));
    if (given && !needed)
        return clash("%1 is only for delivery.confirm = \"app\", but there is %2."_L1.arg(
            described(*pointer, config, sourceOf), described(*confirm, config, sourceOf)));
    return {};
}

enum class Reach { Unknown, ThisMachine, Others };

//! Of a host as it is written: an address, in brackets for IPv6, or localhost. Names are not looked
//! up.
Reach reachOf(const QString &host)
{
    constexpr auto reach
        = [](bool isLoopback) { return isLoopback ? Reach::ThisMachine : Reach::Others; };
    if (host == "localhost"_L1)
        return Reach::ThisMachine;
    in_addr ipv4{};
    if (inet_pton(AF_INET, host.toLatin1().constData(), &ipv4) == 1)
        return reach(ntohl(ipv4.s_addr) >> 24 == 127);
    in6_addr ipv6{};
    if (!host.startsWith(u'[') || !host.endsWith(u']')
        || inet_pton(AF_INET6, host.mid(1, host.size() - 2).toLatin1().constData(), &ipv6) != 1)
        return Reach::Unknown;
    return reach(IN6_IS_ADDR_LOOPBACK(&ipv6)
                 || (IN6_IS_ADDR_V4MAPPED(&ipv6) && ipv6.s6_addr[12] == 127));
}

Expected<void> checkListen(const StabilityConfig &config, const SourceOf &sourceOf)
{
    if (!config.http.listen)
        return {};
    const ConfigKey *listen = findConfigKey(u"http.listen"_qs);
    Q_ASSERT(listen);
    const QString host = config.http.listen->section(u':', 0, -2);
    const Reach reach = reachOf(host);
    if (reach == Reach::Unknown)
        return clash("%1 must be an IP address or localhost, with a port: otherwise health could "
                     "not be served."_L1.arg(described(*listen, config, sourceOf)));
    if (reach == Reach::Others && !config.http.tokenFile)
        return clash("%1 needs http.token_file (not set): otherwise other machines could read "
                     "health without a token."_L1.arg(described(*listen, config, sourceOf)));
    return {};
}

} // namespace

Expected<void> checkTogether(const StabilityConfig &config, const SourceOf &sourceOf)
{
    for (const Order &order : orders) {
        if (auto checked = checkOrder(order, config, sourceOf); !checked)
            return checked;
    }
    if (auto checked = checkListen(config, sourceOf); !checked)
        return checked;
    return checkAckPointer(config, sourceOf);
}

} // namespace Breakwater
