// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>

#include <QtCore/QString>

#include <vector>

namespace Breakwater {

//! One key that two configurations disagree about.
struct ConfigChange
{
    QString key;
    QString before; //!< as it would stand in the file; empty when not set
    QString after;
    bool needsRestart = false;

    friend bool operator==(const ConfigChange &, const ConfigChange &) = default;
};

//! In the order of the keys. For the changed file of a running program: what needs no restart can
//! be applied at once.
std::vector<ConfigChange> changesBetween(const StabilityConfig &before,
                                         const StabilityConfig &after);
//! The keys among them that wait for the next start.
std::vector<QString> keysThatNeedRestart(const StabilityConfig &before,
                                         const StabilityConfig &after);
//! `after`, with every key that needs a restart still as it was: what may be applied live.
StabilityConfig applicableNow(const StabilityConfig &before, const StabilityConfig &after);

} // namespace Breakwater
