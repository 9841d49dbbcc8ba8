// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/base/timesystem.h>
#include <core/config/stabilityconfig.h>
#include <core/net/directwriter.h>
#include <core/net/endpoint.h>
#include <core/net/framewriter.h>
#include <core/net/socketinside.h>
#include <core/net/transport.h>

#include <QtCore/QObject>

#include <memory>
#include <optional>

namespace Breakwater {

class ConnectWatch;
class EndReasonAdapter;
class MemoryGuard;

//! A Transport over one QWebSocket, with deadlines and the memory guard that QWebSocket lacks.
//! docs/decisions/0004 tells what each of them is for. No parent; whoever holds the pointer
//! deletes.
class WebSocketTransport final : public QObject, public Transport
{
    Q_OBJECT

public:
    //! For dialling.
    WebSocketTransport(const Endpoint &endpoint, TransportListener &listener,
                       const StabilityConfig &config, TimeSystem &time);
    //! Adopts an upgraded socket; open already, and transportOpened() follows from the event loop.
    //! `admission` is let go when the link has ended.
    WebSocketTransport(WebSocketPtr accepted, std::shared_ptr<void> admission,
                       TransportListener &listener, const StabilityConfig &config,
                       TimeSystem &time);
    ~WebSocketTransport() override;

    void open() override;
    void close(int code, const QString &reason) override;
    void abort() override;

    bool isOpen() const override;
    bool sendText(const QByteArray &utf8) override;
    bool sendBinary(const QByteArray &payload) override;
    void ping(const QByteArray &payload) override;
    std::int64_t backlogBytes() const override;

private:
    enum class Phase : std::uint8_t { Fresh, Opening, Open, Closing, Ended };

    void beginGroup(std::span<char> room) override;
    void pushOutGroup() override;
    void endGroup() override;
    Expected<void> configureSocket();
    void watchSocket();
    void watchInside();
    void send(FrameWriter::Kind kind, const QByteArray &payload);
    void onConnected();
    void onBytesWritten();
    void onStateChanged();
    void onDeadline();
    //! False when the link is no more, perhaps because the listener destroyed it.
    bool announceOpened();
    void finish(const EndReason &reason);
    void finishSoon(const EndReason &reason);
    void retire();

    const std::optional<Endpoint> m_endpoint; //!< none when adopted
    TransportListener &m_listener;
    const StabilityConfig::Limits m_limits;
    const StabilityConfig::Connection m_connection;
    TimeSystem &m_time;
    const std::unique_ptr<Timer> m_deadline; //!< of the handshake, later of closing

    WebSocketPtr m_socket;
    // These watch *m_socket or write into it, and go before it.
    std::optional<BacklogGauge> m_backlog;
    std::optional<DirectWriter> m_direct;
    std::unique_ptr<FrameWriter> m_frames; //!< null where this Qt does not show its inside
    bool m_isGrouping = false;
    std::int64_t m_backlogBeforeGroup = 0;
    std::unique_ptr<ConnectWatch> m_connectWatch;
    std::unique_ptr<EndReasonAdapter> m_adapter;
    std::unique_ptr<MemoryGuard> m_guard;
    std::shared_ptr<void> m_admission;
    Phase m_phase = Phase::Fresh;
    bool m_isAnnounced = false;
    std::optional<EndReason> m_pendingEnd; //!< decided, and not yet said
};

//! Makes dialling transports with the settings it was given last.
class WebSocketTransportFactory final : public TransportFactory
{
public:
    WebSocketTransportFactory(const StabilityConfig &config, TimeSystem &time)
        : m_config(config), m_time(time)
    { }

    //! For transports made from now on.
    void setConfig(const StabilityConfig &config) { m_config = config; }
    std::unique_ptr<Transport> create(const Endpoint &endpoint,
                                      TransportListener &listener) override
    {
        return std::make_unique<WebSocketTransport>(endpoint, listener, m_config, m_time);
    }

private:
    StabilityConfig m_config;
    TimeSystem &m_time;
};

} // namespace Breakwater
