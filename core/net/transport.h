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
    //! Small messages may gather in `room` until the group ends, and are backlog meanwhile.
    virtual void beginGroup(std::span<char> room) { static_cast<void>(room); }
    virtual void endGroup() { }
};

//! While it lives, messages gather in it and go to the socket together: for those who send many in
//! one call. Nothing but messages may be sent meanwhile, and no second group begun.
class Transport::Group final
{
public:
    //! Does nothing unless it is `worthwhile`; for one message it is not.
    Group(Transport &transport, bool worthwhile)
        : m_transport(transport), m_isWorthwhile(worthwhile)
    {
        if (m_isWorthwhile)
            m_transport.beginGroup(m_room);
    }
    ~Group()
    {
        if (m_isWorthwhile)
            m_transport.endGroup();
    }
    Group(const Group &) = delete;
    Group &operator=(const Group &) = delete;

private:
    Transport &m_transport;
    const bool m_isWorthwhile;
    std::array<char, 16 * 1024> m_room;
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
