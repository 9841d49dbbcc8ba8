// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

namespace Breakwater::Ui {

// The links of a frame: what it keeps by itself. Clients that came to it are among its sessions
// while somebody looks at them; they are acted on when they are selected, and count in no sum.

bool isLink(const SessionSnapshot &session);

struct LinkCount
{
    int all = 0;
    int connected = 0;
};
LinkCount countLinks(const Snapshot &frame);

//! Null when there is none, or more than one.
const SessionSnapshot *onlyLink(const Snapshot &frame);

} // namespace Breakwater::Ui
