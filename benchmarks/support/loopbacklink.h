// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <benchmarks/support/announced.h>
#include <benchmarks/support/loopbacksink.h>
#include <benchmarks/support/quiettransport.h>

#include <core/base/realtimesystem.h>
#include <core/net/websockettransport.h>
#include <core/session/session.h>

namespace Breakwater::Bench {

//! A real session over a real socket to a sink in this program: what a send costs with everything
//! in it. Needs a QCoreApplication.
class LoopbackLink final
{
public:
    //! The queue is made large enough for any batch.
    explicit LoopbackLink(StabilityConfig config);

    //! False when it did not come up, and confirm, within ten seconds.
    bool waitUntilUp();
    //! Sends so many of 64 B each and runs the event loop until the last is confirmed; nanoseconds
    //! of this thread for one. With ids always, or never. None when not all were confirmed within
    //! ten seconds.
    std::optional<double> send(int count, bool withIds);

    //! From now on; what is remembered stays.
    void configure(const StabilityConfig &config) { m_session.configure(roomy(config)); }
    const Session &session() const { return m_session; }
    //! Whether the sink has counted as many as were sent.
    bool isComplete() const { return m_sink.messages() == m_sent; }

private:
    struct MakeMessage
    {
        LoopbackLink &link;
        OutgoingMessage operator()() const;
    };
    static StabilityConfig roomy(StabilityConfig config);
    bool waitFor(const std::function<bool()> &condition) const;

    LoopbackSink m_sink;
    RealTimeSystem m_time;
    SeededRandom m_random{1};
    NoObserver m_observer;
    ByteBudget m_budget{1LL << 32};
    MessageJournal m_journal{1000};
    WebSocketTransportFactory m_transports;
    Session m_session;
    const QByteArray m_payload = QByteArray(64, 'x');
    bool m_withIds = false;
    std::uint64_t m_nextId = 0;
    Announced<MakeMessage> m_messages{{*this}};
    std::int64_t m_sent = 0;
};

} // namespace Breakwater::Bench
