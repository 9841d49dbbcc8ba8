// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/servingjson.h>

#include <core/snapshot/jsonwriter.h>

namespace Breakwater {

using JsonValue::milliseconds;
using JsonValue::newest;
using JsonValue::text;

namespace {

void writeCycle(JsonWriter &json, const CleanupCycle &cycle)
{
    json.put("sequence", cycle.sequence);
    json.put("at", cycle.at);
    json.put("clients_removed", cycle.clientsRemoved);
    json.put("bytes_freed", cycle.bytesFreed);
    json.put("duration_ms", milliseconds(cycle.duration));
    json.put("slices", cycle.slices);
    json.put("longest_slice_ms", milliseconds(cycle.longestSlice));
}

} // namespace

void writeServing(JsonWriter &json, const ServingSnapshot &serving)
{
    json.put("url", text(serving.url));
    json.put("clients", serving.clients);
    json.put("connected", serving.connected);
    json.put("failing", serving.failing);
    json.put("queued", serving.queued);
    json.put("subscribers", serving.subscribers);
    json.put("accepted", serving.accepted);
    json.put("resumed", serving.resumed);
    json.put("refused", serving.refused);
    json.put("frames_skipped", serving.framesSkipped);
    json.array("cycles", [&] {
        for (const CleanupCycle &cycle : newest(serving.cycles, mostWrittenCycles))
            json.object([&] { writeCycle(json, cycle); });
    });
}

} // namespace Breakwater
