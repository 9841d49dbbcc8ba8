// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <optional>

namespace Breakwater {

class JsonWriter;

// `realtime`, `performance`, `aggregate`: the way back from toString(Tier).

//! None: no tier is called so.
std::optional<Tier> tierFrom(QStringView name);
//! In that order, into the array that is open.
void writeTiers(JsonWriter &json, TierSet tiers);

} // namespace Breakwater
