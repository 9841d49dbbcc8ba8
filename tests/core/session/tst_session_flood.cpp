// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/session/sessionfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;

//! A peer that sends more than limits.receive_rate: a server is endured, a client is sent away.
class SessionFloodTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutARateALinkThatWeDialledTakesEverything();
    void aFloodingServerIsShedAndItsLinkStays();
    void aShedMessageStillShowsThatThePeerLives();
    void aFloodingClientIsClosedWith1008();
    void aClientThatIgnoresTheCloseGetsNothingThrough();
    void aClientAtTheRateStays();

private:
    static StabilityConfig withRate(int rate)
    {
        StabilityConfig config;
        config.limits.receiveRate = rate;
        return config;
    }
    static void flood(SessionFixture &link, int messages)
    {
        for (int i = 0; i < messages && link.peer(); ++i)
            link.peer()->text("x");
    }
};

void SessionFloodTest::withoutARateALinkThatWeDialledTakesEverything()
{
    SessionFixture link;
    link.network.answersPings = true;
    link.connect();

    flood(link, 100'000);

    QCOMPARE(link.received.size(), 100'000);
    QCOMPARE(link.messages().receiveShed, 0u);
}

void SessionFloodTest::aFloodingServerIsShedAndItsLinkStays()
{
    SessionFixture link(withRate(100));
    link.network.answersPings = true;
    link.connect();

    flood(link, 1000);
    QCOMPARE(link.received.size(), 100);
    link.time.advance(1s);
    flood(link, 1000);

    QCOMPARE(link.received.size(), 200);
    QCOMPARE(link.messages().receiveShed, 1800u);
    QCOMPARE(link.messages().received, 2000u);
    QVERIFY(link.session.isUp());
    QCOMPARE(link.network.created(), 1);
}

void SessionFloodTest::aShedMessageStillShowsThatThePeerLives()
{
    SessionFixture link(withRate(1));
    link.connect();

    for (int i = 0; i < 300; ++i) { // longer than connection.timeout
        flood(link, 3);
        link.time.advance(1s);
        if (link.peer() && !link.peer()->pings.isEmpty())
            link.peer()->answerOldest();
    }

    QVERIFY(link.session.isUp());
    QCOMPARE(link.network.created(), 1);
}

void SessionFloodTest::aFloodingClientIsClosedWith1008()
{
    SessionFixture link(SessionFixture::OfClient{}, withRate(100));
    link.network.answersPings = true;
    link.network.answersClose = false;
    QVERIFY(link.come());

    flood(link, 101);

    QCOMPARE(link.received.size(), 100);
    QCOMPARE(link.peer()->closeCode, std::optional(1008));
    QCOMPARE(link.messages().receiveShed, 1u);
    QCOMPARE(link.events.filter(QStringLiteral("too many messages")).size(), 1);
    link.peer()->end(EndKind::WantedClose);
    QVERIFY(link.session.isClosed());
}

void SessionFloodTest::aClientThatIgnoresTheCloseGetsNothingThrough()
{
    SessionFixture link(SessionFixture::OfClient{}, withRate(100));
    link.network.answersPings = true;
    link.network.answersClose = false;
    QVERIFY(link.come());

    flood(link, 10'000);

    QCOMPARE(link.received.size(), 100);
    QCOMPARE(link.messages().receiveShed, 9900u);
    QCOMPARE(link.events.filter(QStringLiteral("too many messages")).size(), 1); // said once
}

void SessionFloodTest::aClientAtTheRateStays()
{
    SessionFixture link(SessionFixture::OfClient{}, withRate(100));
    link.network.answersPings = true;
    QVERIFY(link.come());

    for (int second = 0; second < 60; ++second) {
        flood(link, 100);
        link.time.advance(1s);
    }

    QCOMPARE(link.received.size(), 6000);
    QVERIFY(link.session.isUp());
    QCOMPARE(link.messages().receiveShed, 0u);
}

BREAKWATER_TEST(SessionFloodTest)
#include "tst_session_flood.moc"
