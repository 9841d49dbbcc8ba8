// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtTest/QTest>

#include <optional>

//! Fails with the sentence unless it is empty: for the checks below, and all that end in Fault.
#define BREAKWATER_FAULTLESS(sentence)                                                             \
    do {                                                                                           \
        const QString breakwaterFault = (sentence);                                                \
        QVERIFY2(breakwaterFault.isEmpty(), qPrintable(breakwaterFault));                          \
    } while (false)

namespace Breakwater::Test {

//! A sentence when the numbers of this frame cannot all be true: messages that are nowhere or there
//! twice, a queue beyond its limit, more retries that succeeded than were made, clients that are
//! here and not known, a breaker that closed more often than it opened.
QString snapshotFault(const Snapshot &snapshot);

//! The same of a link, or of a client of the table.
QString sessionFault(const SessionSnapshot &session);

//! The states that the breaker of a link went through, as far as they are kept:
//! {"closed", "open", "half_open", "closed"}. Empty before its first change.
QStringList breakerPath(const Snapshot &snapshot, const SessionId &link);

//! A sentence when the kept transitions of the link are no path, or its counters count another
//! number of them. Only for links with few of them: no more than Snapshot::keptTransitions in all.
QString breakerFault(const Snapshot &snapshot, const SessionId &link);

//! Of the messages that were sent again and have ended, the share that succeeded; none before that.
std::optional<double> retrySuccessRate(const SessionSnapshot &session);

//! A sentence unless the document is strict JSON that fits resources/snapshot.schema.json.
QString schemaFault(const QByteArray &document);

} // namespace Breakwater::Test
