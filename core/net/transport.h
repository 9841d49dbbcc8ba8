// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/endreason.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <array>
#include <cstdint>
#include <memory>
#include <span>

namespace Breakwater {

struct Endpoint;

//! Hears what one transport has to say, on the worker thread. Every call may destroy or abort the
//! transport.
class TransportListener
{
public:
    virtual ~TransportListener() = default;

    //! The handshake is done; `subprotocol` is empty when none was agreed.
    virtual void transportOpened(const QString &subprotocol) = 0;
    virtual void transportText(const QByteArray &utf8) = 0;
    virtual void transportBinary(const QByteArray &payload) = 0;
    //! Also for pongs nobody asked for.
    virtual void transportPong(const QByteArray &payload) = 0;
    //! The backlog went down; more may be written.
    virtual void transportDrained() = 0;
    //! The last call, exactly once for every transport that was opened (also after close(), not
    //! after destruction or abort()).
    virtual void transportEnded(const EndReason &reason) = 0;
};

//! One socket attempt. Used once: open (or adopt), talk, end, destroy. Plain interface, so that
//! something other than QWebSocket may stand behind it one day. Lives on the worker thread.
class Transport
{
public:
    virtual ~Transport() = default; //!< aborts silently

    //! Starts the attempt; the answer is transportOpened() or transportEnded(), never from within
    //! this call.
    virtual void open() = 0;
    //! Orderly close: our Close frame goes behind what was sent, and the peer's answer is awaited
    //! for at most `connection.close_timeout`. Messages that arrive meanwhile are still delivered.
    //! Ends with WantedClose or CloseTimeout; before opening it gives up and ends with WantedClose.
    virtual void close(int code, const QString &reason) = 0;
    //! At once and without a further call to the listener.
    virtual void abort() = 0;

    virtual bool isOpen() const = 0;
    //! Payloads are handed over whole; false when it is not open or the text is no valid UTF-8
    //! (nothing was taken).
    virtual bool sendText(const QByteArray &utf8) = 0;
    virtual bool sendBinary(const QByteArray &payload) = 0;
    //! At most 125 bytes; nothing happens unless open.
    virtual void ping(const QByteArray &payload) = 0;
    //! Bytes accepted here and not yet taken by the kernel; on TLS the encrypted ones too.
    virtual std::int64_t backlogBytes() const = 0;

    class Group;

private:
    //! Small messages and pings may gather in `room` until the group ends, and are backlog
    //! meanwhile.
    virtual void beginGroup(std::span<char> room) { static_cast<void>(room); }
    virtual void pushOutGroup() { }
    virtual void endGroup() { }
};

//! While it lives, messages and pings gather in its room and go to the socket together. What is
//! more than a few of them leaves at once, as far as the kernel takes it; the others with the event
//! loop's next round. For one call, or many calls in one turn of the event loop; no second group
//! meanwhile.
class Transport::Group final
{
public:
    //! Need not be set to anything.
    using Room = std::array<char, 32 * 1024>;

    //! `room` outlives this.
    Group(Transport &transport, Room &room) : m_transport(transport)
    {
        m_transport.beginGroup(room);
    }
    ~Group() { m_transport.endGroup(); }
    Group(const Group &) = delete;
    Group &operator=(const Group &) = delete;

    //! What has gathered leaves at once. Costs a system call.
    void pushOut() { m_transport.pushOutGroup(); }

private:
    Transport &m_transport;
};

//! Makes dialled transports. The listener must outlive the transport.
class TransportFactory
{
public:
    virtual ~TransportFactory() = default;
    virtual std::unique_ptr<Transport> create(const Endpoint &endpoint, TransportListener &listener)
        = 0;
};

} // namespace Breakwater
