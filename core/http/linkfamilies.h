// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/http/prometheustext.h>
#include <core/snapshot/snapshot.h>

#include <span>

namespace Breakwater {

//! One line per link and family of `/metrics`; rows of one name follow each other and differ in
//! their second label.
struct LinkCounter
{
    const char *name; //!< without `breakwater_`
    const char *help;
    std::uint64_t (*read)(const SessionSnapshot &);
    const char *label = ""; //!< the second one; empty: there is none
    const char *value = "";
};
struct LinkGauge
{
    const char *name;
    const char *help;
    double (*read)(const SessionSnapshot &);
};
struct LinkSummary
{
    const char *name;
    const char *help;
    LatencySummary LatencySnapshot::*latency;
};

std::span<const LinkCounter> linkCounters();
std::span<const LinkGauge> linkGauges();
std::span<const LinkSummary> linkSummaries();

} // namespace Breakwater
