// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/endreason.h>
#include <core/base/expected.h>
#include <core/base/timesystem.h>
#include <core/net/endpoint.h>
#include <core/net/responsereader.h>
#include <core/net/sockethistory.h>

#include <QtCore/QObject>
#include <QtNetwork/QTcpSocket>

#include <functional>
#include <memory>

namespace Breakwater {

class ConnectWatch;

struct HttpResponse
{
    int status = 0; //!< 200 … 599
    QByteArray body;
};

//! What came of asking: a whole answer, or why there is none, which has the `httpStatus` if at
//! least a head was whole.
using HttpResult = Expected<HttpResponse, EndReason>;

//! Asks the endpoint's URL (http or https) once, over a connection of its own. Follows no redirect,
//! keeps no cookie, and holds no more than ResponseReader does, whatever the server sends.
//! docs/decisions/0021 tells why not QNetworkAccessManager. Lives on the worker thread; whoever
//! holds the pointer deletes.
class HttpGet final : public QObject
{
    Q_OBJECT

public:
    using OnDone = std::function<void(const HttpResult &)>;

    //! `patience` is for all of it, from the name to the last byte. `onDone` is called once, from
    //! the event loop, and may destroy this.
    HttpGet(const Endpoint &endpoint, Duration patience, TimeSystem &time, OnDone onDone);
    ~HttpGet() override; //!< ends the connection at once and silently

    //! Once. An error says which of our own files cannot be used; nothing follows then.
    [[nodiscard]] Expected<void> start();

private:
    struct RetireSocket
    {
        void operator()(QTcpSocket *socket) const;
    };

    Expected<void> makeSocket();
    void watchSocket();
    void connectSocket();
    void watchTunnel();
    void onReady(); //!< the request may go out
    void onReadyRead();
    void onError(QAbstractSocket::SocketError error);
    void onStreamEnded();
    void settle();
    EndReason reasonOf(ResponseReader::Problem problem) const;
    void finish(const HttpResult &result);
    void fail(EndKind kind, const QString &detail);
    void retire();

    const Endpoint m_endpoint;
    const Duration m_patience;
    TimeSystem &m_time;
    OnDone m_onDone; //!< empty: done
    const std::unique_ptr<Timer> m_deadline;
    std::unique_ptr<QTcpSocket, RetireSocket> m_socket;
    std::unique_ptr<ConnectWatch> m_connectWatch; //!< watches *m_socket, and goes before it
    ResponseReader m_reader;
    SocketHistory m_history;
    int m_tunnelReads = 0;
    bool m_isReady = false; //!< connected, with TLS encrypted
};

} // namespace Breakwater
