// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace Breakwater::Simulation {

//! What the command line asks for.
struct Options
{
    std::uint64_t first = 1;
    std::uint64_t seeds = 1000;
    bool isOne = false;    //!< one seed, told in full when it fails
    bool isTraced = false; //!< every line of it is printed
    bool isNew = false;    //!< begins at a random seed
    bool isTwice = false;  //!< every seed runs twice and has to do the same
    bool isJson = false;
    std::optional<std::size_t> mutant = {}; //!< number of the one that is switched on
    bool listsMutants = false;
    bool killsMutants = false; //!< all of them

    //! The error is what to print.
    static Expected<Options, QString> parse(const std::vector<const char *> &arguments);
};

} // namespace Breakwater::Simulation
