// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>
#include <core/history/sourcehistory.h>
#include <core/serve/streamcommand.h>

namespace Breakwater {

class JsonWriter;

//! Every series of a history, thinned: a point is null where nothing is known of its span, else the
//! newest, the lowest and the highest value in it, so that no spike is lost. The last span is the
//! one of `now`, and spans begin at multiples of their length.
void writeHistory(JsonWriter &json, const SourceHistory &history, const HistoryCommand &command,
                  WallTime now);

} // namespace Breakwater
