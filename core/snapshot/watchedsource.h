// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/states.h>
#include <core/base/time.h>
#include <core/snapshot/serviceboard.h>

#include <QtCore/QLatin1StringView>
#include <QtCore/QString>

#include <memory>
#include <optional>

namespace Breakwater {

struct Snapshot;

//! How a remote core is watched.
enum class WatchKind : std::uint8_t {
    Stream, //!< its metrics stream; also monitoring servers that publish per-service events
    Poll,   //!< its health URL, again and again
};
//! `stream`, `poll`.
QLatin1StringView toString(WatchKind kind);

//! A remote core (or monitoring server) as seen from here at one moment.
struct WatchedSource
{
    SessionId id; //!< starts with `prefix`
    QString name;
    QString url; //!< redacted
    WatchKind kind = WatchKind::Stream;

    // Our link to it, not its own links.
    ConnectionState connection = ConnectionState::Idle;
    QString detail; //!< why it is so, for people: "its schema is breakwater.snapshot/2; this
                    //!< program reads /1"; may be empty
    int attempt = 0;
    std::optional<Duration> nextAttemptIn;
    //! What its health page says of it, in its own word: healthy, degraded, unhealthy. Empty: not
    //! told, and for streams.
    QString health = {};

    //! Its newest frame, `at` and `sequence` as of our own clock and count: tiers, events and
    //! transitions as they came. Null before the first, and for servers that send services only.
    std::shared_ptr<const Snapshot> frame;
    std::optional<WallTime> takenAt; //!< of that frame, by the remote's clock
    std::optional<Duration> age;     //!< since anything fresh arrived; none before the first
    Duration period{};               //!< how often something fresh is to be expected
    //! Null: it told of no services.
    std::shared_ptr<const ServiceBoard> services;

    static constexpr char16_t prefix[] = u"watch:";
    //! Three periods without anything fresh, or nothing ever.
    bool isStale() const { return !age || *age > 3 * period; }
};

} // namespace Breakwater
