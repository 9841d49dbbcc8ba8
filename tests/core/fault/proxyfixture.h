// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/fault/faultproxy.h>

#include <tests/core/fault/plainecho.h>
#include <tests/core/net/transportfixture.h>
#include <tests/support/manualtimesystem.h>

#include <QtCore/QDeadlineTimer>
#include <QtCore/QTimer>

namespace Breakwater::Test {

//! An echo server behind a proxy, and clients that dial the proxy by the project's own transport.
class ProxyFixture : protected TransportFixture
{
protected:
    void resetAll()
    {
        m_proxy.reset();
        reset();
        m_server = std::make_unique<PlainEcho>(m_config, m_time);
        m_clock = std::make_unique<ManualTimeSystem>();
    }
    //! With time of its own, so that a test can hold the proxy's clock.
    void startProxy(const QString &plan, TimeSystem &time)
    {
        const auto url = m_server->start();
        QVERIFY2(url.has_value(), url ? "" : qPrintable(url.error().message));
        startProxyTo(static_cast<quint16>(url->port()), plan, time);
    }
    void startProxy(const QString &plan) { startProxy(plan, m_time); }
    void startProxyTo(quint16 port, const QString &plan, TimeSystem &time)
    {
        const auto parsed = plan.isEmpty() ? FaultPlan{} : FaultPlan::fromText(plan);
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().message));
        m_proxy = std::make_unique<FaultProxy>(*parsed, time, m_random);
        const auto listening = m_proxy->listen({.targetPort = port});
        QVERIFY2(listening.has_value(), listening ? "" : qPrintable(listening.error().message));
    }

    QString url() const { return u"ws://127.0.0.1:%1/"_qs.arg(m_proxy->port()); }
    //! Open already; null when it did not open.
    std::unique_ptr<Transport> dialProxy()
    {
        auto transport = transportTo(endpointFor(url()));
        transport->open();
        const bool opened = waitFor([&] { return !m_listener.opened.empty(); });
        return opened ? std::move(transport) : nullptr;
    }
    //! The server answered this after all that was sent before.
    bool isEchoed(Transport &transport, const QByteArray &text)
    {
        transport.sendText(text);
        return waitFor(
            [&] { return !m_listener.texts.empty() && m_listener.texts.back() == text; });
    }
    //! As the event loop of a program would. QTest::qWaitFor() takes one turn in 10 ms, which is
    //! long where a proxy writes one slice a turn.
    template <class Condition> static bool waitFor(Condition condition)
    {
        const QDeadlineTimer limit(patience);
        QTimer tick; // so that a turn is never longer
        tick.start(10);
        while (!condition() && !limit.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return condition();
    }
    const FaultCounts &counts() const { return m_proxy->counts(); }

    SeededRandom m_random{1};
    std::unique_ptr<ManualTimeSystem> m_clock; //!< for a proxy whose time the test moves
    std::unique_ptr<PlainEcho> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
};

} // namespace Breakwater::Test
