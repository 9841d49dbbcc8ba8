// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configchecks.h>

#include <core/config/configkeys.h>
#include <core/config/keyvalue.h>

#include <array>

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

} // namespace

Expected<void> checkTogether(const StabilityConfig &config, const SourceOf &sourceOf)
{
    for (const Order &order : orders) {
        if (auto checked = checkOrder(order, config, sourceOf); !checked)
            return checked;
    }
    return checkAckPointer(config, sourceOf);
}

} // namespace Breakwater
