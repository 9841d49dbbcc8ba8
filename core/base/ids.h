// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QHashFunctions>
#include <QtCore/QString>

#include <compare>
#include <cstdint>

namespace Breakwater {

//! Names one logical link for as long as it is known, across sockets and restarts: its profile's
//! name, else a hash of the normalised URL. Never host:port of a socket.
struct SessionId
{
    QString value;

    friend bool operator==(const SessionId &, const SessionId &) = default;
    friend bool operator<(const SessionId &a, const SessionId &b) { return a.value < b.value; }
    friend std::size_t qHash(const SessionId &id, std::size_t seed = 0) noexcept
    {
        return ::qHash(id.value, seed);
    }
};

//! Numbers the messages that one session accepted, from 1 on, in order of acceptance.
struct MessageId
{
    std::uint64_t value = 0;

    friend auto operator<=>(const MessageId &, const MessageId &) = default;
};

} // namespace Breakwater
