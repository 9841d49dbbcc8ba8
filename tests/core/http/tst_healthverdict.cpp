// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/healthverdict.h>

#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

HealthLink up(const QString &name = u"a"_qs)
{
    return {.name = name, .connection = ConnectionState::Connected};
}

HealthLink in(ConnectionState state)
{
    return {.name = u"b"_qs, .connection = state};
}

HealthLink with(HealthLink link, BreakerState breaker)
{
    link.breaker = breaker;
    return link;
}

HealthClients clients(int healthy, int failing)
{
    return {.all = healthy + failing, .failing = failing};
}

//! Status and rules, as a text that fails readably.
QString told(const HealthVerdict &verdict)
{
    QString text = toString(verdict.status);
    for (const HealthFinding &finding : verdict.findings)
        text += u' ' + QString(finding.rule);
    return text;
}

QString judged(const std::vector<HealthLink> &links, std::optional<double> retries = {},
               double share = 0.5)
{
    return told(judgeHealth(links, {}, retries, share));
}

QString judged(HealthClients clients, double share = 0.5)
{
    return told(judgeHealth({}, clients, {}, share));
}

} // namespace

class HealthVerdictTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anIdleServerIsHealthy();
    void neverHealthyWhileABreakerIsOpen();
    void aHalfOpenBreakerDegrades();
    void aQueueAboveHighWaterDegrades();
    void retriesThatMostlyFailDegrade();
    void moreLinksDownThanUpDegrade();
    void linksClosedOnPurposeAreNoFault();
    void oneFailingClientIsNoVerdictOnTheServer();
    void onlyClientsThatAreHereCount();
    void adoptedClientsCountByShare();
    void aClientThatIsLookedAtIsNoLink();
    void theWorstFindingComesFirst();
    void findingsAreBounded();
    void anOverrideCountsAsWhatTheBreakerDoes();
    void theFullerLimitOfAQueueCounts();
    void readyByPolicy();
};

void HealthVerdictTest::anIdleServerIsHealthy()
{
    QCOMPARE(judged(std::vector<HealthLink>{}), u"healthy"_qs);
    QCOMPARE(judged({up()}), u"healthy"_qs);
}

void HealthVerdictTest::neverHealthyWhileABreakerIsOpen()
{
    QCOMPARE(judged({up(), up(), with(in(ConnectionState::BreakerOpen), BreakerState::Open)}),
             u"unhealthy breaker_open"_qs);
    QCOMPARE(judged({up(), up(), with(up(), BreakerState::Open)}), u"unhealthy breaker_open"_qs);
}

void HealthVerdictTest::aHalfOpenBreakerDegrades()
{
    QCOMPARE(judged({with(up(), BreakerState::HalfOpen)}), u"degraded breaker_half_open"_qs);
}

void HealthVerdictTest::aQueueAboveHighWaterDegrades()
{
    HealthLink link = up();
    link.queueFill = 0.8;
    QCOMPARE(judged({link}), u"healthy"_qs);

    link.queueFill = 0.81;

    QCOMPARE(judged({link}), u"degraded queue_high"_qs);
}

void HealthVerdictTest::retriesThatMostlyFailDegrade()
{
    QCOMPARE(judged({up()}, 0.49), u"degraded retries_fail"_qs);
    QCOMPARE(judged({up()}, 0.5), u"healthy"_qs);
    QCOMPARE(judged({up()}, 0.0), u"degraded retries_fail"_qs);
}

void HealthVerdictTest::moreLinksDownThanUpDegrade()
{
    for (const auto state : {ConnectionState::Connecting, ConnectionState::BackingOff,
                             ConnectionState::Refused, ConnectionState::BreakerOpen}) {
        QCOMPARE(judged({in(state)}), u"degraded links_down"_qs);
        QCOMPARE(judged({in(state), up()}), u"healthy"_qs);
        QCOMPARE(judged({in(state), in(state), up()}), u"degraded links_down"_qs);
    }
}

void HealthVerdictTest::linksClosedOnPurposeAreNoFault()
{
    QCOMPARE(judged({in(ConnectionState::Closed), in(ConnectionState::Idle),
                     in(ConnectionState::Closing)}),
             u"healthy"_qs);
}

void HealthVerdictTest::onlyClientsThatAreHereCount()
{
    ServingSnapshot serving;
    serving.clients = 100;
    serving.connected = 5;
    serving.failing = 2;

    QCOMPARE(healthClientsOf(serving).all, 5);
    QCOMPARE(healthClientsOf(serving).failing, 2);
}

void HealthVerdictTest::oneFailingClientIsNoVerdictOnTheServer()
{
    QCOMPARE(judged(clients(0, 1)), u"healthy"_qs);
    QCOMPARE(judged(clients(99, 1), 0.01), u"healthy"_qs);
}

void HealthVerdictTest::adoptedClientsCountByShare()
{
    QCOMPARE(judged(clients(3, 2)), u"healthy"_qs);
    QCOMPARE(judged(clients(2, 2)), u"degraded clients_fail"_qs);
    QCOMPARE(judged(clients(2, 2), 0.6), u"healthy"_qs);
}

void HealthVerdictTest::aClientThatIsLookedAtIsNoLink()
{
    Snapshot frame;
    frame.sessions = {SessionBuilder(u"client-1"_qs)};
    frame.sessions[0].isAdopted = true;
    frame.sessions[0].connection = ConnectionState::Away;
    QVERIFY(healthLinksOf(frame).empty());
}

void HealthVerdictTest::theWorstFindingComesFirst()
{
    HealthLink full = up();
    full.queueFill = 1;

    QCOMPARE(judged({full, with(up(), BreakerState::Open)}, 0.1),
             u"unhealthy breaker_open queue_high retries_fail"_qs);
}

void HealthVerdictTest::findingsAreBounded()
{
    std::vector<HealthLink> links(1000, with(up(), BreakerState::HalfOpen));
    links.back().breaker = BreakerState::Open;

    const HealthVerdict verdict = judgeHealth(links, {}, {}, 0.5);

    QCOMPARE(verdict.findings.size(), HealthVerdict::keptFindings);
    QCOMPARE(verdict.moreFindings, 992);
    QCOMPARE(verdict.findings.front().rule, "breaker_open"_L1);
}

void HealthVerdictTest::anOverrideCountsAsWhatTheBreakerDoes()
{
    const auto frame
        = SnapshotBuilder()
              .session(SessionBuilder(u"a"_qs).forced(BreakerOverride::ForcedOpen, {}))
              .session(SessionBuilder(u"b"_qs).open(1s).forced(BreakerOverride::ForcedClosed, {}))
              .build();

    const auto links = healthLinksOf(*frame);

    QCOMPARE(toString(links[0].breaker), toString(BreakerState::Open));
    QCOMPARE(toString(links[1].breaker), toString(BreakerState::Closed));
}

void HealthVerdictTest::theFullerLimitOfAQueueCounts()
{
    SessionSnapshot session = SessionBuilder(u"a"_qs).queue(300, 200, 1000);
    session.queue.inDoubt = 100;
    session.queue.bytes = 90;
    session.queue.maxBytes = 100;
    session.queue.highWater = 0.7;
    Snapshot frame;
    frame.sessions = {session};

    QCOMPARE(healthLinksOf(frame).front().queueFill, 0.9);
    frame.sessions.front().queue.bytes = 1;
    QCOMPARE(healthLinksOf(frame).front().queueFill, 0.6);
    QCOMPARE(healthLinksOf(frame).front().highWater, 0.7);
    frame.sessions.front().queue.maxMessages = 0;
    QCOMPARE(healthLinksOf(frame).front().queueFill, 0.01);
}

void HealthVerdictTest::readyByPolicy()
{
    using enum ReadyPolicy;
    const HealthLink down = in(ConnectionState::BackingOff);
    const HealthLink open = with(up(), BreakerState::Open);

    QVERIFY(judgeReadiness({}, Any).isReady && judgeReadiness({}, All).isReady);
    QVERIFY(judgeReadiness({up(), down}, Any).isReady);
    QVERIFY(!judgeReadiness({up(), down}, All).isReady);
    QVERIFY(!judgeReadiness({down}, Any).isReady);
    QVERIFY(!judgeReadiness({open}, Any).isReady);
    QVERIFY(judgeReadiness({up(), in(ConnectionState::Closed)}, All).isReady);
    QCOMPARE(judgeReadiness({up(), down}, All).ready, 1);
    QCOMPARE(judgeReadiness({up(), down}, All).configured, 2);
}

BREAKWATER_TEST(HealthVerdictTest)

#include "tst_healthverdict.moc"
