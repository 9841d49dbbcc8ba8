// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/faultreport.h>

#include <app/cli/words.h>

#include <core/snapshot/jsonvalue.h>

#include <array>

namespace Breakwater::Cli {

using namespace Qt::StringLiterals;

namespace {

struct Item
{
    QLatin1StringView key;
    const char *one;
    const char *many;
    std::uint64_t FaultCounts::*count;
};

constexpr std::array items{
    Item{"turned_away"_L1, "%1 connection too many", "%1 connections too many",
         &FaultCounts::turnedAway},
    Item{"refused"_L1, "%1 link without a server", "%1 links without a server",
         &FaultCounts::refused},
    Item{"resets"_L1, "%1 reset", "%1 resets", &FaultCounts::resets},
    Item{"closes"_L1, "%1 close", "%1 closes", &FaultCounts::closes},
    Item{"cuts"_L1, "%1 end in the middle of a frame", "%1 ends in the middle of a frame",
         &FaultCounts::cuts},
    Item{"pongs_dropped"_L1, "%1 pong lost", "%1 pongs lost", &FaultCounts::pongsDropped},
    Item{"pings_answered"_L1, "%1 ping answered", "%1 pings answered", &FaultCounts::pingsAnswered},
    Item{"bits_flipped"_L1, "%1 bit flipped", "%1 bits flipped", &FaultCounts::bitsFlipped},
    Item{"swallowed_bytes"_L1, "%1 byte swallowed", "%1 bytes swallowed",
         &FaultCounts::swallowedBytes},
    Item{"undelivered_bytes"_L1, "%1 byte undelivered", "%1 bytes undelivered",
         &FaultCounts::undeliveredBytes},
};

} // namespace

QJsonObject asJson(const FaultCounts &counts)
{
    using JsonValue::number;
    QJsonObject object{{u"connections"_qs, number(counts.connections)},
                       {u"taken_bytes"_qs, number(counts.takenBytes)},
                       {u"up_bytes"_qs, number(counts.upBytes)},
                       {u"down_bytes"_qs, number(counts.downBytes)}};
    for (const Item &item : items)
        object[item.key] = number(counts.*item.count);
    return object;
}

QString sentenceFor(const FaultCounts &counts)
{
    QStringList words;
    for (const Item &item : items) {
        if (counts.*item.count > 0)
            words += counted(counts.*item.count, item.one, item.many);
    }
    return words.isEmpty() ? tr("The faults: none of them was counted.")
                           : tr("The faults: %1.").arg(words.join(u", "_qs));
}

} // namespace Breakwater::Cli
