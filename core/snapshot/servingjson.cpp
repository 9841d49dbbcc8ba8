// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/servingjson.h>

#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/snapshotjson.h>

namespace Breakwater {

using namespace Qt::StringLiterals;
using JsonValue::milliseconds;
using JsonValue::newest;
using JsonValue::number;
using JsonValue::text;

namespace {

QJsonObject cycleObject(const CleanupCycle &cycle)
{
    return {
        {u"sequence"_qs, number(cycle.sequence)},
        {u"at"_qs, toIso8601(cycle.at)},
        {u"clients_removed"_qs, number(cycle.clientsRemoved)},
        {u"bytes_freed"_qs, number(cycle.bytesFreed)},
        {u"duration_ms"_qs, milliseconds(cycle.duration)},
    };
}

} // namespace

QJsonObject servingJson(const ServingSnapshot &serving)
{
    return {
        {u"url"_qs, text(serving.url)},
        {u"clients"_qs, number(serving.clients)},
        {u"connected"_qs, number(serving.connected)},
        {u"failing"_qs, number(serving.failing)},
        {u"queued"_qs, number(serving.queued)},
        {u"subscribers"_qs, number(serving.subscribers)},
        {u"accepted"_qs, number(serving.accepted)},
        {u"resumed"_qs, number(serving.resumed)},
        {u"refused"_qs, number(serving.refused)},
        {u"frames_skipped"_qs, number(serving.framesSkipped)},
        {u"cycles"_qs, newest(serving.cycles, mostWrittenCycles, cycleObject)},
    };
}

} // namespace Breakwater
