// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/servingsnapshot.h>

namespace Breakwater {

class JsonWriter;

//! The group `serving` of the document: without the table of clients, which is asked for in pages.
void writeServing(JsonWriter &json, const ServingSnapshot &serving);
inline constexpr int mostWrittenCycles = 100;

} // namespace Breakwater
