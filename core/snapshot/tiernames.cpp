// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/tiernames.h>

#include <core/snapshot/jsonwriter.h>

#include <algorithm>
#include <array>

namespace Breakwater {

namespace {

constexpr std::array allTiers{Tier::Realtime, Tier::Performance, Tier::Aggregate};

} // namespace

std::optional<Tier> tierFrom(QStringView name)
{
    const auto *const tier
        = std::ranges::find_if(allTiers, [name](Tier one) { return toString(one) == name; });
    return tier == allTiers.end() ? std::nullopt : std::optional(*tier);
}

void writeTiers(JsonWriter &json, TierSet tiers)
{
    for (const Tier tier : allTiers) {
        if (tiers.has(tier))
            json.add(toString(tier));
    }
}

} // namespace Breakwater
