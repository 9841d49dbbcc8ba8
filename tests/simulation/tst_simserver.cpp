// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/simserver.h>
#include <tests/support/testmain.h>

#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Simulation;

namespace {

class NoWitness final : public Witness
{
public:
    void dialled(SimLink &) override { }
    void wrote(SimLink &, const QByteArray &, std::int64_t) override { }
    void pinged(SimLink &, const QByteArray &) override { }
    void closed(SimLink &, int) override { }
    void aborted(SimLink &) override { }
    void opening(SimLink &) override { }
    void ponging(SimLink &, const QByteArray &) override { }
    void texting(SimLink &, const QByteArray &) override { }
    void draining(SimLink &, std::int64_t) override { }
    void ending(SimLink &, const EndReason &) override { }
    void received(SimLink &, const Content &content) override { stored.push_back(content.number); }
    void choked(SimLink &, const Content &) override { }

    std::vector<std::uint64_t> stored;
};

class Listener final : public TransportListener
{
public:
    void transportOpened(const QString &) override { ++opened; }
    void transportText(const QByteArray &utf8) override { texts += utf8; }
    void transportBinary(const QByteArray &) override { }
    void transportPong(const QByteArray &payload) override { pongs += payload; }
    void transportDrained() override { }
    void transportEnded(const EndReason &reason) override { ends.push_back(reason); }

    int opened = 0;
    QByteArrayList texts;
    QByteArrayList pongs;
    std::vector<EndReason> ends;
};

struct Fixture
{
    explicit Fixture(const Manners &manners = {}) : server(world, manners)
    {
        link.open();
        run(1s);
    }
    void run(Duration length)
    {
        const MonotonicTime until = time.now() + length;
        time.at(until, [] {});
        while (time.nextDue() && *time.nextDue() <= until)
            time.runNext();
    }
    void send(std::uint64_t number) { link.send(Frame::Kind::Text, payloadOf({number}, 0)); }

    SimTime time;
    Chance chance{7};
    Trace trace;
    NoWitness witness;
    LinkWorld world{time, chance, trace, witness};
    SimServer server;
    WireConditions wires{.shortest = 1ms, .longest = 20ms};
    Listener listener;
    SimLink link{1, 0, world, server, wires, {}, listener};
};

} // namespace

class SimServerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPongComesAfterEverythingWrittenBeforeItsPing();
    void answersTheNewestOrTheOldestPingAlone();
    void whatItHasSurvivesItsDeathAndWhatIsUnderWayDoesNot();
    void aSilentDeathIsNotHeardOf();
    void bytesOfADyingSocketMayStillArrive();
    void nothingIsHeardAfterAnAbort();
    void closesOverPoisonAndStoresItNot();
    void whoStoresLateForgetsWhatItAnswered();
};

void SimServerTest::aPongComesAfterEverythingWrittenBeforeItsPing()
{
    Fixture fixture;
    for (std::uint64_t number = 1; number <= 50; ++number) {
        fixture.send(number);
        fixture.link.ping(QByteArray::number(qulonglong(number)));
    }

    for (int i = 0; i < 1000 && fixture.listener.pongs.size() < 50; ++i) {
        fixture.time.runNext();
        for (const QByteArray &pong : fixture.listener.pongs)
            QVERIFY(fixture.server.has(pong.toULongLong()));
    }

    QCOMPARE(fixture.listener.pongs.size(), 50);
    QVERIFY(std::is_sorted(fixture.witness.stored.begin(), fixture.witness.stored.end()));
}

void SimServerTest::answersTheNewestOrTheOldestPingAlone()
{
    for (const auto pongs : {Manners::Pongs::NewestOnly, Manners::Pongs::OldestOnly}) {
        Fixture fixture({.pongs = pongs, .pongDelay = 500ms});
        fixture.link.ping("old");
        fixture.link.ping("new");

        fixture.run(2s);

        const QByteArray expected = pongs == Manners::Pongs::NewestOnly ? "new" : "old";
        QCOMPARE(fixture.listener.pongs, QByteArrayList({expected}));
    }
}

void SimServerTest::whatItHasSurvivesItsDeathAndWhatIsUnderWayDoesNot()
{
    Fixture fixture;
    fixture.send(1);
    fixture.run(1s);
    fixture.send(2);

    fixture.server.die(SimServer::Death::Loud, 1s);
    fixture.run(5s);

    QVERIFY(fixture.server.has(1));
    QVERIFY(!fixture.server.has(2));
    QCOMPARE(fixture.listener.ends.size(), std::size_t(1));
    QCOMPARE(toString(fixture.listener.ends.front().kind), toString(EndKind::ConnectionLost));
}

void SimServerTest::aSilentDeathIsNotHeardOf()
{
    Fixture fixture;

    fixture.server.die(SimServer::Death::Silent, 1s);
    fixture.link.ping("anybody?");
    fixture.run(60s);

    QVERIFY(fixture.link.isOpen());
    QCOMPARE(fixture.listener.pongs.size(), 0);
    fixture.run(120s); // until the kernel gives up: nobody acknowledged the ping
    QCOMPARE(fixture.listener.ends.size(), std::size_t(1));
}

void SimServerTest::bytesOfADyingSocketMayStillArrive()
{
    Fixture fixture;
    fixture.send(1);

    fixture.link.abort();
    fixture.run(1s);

    QVERIFY(fixture.server.has(1));
    QCOMPARE(fixture.server.openLinks(), std::size_t(0));
}

void SimServerTest::nothingIsHeardAfterAnAbort()
{
    Fixture fixture;
    fixture.link.ping("late");
    fixture.server.sayToAll("late, too");

    fixture.link.abort();
    fixture.run(1s);

    QCOMPARE(fixture.listener.pongs.size(), 0);
    QCOMPARE(fixture.listener.texts.size(), 0);
    QCOMPARE(fixture.listener.ends.size(), std::size_t(0));
}

void SimServerTest::closesOverPoisonAndStoresItNot()
{
    Fixture fixture;
    fixture.link.send(Frame::Kind::Text, payloadOf({.number = 1, .isPoison = true}, 0));
    fixture.send(2);

    fixture.run(1s);

    QVERIFY(!fixture.server.has(1));
    QVERIFY(!fixture.server.has(2));
    QCOMPARE(fixture.listener.ends.size(), std::size_t(1));
    QCOMPARE(toString(fixture.listener.ends.front().kind), toString(EndKind::PeerClose));
}

void SimServerTest::whoStoresLateForgetsWhatItAnswered()
{
    Fixture fixture({.storeDelay = 10s});
    fixture.send(1);
    fixture.link.ping("do you have it?");
    fixture.run(1s);
    QCOMPARE(fixture.listener.pongs.size(), 1);

    fixture.server.die(SimServer::Death::Loud, 0s);
    fixture.run(60s);

    QVERIFY(!fixture.server.has(1));
}

BREAKWATER_TEST(SimServerTest)
#include "tst_simserver.moc"
