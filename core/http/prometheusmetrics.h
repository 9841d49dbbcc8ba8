// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/http/healthverdict.h>
#include <core/http/prometheustext.h>
#include <core/snapshot/snapshot.h>

#include <vector>

namespace Breakwater {

//! The page `/metrics`. docs/metrics.md lists the names; they are a promise like the JSON keys.
//!
//! `breakwater_…{link}` is one configured link, `breakwater_engine_…` everything together, links
//! that are gone and adopted clients included. At most `mostLabelledLinks` links get a label.
QByteArray prometheusMetrics(const Snapshot &snapshot, HealthStatus status);
inline constexpr std::size_t mostLabelledLinks = 200;

//! What each configured link is called in labels: its name, made unique; a name that was made from
//! its URL loses the path, which may hold a secret. Null sessions never; the rest have no label.
struct LabelledLink
{
    const SessionSnapshot *session = nullptr;
    QString label;
};
std::vector<LabelledLink> labelledLinks(const Snapshot &snapshot);

} // namespace Breakwater
