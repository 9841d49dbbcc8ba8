// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/acceptor.h>
#include <core/serve/clientregistry.h>
#include <core/serve/gatewaybehaviour.h>
#include <core/serve/metricsstream.h>

#include <QtCore/QUrl>

#include <memory>

namespace Breakwater {

//! The serving side of a core: listens, sends each client where it belongs (the metrics stream, or
//! a session of its own), and can fall silent, go away and come back on the same port, for demos
//! and tests. Lives on the worker thread.
class Gateway final : private AcceptorListener, private ClientListener
{
public:
    //! `listener` may be null.
    Gateway(const StabilityConfig &config, TimeSystem &time, RandomSource &random,
            ClientListener *listener);
    ~Gateway() override;

    //! The address to dial. Starting again listens anew; those who are here stay.
    Expected<QUrl> start(const AcceptorOptions &acceptor, const GatewayBehaviour &behaviour);
    void setBehaviour(const GatewayBehaviour &behaviour);
    const ServingCounters &counters() const { return m_counters; }
    //! Connected now, without subscribers of the stream.
    int clients() const { return m_registry.connected(); }
    ClientRegistry &registry() { return m_registry; }
    MetricsStream &stream() { return m_stream; }
    void configure(const StabilityConfig &config);
    //! The registry's and the stream's numbers together.
    ServingSnapshot look(TimeSample at, bool withTable)
    {
        return withOurs(m_registry.look(at, withTable));
    }
    //! The same, with what the registry's addTo() found just now.
    ServingSnapshot look(TimeSample at, bool withTable, const ClientRegistry::Strain &strain)
    {
        return withOurs(m_registry.look(at, withTable, strain));
    }

    //! Takes messages and answers none, nor hands them on. Pings are answered still: the library
    //! below sees to that.
    void setSilent(bool isSilent) { m_isSilent = isSilent; }
    //! Connecting is refused from now on; those who are here stay.
    void stopListening();
    //! Stops listening, so that connecting is refused, and says goodbye to all clients and
    //! subscribers.
    void goDown(int closeCode, const QString &reason);
    //! Stops listening and breaks all links without a word. Sessions stay, and may be resumed.
    void breakDown();
    //! Listens on the port it had. While `isWarming`, clients can connect but get no answer yet.
    Expected<void> comeBack(bool isWarming);
    //! Answers those who wait since comeBack().
    void warmedUp();

private:
    void clientArrived(const IncomingRequest &request, const Adopt &adopt) override;
    void clientCame(const SessionId &client, bool resumed) override;
    void clientLeft(const SessionId &client) override;
    void clientMessage(const SessionId &client, const QByteArray &payload,
                       PayloadKind kind) override;
    void clientEvent(const SessionId &client, Severity severity, const QString &source,
                     const QString &title, const QString &detail) override;

    ServingSnapshot withOurs(ServingSnapshot result) const;
    AcceptorOptions doorRules() const;
    void answer(const SessionId &client, const OutgoingMessage &message);
    void onTraffic();
    void startTraffic();

    TimeSystem &m_time;
    ClientListener *const m_listener; //!< may be null
    AcceptorOptions m_wanted;         //!< as start() was told, with the port that it became
    GatewayBehaviour m_behaviour;
    ServingCounters m_counters;
    std::uint64_t m_sequence = 0; //!< of the traffic
    bool m_isSilent = false;
    ClientRegistry m_registry;
    MetricsStream m_stream;
    Acceptor m_acceptor;
    const std::unique_ptr<Timer> m_traffic;
};

} // namespace Breakwater
