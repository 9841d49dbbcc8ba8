// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/time.h>

#include <QtCore/QByteArray>

namespace Breakwater {

//! The first frame for a client that speaks `breakwater.session.v1`; see docs/protocol.md.
QByteArray helloFrame(const SessionId &session, const QByteArray &resumeToken, WallTime at);

//! The token that a client shows, from the query of its address; empty when it shows none.
QByteArray resumeTokenIn(const QString &query);

} // namespace Breakwater
