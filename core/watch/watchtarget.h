// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/net/endpoint.h>
#include <core/snapshot/watchedsource.h>

#include <QtCore/QString>

#include <utility>
#include <vector>

namespace Breakwater {

//! What to watch, and how. Made by WatchTarget::fromUrl(), so that a URL which cannot work is
//! refused before anything is tried.
struct WatchTarget
{
    SessionId id; //!< WatchedSource::prefix and the name
    QString name;
    WatchKind kind = WatchKind::Stream;
    //! Stream: what to dial. Poll: the URL is http or https, the rest means the same.
    Endpoint endpoint;

    //! ws and wss: Stream; a missing path becomes "/stream", and `breakwater.metrics.v1` is
    //! offered. http and https: Poll; a missing path becomes "/health/websocket". Empty `name`:
    //! taken from the URL. One sentence when it cannot be watched.
    static Expected<WatchTarget> fromUrl(const QString &url, const QString &name = {});
};

} // namespace Breakwater
