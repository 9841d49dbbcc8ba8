// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/sockethistory.h>

#include <QtCore/QObject>
#include <QtCore/QPointer>

class QWebSocket;

namespace Breakwater {

//! Turns what a QWebSocket signals — too much, too little, in changing order — into one end.
//!
//! QWebSocket emits `disconnected` before the error that explains it, no `disconnected` at all
//! after an HTTP error, errors again and again, and does not say whether a Close frame came. So
//! this one writes down what it sees and judges from the event loop, when the burst is over.
class EndReasonAdapter final : public QObject
{
    Q_OBJECT

public:
    //! Watches `socket`, which must outlive it.
    explicit EndReasonAdapter(QWebSocket &socket);

    //! To be called after QWebSocket::open() or for an accepted socket: its inside exists now.
    void watchInside();

    //! Sends a Close frame and keeps reading until the peer answers it; QWebSocket::close() would
    //! hang up at once and lose what is under way in both directions.
    void close(int code, const QString &reason);

    const SocketHistory &history() const { return m_history; }
    //! Something decisive happened; `ended` follows, or has been.
    bool isEnding() const { return m_ending; }
    EndReason endReason() const;

Q_SIGNALS:
    //! Once, from the event loop. The socket may still have a TCP connection: abort it.
    void ended();

private Q_SLOTS:
    void onCloseReceived();
    void onFaultFound();

private:
    void onError(QAbstractSocket::SocketError error);
    void endSoon();
    bool watchFrameReader();

    QWebSocket &m_socket;
    QPointer<QObject> m_frameReader;
    SocketHistory m_history;
    bool m_ending = false;
    bool m_closesItself = false; //!< this object, not QWebSocket, answers for the closing handshake
    bool m_masks = true;
};

} // namespace Breakwater
