// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <tests/simulation/findings.h>

#include <QtCore/QStringList>

#include <cstdint>
#include <optional>

namespace Breakwater::Simulation {

//! How one run went.
struct RunResult
{
    std::optional<Findings::Finding> finding; //!< none: all invariants held
    std::uint64_t hash = 0;                   //!< of everything that happened
    std::uint64_t steps = 0;
    Duration length{};     //!< in virtual time
    QStringList lastLines; //!< where something was found
};

} // namespace Breakwater::Simulation
