// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/enginehost.h>

#include <QtCore/QByteArrayList>
#include <QtCore/QUrl>

#include <map>
#include <set>
#include <vector>

namespace Breakwater::Test {

//! A whole core on its worker thread that serves on loopback, and a notebook of what it says of its
//! clients.
class ServingHost final
{
public:
    explicit ServingHost(const StabilityConfig &config,
                         const GatewayBehaviour &behaviour = {.echo = true});

    //! Whether it listens, within 10 s: on any free port, or on the one it had.
    bool start();
    //! Says goodbye to all, and listens no more.
    void stop() { m_host.post(StopServing{}); }

    EngineHost &host() { return m_host; }
    const QUrl &url() const { return m_url; }
    //! Null before the first frame.
    SnapshotPtr latest() const { return m_host.latest(); }
    ServingSnapshot serving() const;
    //! A frame whose every number, the table's too, was taken after this call; null after 10 s.
    SnapshotPtr fresh();
    //! Of the table of `frame`; null when there is no such client.
    static const SessionSnapshot *client(const Snapshot &frame, const SessionId &id);

    //! What each client sent, in order of arrival.
    const std::map<SessionId, QByteArrayList> &messages() const { return m_messages; }
    //! Whose messages came from this sender; empty: nobody's. See numberedMessage().
    SessionId clientOf(const QString &sender) const;
    std::size_t messageCount() const { return m_messageCount; }
    const std::vector<SessionId> &came() const { return m_came; }
    const std::vector<SessionId> &left() const { return m_left; }
    //! Tears the pages out of the notebook: messages, and who came and left.
    void forget();

private:
    const GatewayBehaviour m_behaviour;
    QUrl m_url;
    bool m_isAnswered = false;
    std::map<SessionId, QByteArrayList> m_messages;
    std::size_t m_messageCount = 0;
    std::vector<SessionId> m_came;
    std::vector<SessionId> m_left;
    EngineHost m_host; // goes first: what it says is written above
};

} // namespace Breakwater::Test
