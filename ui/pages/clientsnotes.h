// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtCore/QString>

#include <optional>

namespace Breakwater::Ui {
class SnapshotFeed;
}

//! What stands around the table of clients.
namespace Breakwater::Ui::ClientsNotes {

//! Who is served where: "ws://… · 12 345 came (20 resumed) · 3 refused …".
QString served(const ServingSnapshot &serving);
//! "as of 12 s ago; renewed every 30 s"
QString age(std::optional<Duration> age, Duration period);

//! Why nothing can be done with the clients that are shown; empty: everything can.
QString whyNot(const SnapshotFeed &feed);

//! In place of rows. `frame` null: nothing is known yet.
QString empty(const Snapshot *frame, bool hasTable, bool hasClients);
//! The same of what the feed shows, which may be no core at all.
QString empty(const SnapshotFeed &feed, bool hasTable, bool hasClients);

} // namespace Breakwater::Ui::ClientsNotes
