// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultproxy.h>

#include <core/base/realtimesystem.h>

#include <tests/integration/hostfixture.h>
#include <tests/support/loopbackserver.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! What a whole session makes of the faults.
class FaultProxySessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void lostPongsFromTheBeginningMeanNoGuarantee();
    void lostPongsAreMissedHeartbeats();
    void aHalfOpenLinkIsFoundByItsHeartbeat();
    void aClose1012IsTakenForARestart();
    void aResetIsReconnected();
    void aRestartedServerOnAnotherPortIsReached();

private:
    static constexpr int patience = 20'000;
    const SessionSnapshot *session() const { return seen(*m_host, u"a"_qs); }
    bool waitForGuarantee(Guarantee guarantee) const;
    QString titlesAndDetails() const;

    RealTimeSystem m_time;
    SeededRandom m_random{1};
    std::unique_ptr<LoopbackServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<EngineHost> m_host;
};

void FaultProxySessionTest::init()
{
    m_host.reset();
    m_server = std::make_unique<LoopbackServer>();
    m_proxy = std::make_unique<FaultProxy>(FaultPlan{}, m_time, m_random);
    const auto port = m_proxy->listen({.targetPort = m_server->port()});
    QVERIFY(port.has_value());
    StabilityConfig config = hurried();
    config.connection.heartbeatInterval = 200ms;
    config.delivery.probeTimeout = 300ms;
    m_host = std::make_unique<EngineHost>(config);
}

bool FaultProxySessionTest::waitForGuarantee(Guarantee guarantee) const
{
    m_host->post(openSession(u"a"_qs, u"ws://127.0.0.1:%1/"_qs.arg(m_proxy->port())));
    return QTest::qWaitFor(
        [&] { return isConnected(*m_host, u"a"_qs) && session()->guarantee == guarantee; },
        patience);
}

QString FaultProxySessionTest::titlesAndDetails() const
{
    QString all;
    for (const Event &event : *m_host->latest()->events)
        all += event.title + u": "_qs + event.detail + u'\n';
    return all;
}

void FaultProxySessionTest::lostPongsFromTheBeginningMeanNoGuarantee()
{
    m_proxy->setPongLoss(1);

    QVERIFY(waitForGuarantee(Guarantee::None));

    QCOMPARE(session()->connections.reconnections, 0U);
    QVERIFY(m_proxy->counts().pongsDropped > 0);
}

void FaultProxySessionTest::lostPongsAreMissedHeartbeats()
{
    QVERIFY(waitForGuarantee(Guarantee::Hop));

    m_proxy->setPongLoss(1);
    QTRY_VERIFY_WITH_TIMEOUT(titlesAndDetails().contains(u"Connection lost"), patience);
    m_proxy->setPongLoss(0);

    QTRY_VERIFY_WITH_TIMEOUT(session()->connections.reconnections > 0
                                 && session()->guarantee == Guarantee::Hop,
                             patience);
    QVERIFY2(titlesAndDetails().contains(u"stopped answering pings"),
             qPrintable(titlesAndDetails()));
}

void FaultProxySessionTest::aHalfOpenLinkIsFoundByItsHeartbeat()
{
    QVERIFY(waitForGuarantee(Guarantee::Hop));

    m_proxy->strike({.kind = FaultKind::HalfOpen}); // this link only: the next one works

    QTRY_VERIFY_WITH_TIMEOUT(session()->connections.reconnections > 0, patience);
    QVERIFY2(titlesAndDetails().contains(u"stopped answering pings"),
             qPrintable(titlesAndDetails()));
}

void FaultProxySessionTest::aClose1012IsTakenForARestart()
{
    QVERIFY(waitForGuarantee(Guarantee::Hop));

    m_proxy->strike({.kind = FaultKind::Close, .closeCode = 1012});

    QTRY_VERIFY_WITH_TIMEOUT(session()->connections.reconnections > 0, patience);
    QVERIFY2(titlesAndDetails().contains(u"1012"), qPrintable(titlesAndDetails()));
}

void FaultProxySessionTest::aResetIsReconnected()
{
    QVERIFY(waitForGuarantee(Guarantee::Hop));

    m_proxy->strike({.kind = FaultKind::Reset});

    QTRY_VERIFY_WITH_TIMEOUT(session()->connections.reconnections > 0, patience);
    QVERIFY2(titlesAndDetails().contains(u"Connection lost"), qPrintable(titlesAndDetails()));
}

void FaultProxySessionTest::aRestartedServerOnAnotherPortIsReached()
{
    QVERIFY(waitForGuarantee(Guarantee::Hop));
    LoopbackServer second;

    m_proxy->setTarget(second.port());
    m_server.reset();

    QTRY_COMPARE_WITH_TIMEOUT(second.connectionCount(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(session()->connections.reconnections > 0, patience);
}

BREAKWATER_TEST(FaultProxySessionTest)
#include "tst_faultproxy_session.moc"
