// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

class QIODevice;

namespace Breakwater {

class DirectWriter;

//! Writes messages and pings as WebSocket frames (RFC 6455, section 5.2), one for each, into the
//! socket below QWebSocket, which would mask byte by byte, copy twice and write twice.
//! docs/decisions/0025.
class FrameWriter final
{
public:
    enum class Kind : std::uint8_t { Text = 0x1, Binary = 0x2, Ping = 0x9 };

    //! `masks` as a client must. `device` buffers without limit; what leaves now passes it by
    //! through `direct`, where there is one. Both outlive this.
    FrameWriter(QIODevice &device, bool masks, DirectWriter *direct = nullptr)
        : m_device(device), m_direct(direct), m_masks(masks)
    { }

    void write(Kind kind, const QByteArray &payload);

    //! Until release() frames of at most 4 KiB gather in `room`, which spares the device a call for
    //! each; a room that holds none of these gathers nothing.
    void gatherIn(std::span<char> room);
    //! What has gathered leaves now; and so it does when the room is full.
    void pushOut();
    //! What has gathered leaves now if it is more than a few frames, else as the device has it.
    void release();
    //! Bytes since gatherIn() that have gathered or that the device holds; at least what the frames
    //! take.
    std::int64_t bytesOfGroup() const { return m_written + static_cast<std::int64_t>(m_gathered); }

private:
    //! Returns how long it is.
    std::size_t putHeader(char *to, Kind kind, std::uint64_t payloadBytes) const;
    //! Header, mask and payload; returns how long they are.
    std::size_t putFrame(char *to, Kind kind, const QByteArray &payload);
    void writeLarge(Kind kind, const QByteArray &payload);
    void giveToDevice(const char *bytes, std::size_t size);
    std::uint32_t nextMask();

    QIODevice &m_device;
    DirectWriter *const m_direct;
    const bool m_masks;
    std::span<char> m_room; //!< empty when nothing gathers
    std::size_t m_gathered = 0;
    std::int64_t m_written = 0;          //!< to the device, since gatherIn()
    std::vector<std::uint32_t> m_chance; //!< masks; none before the first frame
    std::size_t m_used = 0;
};

} // namespace Breakwater
