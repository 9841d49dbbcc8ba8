// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/fault/frame.h>

#include <QtCore/QByteArray>

namespace Breakwater::Test {

// Streams as the two ends of a WebSocket write them.

inline const QByteArray request = "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n";
inline const QByteArray upgraded = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
inline constexpr FrameMask anyMask{0x11, 0x22, 0x33, 0x44};

inline QByteArray serverText(const QByteArray &payload)
{
    return makeFrame(0x1, payload, {});
}

inline QByteArray clientText(const QByteArray &payload)
{
    return makeFrame(0x1, payload, anyMask);
}

inline QByteArray serverPong(const QByteArray &payload)
{
    return makeFrame(FrameHeader::pong, payload, {});
}

inline QByteArray clientPing(const QByteArray &payload)
{
    return makeFrame(FrameHeader::ping, payload, anyMask);
}

} // namespace Breakwater::Test
