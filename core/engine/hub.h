// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/enginehost.h>

#include <QtCore/QObject>
#include <QtCore/QUrl>

namespace Breakwater {

//! A WebSocket server for a Qt program to embed: every client becomes a session with its own queue,
//! breaker, deduplication and metrics, which outlives its sockets when the client speaks
//! `breakwater.session.v1`; the metrics stream is served beside it, and health over HTTP where
//! `http.listen` is set. docs/examples/hub is a program built on it.
//!
//! Lives on the thread that makes it, which needs an event loop; sockets live on a worker thread of
//! its own, and nothing here blocks except the destructor. Call shutdown() before that for an
//! orderly goodbye.
class Hub final : public QObject
{
    Q_OBJECT

public:
    explicit Hub(const StabilityConfig &config, QObject *parent = nullptr);
    ~Hub() override;

    //! Answered by listening() or failed(). Again: moves there; those who are here
    //! stay, and when it fails nobody else is let in.
    void listen(const AcceptorOptions &options = {});
    //! Waits in the client's queue while it is away, and is sent again until it is confirmed. A
    //! client that is not known any more: nothing happens. A `requestId` other than 0 is answered
    //! by sendAnswered().
    void send(const SessionId &client, OutgoingMessage message, std::uint64_t requestId = 0);
    //! To every client that is here now.
    void broadcast(OutgoingMessage message);
    //! With a Close frame; its session ends, and what waits in it.
    void disconnectClient(const SessionId &client, int code = 1000);
    //! Lets nobody in, delivers what waits, closes all with 1001; ends with shutdownFinished().
    void shutdown(Duration timeout = std::chrono::seconds(30));

    //! The newest numbers; null before the first.
    SnapshotPtr latest() const { return m_host.latest(); }
    //! The rest of what the core can do: links of one's own, configuration, watching.
    EngineHost &host() { return m_host; }

Q_SIGNALS:
    void listening(const QUrl &url);
    //! One sentence: why it is not listening.
    void failed(const QString &sentence);
    //! `resumed`: it was here before, and what waited for it is on its way.
    void clientCame(const Breakwater::SessionId &client, bool resumed);
    void clientLeft(const Breakwater::SessionId &client);
    void messageReceived(const Breakwater::SessionId &client, const QByteArray &payload,
                         Breakwater::PayloadKind kind);
    //! This program was too slow: so much of what clients did (messages, coming, leaving) was
    //! thrown away unseen.
    void newsShed(quint64 count);
    void sendAnswered(const Breakwater::SendAnswer &answer);
    void snapshotReady(const Breakwater::SnapshotPtr &snapshot);
    void shutdownFinished(const Breakwater::ShutdownReport &report);

private:
    EngineHost m_host;
};

} // namespace Breakwater
