// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/command.h>
#include <core/session/shutdownreport.h>
#include <core/snapshot/messagerecord.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QByteArray>
#include <QtCore/QObject>

#include <memory>

namespace Breakwater {

//! The public face of the library: owns the worker thread and the engine on it.
//!
//! Lives on the thread that makes it (the window's). Commands go in, const snapshots come out;
//! nothing here blocks except the destructor, which joins the worker at once: it drops open links
//! without a goodbye and what waits without delivery (with `delivery.outbox` it waits there). Call
//! shutdown() before it for both. A second thread, for the outbox's file, keeps a slow disk away
//! from the sockets; no session begins before the file is read.
class EngineHost final : public QObject
{
    Q_OBJECT

public:
    explicit EngineHost(const StabilityConfig &config, QObject *parent = nullptr);
    ~EngineHost() override;

    //! Carried out in order on the worker, many per event-loop turn.
    void post(EngineCommand command);
    //! The newest frame seen by this thread; null before the first.
    Breakwater::SnapshotPtr latest() const;
    //! Ends with shutdownFinished(); a second call changes nothing.
    void shutdown(Duration timeout = std::chrono::seconds(30), ShutdownPlan plan = {});

Q_SIGNALS:
    //! A frame per tick, and at once on changes of state. A slow receiver gets only the newest.
    void snapshotReady(const Breakwater::SnapshotPtr &snapshot);
    void sendAnswered(const Breakwater::SendAnswer &answer);
    //! Incoming messages are counted, not forwarded; this is the newest one per realtime tick and
    //! session, for people to look at: at most its first 4 KiB. `size` is its full size.
    void messageSeen(const Breakwater::SessionId &session, const QByteArray &payload, bool isText,
                     qint64 size);
    //! One sentence about a command that could not be carried out (unknown session, demo port not
    //! free).
    void commandFailed(const QString &sentence);
    //! Answer to QueryMessages.
    void messagesFound(const Breakwater::MessagePagePtr &page);
    void servingAnswered(const Breakwater::ServingAnswer &answer);
    // News of clients, in order; many per event-loop turn. What is not taken in time is shed.
    //! Or came back.
    void clientCame(const Breakwater::SessionId &client, bool resumed);
    void clientLeft(const Breakwater::SessionId &client);
    //! Only where StartServing::wantsMessages asked for them.
    void clientMessage(const Breakwater::SessionId &client, const QByteArray &payload,
                       Breakwater::PayloadKind kind);
    //! So much news was lost here, of whatever kind: this program is too slow.
    void clientNewsShed(quint64 count);
    void shutdownFinished(const Breakwater::ShutdownReport &report);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater

Q_DECLARE_METATYPE(Breakwater::ShutdownReport)
