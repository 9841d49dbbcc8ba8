// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>

namespace Breakwater::Ui {

class SnapshotFeed;

//! What one should know beside the counts: what "confirmed" is worth on the selected link, what the
//! outbox is busy with, how far back repeats are recognised. Empty when nothing is known.
QString deliveryNotes(const SnapshotFeed &feed);

} // namespace Breakwater::Ui
