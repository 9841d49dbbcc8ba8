// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/session/sessionfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;

//! A session whose messages the server's own program confirms, and what else arrives.
class SessionAcksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPongConfirmsNothing();
    void theServersAcknowledgementConfirms();
    void anAcknowledgementThatNeverComesEndsTheLinkAndReplays();
    void aSlowButSteadyProgramKeepsItsLink();
    void aProgramThatNeverAcknowledgesOpensTheBreaker();
    void anotherWayOfConfirmingWaitsForTheNextLink();
    void aPeerWithoutPongsIsStillConfirmedByItsProgram();
    void acknowledgementsReachTheObserverToo();
    void repetitionsOfThePeerAreCountedAndNotHandedOn();

private:
    static StabilityConfig appConfig();
    static void send(SessionFixture &link, const char *id);
};

StabilityConfig SessionAcksTest::appConfig()
{
    StabilityConfig config;
    config.delivery.confirm = ConfirmMode::App;
    config.delivery.ackPointer = QStringLiteral("/ack/id");
    return config;
}

void SessionAcksTest::send(SessionFixture &link, const char *id)
{
    link.session.send({.payload = id, .explicitId = id});
}

void SessionAcksTest::aPongConfirmsNothing()
{
    SessionFixture link(appConfig());
    link.network.answersPings = true;
    link.connect();
    QCOMPARE(toString(link.session.ledger().guarantee()), toString(Guarantee::App));

    send(link, "a");
    link.time.advance(16s);

    QCOMPARE(link.messages().confirmed, 0u);
    QCOMPARE(link.session.ledger().gauges().written, 1);
}

void SessionAcksTest::theServersAcknowledgementConfirms()
{
    SessionFixture link(appConfig());
    link.connect();
    send(link, "a");

    link.peer()->text(R"({"ack": {"id": "a"}})");

    QCOMPARE(link.messages().confirmed, 1u);
    QVERIFY(link.session.ledger().isEmpty());
}

void SessionAcksTest::anAcknowledgementThatNeverComesEndsTheLinkAndReplays()
{
    SessionFixture link(appConfig());
    link.network.answersPings = true;
    link.connect();
    send(link, "a");
    const auto failures = link.session.meter().set().calls.failures;

    link.time.advance(31s);

    QCOMPARE(link.session.meter().set().calls.failures, failures + 1);
    QCOMPARE(link.session.ledger().gauges().inDoubt, 1);
    link.time.advance(5s);
    link.peer()->accept();
    QCOMPARE(link.network.received, QByteArrayList({"a", "a"}));
    link.peer()->text(R"({"ack": {"id": "a"}})");
    QCOMPARE(link.messages().confirmed, 1u);
}

void SessionAcksTest::aSlowButSteadyProgramKeepsItsLink()
{
    SessionFixture link(appConfig());
    link.network.answersPings = true;
    link.connect();
    for (const char *id : {"a", "b", "c", "d"})
        send(link, id);

    for (const char *id : {"a", "b", "c", "d"}) {
        link.time.advance(20s);
        QVERIFY(link.session.isUp());
        link.peer()->text(QByteArray(R"({"ack": {"id": ")") + id + R"("}})");
    }

    QCOMPARE(link.messages().confirmed, 4u);
    QCOMPARE(link.network.created(), 1);
}

void SessionAcksTest::aProgramThatNeverAcknowledgesOpensTheBreaker()
{
    SessionFixture link(appConfig());
    link.network.answersPings = true;
    link.connect();
    link.session.send({.payload = "a", .explicitId = "a", .ttl = 1h});

    for (int second = 0; second < 600 && link.session.breaker().state() == BreakerState::Closed;
         ++second) {
        link.time.advance(1s);
        if (link.session.connection() == ConnectionState::Connecting)
            link.peer()->accept();
    }

    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Open));
}

void SessionAcksTest::anotherWayOfConfirmingWaitsForTheNextLink()
{
    SessionFixture link(appConfig());
    link.network.answersPings = true;
    link.connect();
    send(link, "a");

    link.session.configure({}); // hop
    link.peer()->text(R"({"ack": {"id": "a"}})");
    QCOMPARE(link.messages().confirmed, 1u);

    link.peer()->end(EndKind::ConnectionLost);
    link.time.advance(5s);
    link.peer()->accept();
    QCOMPARE(toString(link.session.ledger().guarantee()), toString(Guarantee::Hop));
    link.send("b");
    QCOMPARE(link.messages().confirmed, 2u);
}

void SessionAcksTest::aPeerWithoutPongsIsStillConfirmedByItsProgram()
{
    SessionFixture link(appConfig());
    link.session.open();
    link.peer()->accept();
    link.time.advance(10s); // the probe fails
    QCOMPARE(toString(link.session.ledger().guarantee()), toString(Guarantee::App));

    send(link, "a");
    link.peer()->text(R"({"ack": {"id": "a"}})");

    QCOMPARE(link.messages().confirmed, 1u);
}

void SessionAcksTest::acknowledgementsReachTheObserverToo()
{
    SessionFixture link(appConfig());
    link.connect();
    send(link, "a");

    link.peer()->text(R"({"ack": {"id": "a"}, "and": "news"})");

    QCOMPARE(link.received.size(), 1);
}

void SessionAcksTest::repetitionsOfThePeerAreCountedAndNotHandedOn()
{
    StabilityConfig config;
    config.deduplication.incomingId = QStringLiteral("/id");
    SessionFixture link(config);
    link.connect();

    link.peer()->text(R"({"id": 7})");
    link.peer()->text(R"({"id": 7})");
    link.peer()->text(R"({"id": 8})");

    QCOMPARE(link.received.size(), 2);
    QCOMPARE(link.messages().received, 3u);
    QCOMPARE(link.messages().receivedDuplicates, 1u);
}

BREAKWATER_TEST(SessionAcksTest)

#include "tst_session_acks.moc"
