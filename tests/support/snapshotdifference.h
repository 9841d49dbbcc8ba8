// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtCore/QStringList>

#include <map>

namespace Breakwater::Test {

//! What happened between two snapshots: the later one's numbers less the earlier one's, by their
//! names in the export: `engine.messages.confirmed`, `sessions.alpha.retry.attempts`,
//! `clients.client:00000001.messages.received`. What flows by itself (times, rates, latencies,
//! sizes in bytes of what is held) is left out.
class SnapshotDifference final
{
public:
    SnapshotDifference(const Snapshot &before, const Snapshot &after);

    //! 0 where nothing changed. A name that is in neither is a fault of the test: NaN.
    double of(const QString &name) const;
    //! What changed, sorted: "engine.messages.confirmed +50". Only names that begin so.
    QStringList changed(const QString &beginning = {}) const;
    //! Names that only one of the two has, e.g. those of a session that came in between, count from
    //! 0; these are the names of such groups: "sessions.alpha".
    const QStringList &appeared() const { return m_appeared; }
    const QStringList &vanished() const { return m_vanished; }

private:
    std::map<QString, double> m_differences;
    QStringList m_appeared;
    QStringList m_vanished;
};

} // namespace Breakwater::Test
