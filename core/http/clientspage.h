// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/http/httpanswer.h>
#include <core/snapshot/snapshot.h>

namespace Breakwater {

//! `/health/websocket/clients?offset&limit`: our links in order of their ids, then all clients of
//! the last aggregate tick in order of theirs; one metric set each.
//! 400 with a sentence for an offset or limit that makes no sense; an offset past the end is an
//! empty page.
HttpAnswer clientsPage(const Snapshot &snapshot, const QUrlQuery &query);
inline constexpr int mostClientsPerPage = 1000;
inline constexpr int usualClientsPerPage = 100;

} // namespace Breakwater
