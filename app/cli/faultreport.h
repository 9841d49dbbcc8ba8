// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/fault/faultcounts.h>

#include <QtCore/QJsonObject>
#include <QtCore/QString>

namespace Breakwater::Cli {

//! What `serve --fault` has done, at its end.
QJsonObject asJson(const FaultCounts &counts);
//! "The faults: 3 resets, 120 bytes swallowed." Only what happened is named.
QString sentenceFor(const FaultCounts &counts);

} // namespace Breakwater::Cli
