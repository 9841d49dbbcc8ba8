// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/jsonreader.h>
#include <core/snapshot/snapshot.h>

namespace Breakwater {

//! One entry of `watched`, without its snapshot.
WatchedSource readWatched(const JsonReader &in);
ServingSnapshot readServing(const JsonReader &in);

} // namespace Breakwater
