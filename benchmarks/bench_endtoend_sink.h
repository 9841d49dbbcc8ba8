// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace Breakwater::Bench {

//! The other side, a process of its own: counts messages as fast as a socket can be read, so that
//! it is never what is waited for. Answers pings, keeps nothing, and under the path /echo sends
//! every message back. Says "listening PORT" first and "counted N" when a link has ended.
//!
//! Arguments: cpu (-1 for any), then certificate and key where TLS is wanted. Returns only when it
//! cannot begin.
int runCountingSink(const QStringList &arguments);

//! The same over QWebSocketServer, without TLS.
int runQtSink(const QStringList &arguments);

} // namespace Breakwater::Bench
