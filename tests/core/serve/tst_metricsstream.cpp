// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/metricsstream.h>

#include <tests/core/serve/streampeer.h>
#include <tests/support/testmain.h>

#include <QtCore/QElapsedTimer>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QStringList strings(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list.append(value.toString());
    return list;
}

QStringList idsOf(const QJsonObject &document)
{
    QStringList ids;
    for (const QJsonValue &session : document["sessions"_L1].toArray())
        ids.append(session["id"_L1].toString());
    return ids;
}

SessionSnapshot client(const QString &id)
{
    SessionSnapshot session = SessionBuilder(id);
    session.isAdopted = true;
    return session;
}

const auto everything = {Tier::Realtime, Tier::Performance, Tier::Aggregate};
const QStringList allTiers{u"realtime"_s, u"performance"_s, u"aggregate"_s};

} // namespace

class MetricsStreamTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFrameHasTypeDataAndTime();
    void greetsWithTheWholeDocument();
    void greetsWhenThereIsAFirstFrame();
    void sendsTheTiersSubscribedTo_data();
    void sendsTheTiersSubscribedTo();
    void aChangeOutsideTheTiersGoesWithRealtime();
    void snapshotsHaveNoEventsAndNoTransitions();
    void aSubscriptionIsAnsweredAndItsFirstFrameFollows();
    void aFilterLimitsTheSessions();
    void clientsComeOnlyWhenTheirIdIsAskedFor();
    void clientsAreFoundInTheTable();
    void noMoreThanSixteenClients();
    void transitionsAndEventsComeAtOnceAndOnce();
    void sharesOneSerialisation();
    void costsNothingWhenNobodyListens();
    void saysGoodbyeToAll();
    void breaksAllWithoutAWord();
    void forgetsWhoLeft();
    void tellsNoSecrets();
};

void MetricsStreamTest::everyFrameHasTypeDataAndTime()
{
    StreamCore core;
    core.publish(everything);
    StreamPeer peer(core.stream);

    const QJsonObject frame = peer.takeOne();

    QCOMPARE(frame.keys(), QStringList({u"data"_s, u"timestamp"_s, u"type"_s}));
    const QDateTime at = QDateTime::fromString(frame["timestamp"_L1].toString(), Qt::ISODateWithMs);
    QCOMPARE(at.toMSecsSinceEpoch(), core.time.wallNow().time_since_epoch().count());
    QCOMPARE(frame["timestamp"_L1].toString().right(1), u"Z"_s);
}

void MetricsStreamTest::greetsWithTheWholeDocument()
{
    StreamCore core;
    core.serving.clients = 3;
    core.happen(2);
    core.transition(BreakerState::Closed, BreakerState::Open);
    core.publish();

    StreamPeer peer(core.stream);

    const QJsonObject frame = peer.takeOne();
    QCOMPARE(typeOf(frame), u"initial_stats"_s);
    const QJsonObject data = dataOf(frame);
    QCOMPARE(data["schema"_L1].toString(), u"breakwater.snapshot/1"_s);
    QCOMPARE(strings(data["tiers"_L1]), allTiers);
    QCOMPARE(idsOf(data), QStringList({u"alpha"_s, u"beta"_s}));
    QCOMPARE(data["events"_L1].toArray().size(), 2);
    QCOMPARE(data["transitions"_L1].toArray().size(), 1);
    QCOMPARE(data["periods"_L1]["realtime_seconds"_L1].toDouble(-1), 1.0);
    QCOMPARE(data["serving"_L1]["clients"_L1].toInteger(-1), 3);
    QCOMPARE(core.stream.subscribers(), 1);
}

void MetricsStreamTest::greetsWhenThereIsAFirstFrame()
{
    StreamCore core;
    StreamPeer peer(core.stream);
    peer.ask(R"({"command":"ping"})");
    QCOMPARE(peer.take().size(), std::size_t{0});
    core.happen();

    core.publish();

    QCOMPARE(typesOf(peer.take()), QStringList({u"initial_stats"_s, u"pong"_s}));
}

void MetricsStreamTest::sendsTheTiersSubscribedTo_data()
{
    QTest::addColumn<QByteArray>("wish");
    QTest::addColumn<int>("made");
    QTest::addColumn<QStringList>("sent");

    const QStringList none;
    QTest::newRow("one of three") << QByteArray(R"(["performance"])") << 7
                                  << QStringList{u"performance"_s};
    QTest::newRow("both of two") << QByteArray(R"(["realtime","aggregate"])") << 5
                                 << QStringList{u"realtime"_s, u"aggregate"_s};
    QTest::newRow("another tier") << QByteArray(R"(["aggregate"])") << 3 << none;
    QTest::newRow("no tier at all") << QByteArray("[]") << 7 << none;
}

void MetricsStreamTest::sendsTheTiersSubscribedTo()
{
    QFETCH(const QByteArray, wish);
    QFETCH(const int, made);
    QFETCH(const QStringList, sent);
    StreamCore core;
    core.publish();
    StreamPeer peer(core.stream);
    peer.ask(R"({"command":"subscribe","tiers":)" + wish + '}');
    peer.take();

    auto frame = std::make_shared<Snapshot>(*core.frame({}));
    frame->tiers = TierSet{static_cast<std::uint8_t>(made)};
    core.stream.publish(frame);

    const auto frames = peer.take();
    QCOMPARE(frames.size(), std::size_t(sent.isEmpty() ? 0 : 1));
    if (!sent.isEmpty())
        QCOMPARE(strings(dataOf(frames.front())["tiers"_L1]), sent);
}

void MetricsStreamTest::aChangeOutsideTheTiersGoesWithRealtime()
{
    StreamCore core;
    core.publish();
    StreamPeer all(core.stream);
    StreamPeer slowOnly(core.stream);
    slowOnly.ask(R"({"command":"subscribe","tiers":["aggregate"]})");
    all.take();
    slowOnly.take();

    core.publish({});

    QCOMPARE(strings(dataOf(all.takeOne())["tiers"_L1]), QStringList());
    QCOMPARE(slowOnly.take().size(), std::size_t{0});
}

void MetricsStreamTest::snapshotsHaveNoEventsAndNoTransitions()
{
    StreamCore core;
    core.happen();
    core.publish();
    StreamPeer peer(core.stream);
    peer.take();

    core.publish();

    const QJsonObject frame = peer.takeOne();
    QCOMPARE(typeOf(frame), u"snapshot"_s);
    QCOMPARE(dataOf(frame)["events"_L1], QJsonValue(QJsonArray()));
    QCOMPARE(dataOf(frame)["transitions"_L1], QJsonValue(QJsonArray()));
    QVERIFY(dataOf(frame).contains("engine"_L1));
    QCOMPARE(dataOf(frame)["sequence"_L1].toInteger(-1), 2);
}

void MetricsStreamTest::aSubscriptionIsAnsweredAndItsFirstFrameFollows()
{
    StreamCore core;
    core.publish();
    StreamPeer peer(core.stream);
    peer.take();

    peer.ask(R"({"command":"subscribe","tiers":["aggregate"],"sessions":["beta"]})");

    const auto frames = peer.take();
    QCOMPARE(typesOf(frames), QStringList({u"stats"_s, u"snapshot"_s}));
    QCOMPARE(dataOf(frames[0])["command"_L1].toString(), u"subscribe"_s);
    QCOMPARE(strings(dataOf(frames[0])["tiers"_L1]), QStringList{u"aggregate"_s});
    QCOMPARE(strings(dataOf(frames[0])["sessions"_L1]), QStringList{u"beta"_s});
    QCOMPARE(idsOf(dataOf(frames[1])), QStringList{u"beta"_s});
}

void MetricsStreamTest::aFilterLimitsTheSessions()
{
    StreamCore core;
    core.publish();
    StreamPeer beta(core.stream);
    StreamPeer none(core.stream);
    beta.ask(R"({"command":"subscribe","tiers":["realtime"],"sessions":["beta","unknown"]})");
    none.ask(R"({"command":"subscribe","tiers":["realtime"],"sessions":[]})");
    beta.take();
    none.take();

    core.publish();

    QCOMPARE(idsOf(dataOf(beta.takeOne())), QStringList{u"beta"_s});
    const QJsonObject frame = none.takeOne();
    QCOMPARE(typeOf(frame), u"snapshot"_s);
    QCOMPARE(idsOf(dataOf(frame)), QStringList());
}

void MetricsStreamTest::clientsComeOnlyWhenTheirIdIsAskedFor()
{
    StreamCore core;
    core.sessions.push_back(client(u"client-1"_s));
    core.publish();
    StreamPeer peer(core.stream);
    QCOMPARE(idsOf(dataOf(peer.takeOne())), QStringList({u"alpha"_s, u"beta"_s}));

    core.publish();
    QCOMPARE(idsOf(dataOf(peer.takeOne())), QStringList({u"alpha"_s, u"beta"_s}));

    peer.ask(R"({"command":"subscribe","tiers":["realtime"],"sessions":["client-1","alpha"]})");
    QCOMPARE(idsOf(dataOf(peer.take().back())), QStringList({u"alpha"_s, u"client-1"_s}));
}

void MetricsStreamTest::clientsAreFoundInTheTable()
{
    StreamCore core;
    core.serving.table = std::make_shared<const std::vector<SessionSnapshot>>(
        std::vector{client(u"c1"_s), client(u"c2"_s), client(u"c3"_s)});
    core.publish();
    StreamPeer peer(core.stream);

    peer.ask(R"({"command":"subscribe","tiers":["aggregate"],"sessions":["c2"]})");

    QCOMPARE(idsOf(dataOf(peer.take().back())), QStringList{u"c2"_s});
}

void MetricsStreamTest::noMoreThanSixteenClients()
{
    StreamCore core;
    QJsonArray ids{u"alpha"_s};
    for (int i = 0; i < 17; ++i) {
        core.sessions.push_back(client(u"client-%1"_s.arg(i)));
        ids.append(core.sessions.back().id.value);
    }
    core.publish();
    StreamPeer peer(core.stream);
    peer.take();
    const auto subscribe = [&] {
        return QJsonDocument(QJsonObject{{u"command"_s, u"subscribe"_s},
                                         {u"tiers"_s, QJsonArray{u"realtime"_s}},
                                         {u"sessions"_s, ids}})
            .toJson();
    };

    QCOMPARE(typeOf(peer.answer(subscribe())), u"error"_s);

    ids.removeLast();
    peer.ask(subscribe());
    QCOMPARE(idsOf(dataOf(peer.take().back())).size(), 17);
}

void MetricsStreamTest::transitionsAndEventsComeAtOnceAndOnce()
{
    StreamCore core;
    core.happen();
    core.publish();
    StreamPeer peer(core.stream);
    peer.ask(R"({"command":"subscribe","tiers":[]})");
    peer.take();

    core.transition(BreakerState::Closed, BreakerState::Open);
    core.happen(2);
    core.publish({});

    const auto frames = peer.take();
    QCOMPARE(typesOf(frames), QStringList({u"transition"_s, u"event"_s, u"event"_s}));
    QCOMPARE(dataOf(frames[0])["to"_L1].toString(), u"open"_s);
    QCOMPARE(dataOf(frames[0])["session"_L1].toString(), u"alpha"_s);
    QCOMPARE(dataOf(frames[1])["sequence"_L1].toInteger(-1), 2);
    QCOMPARE(dataOf(frames[2])["sequence"_L1].toInteger(-1), 3);

    core.publish(everything);
    QCOMPARE(peer.take().size(), std::size_t{0});
}

void MetricsStreamTest::sharesOneSerialisation()
{
    StreamCore core;
    for (int i = 0; i < 98; ++i)
        core.sessions.push_back(SessionBuilder(u"link-%1"_s.arg(i)));
    core.publish();
    std::vector<std::unique_ptr<StreamPeer>> peers;
    for (int i = 0; i < 10; ++i)
        peers.push_back(std::make_unique<StreamPeer>(core.stream));
    for (const auto &peer : peers)
        peer->take();
    core.happen();

    core.publish(everything);

    const QByteArrayList first = peers.front()->takeBytes();
    QCOMPARE(first.size(), 2); // the event, and the snapshot
    for (std::size_t i = 1; i < peers.size(); ++i) {
        const QByteArrayList frames = peers[i]->takeBytes();
        QCOMPARE(frames.size(), 2);
        QVERIFY(frames[0].constData() == first[0].constData());
        QVERIFY(frames[1].constData() == first[1].constData());
    }
}

//! One of these documents takes milliseconds to write, and so do two hundred events; ten thousand
//! would take a minute.
void MetricsStreamTest::costsNothingWhenNobodyListens()
{
    StreamCore core;
    for (int i = 0; i < 98; ++i)
        core.sessions.push_back(SessionBuilder(u"link-%1"_s.arg(i)));
    const SnapshotPtr quiet = core.frame(everything);
    core.happen(200);
    const SnapshotPtr loud = core.frame(everything);
    QElapsedTimer timer;
    timer.start();

    for (int i = 0; i < 10'000; ++i) {
        core.stream.publish(quiet);
        core.stream.publish(loud);
    }

    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

void MetricsStreamTest::saysGoodbyeToAll()
{
    StreamCore core;
    core.publish();
    StreamPeer one(core.stream);
    StreamPeer two(core.stream);
    one.take();

    core.stream.closeAll(1001, u"going away"_s);

    QCOMPARE(one.transport().closeCode, std::optional(1001));
    QCOMPARE(two.transport().closeCode, std::optional(1001));
    QCOMPARE(core.stream.subscribers(), 0);
    core.publish();
    QCOMPARE(one.take().size(), std::size_t{0});
    core.time.fireDue();
    QVERIFY(one.isGone() && two.isGone());
    QCOMPARE(core.time.activeTimers(), 0);

    StreamPeer late(core.stream);
    QCOMPARE(typeOf(late.takeOne()), u"initial_stats"_s);
}

void MetricsStreamTest::breaksAllWithoutAWord()
{
    StreamCore core;
    core.publish();
    StreamPeer peer(core.stream);
    peer.stopReading();
    core.tick(3);

    core.stream.breakAll();

    QVERIFY(peer.isGone());
    QCOMPARE(core.stream.subscribers(), 0);
    QCOMPARE(core.stream.framesSkipped(), std::uint64_t{2});
    QCOMPARE(core.time.activeTimers(), 0);
}

void MetricsStreamTest::forgetsWhoLeft()
{
    StreamCore core;
    core.publish();
    StreamPeer peer(core.stream);
    StreamPeer other(core.stream);
    peer.stopReading();
    core.tick(5);
    other.take();

    peer.transport().end(EndKind::ConnectionLost);

    QCOMPARE(core.stream.subscribers(), 1);
    core.time.fireDue();
    QVERIFY(peer.isGone());
    QCOMPARE(core.stream.framesSkipped(), std::uint64_t{4});
    core.tick();
    QCOMPARE(typeOf(other.takeOne()), u"snapshot"_s);
}

void MetricsStreamTest::tellsNoSecrets()
{
    const QByteArray canary = "canary-5e1f0c";
    StreamCore core;
    core.sessions.front() = SessionBuilder(u"alpha"_s).url(u"wss://h.example/?token=…"_s);
    core.publish();
    StreamPeer peer(core.stream,
                    {.path = u"/stream"_s,
                     .query = u"token="_s + QString::fromLatin1(canary),
                     .subprotocol = {},
                     .origin = QString::fromLatin1(canary),
                     .peer = {}});

    peer.ask(R"({"command":")" + canary + R"("})");
    peer.ask(R"({"command":"ping",")" + canary + R"(":1})");
    peer.ask(R"({"command":"get_recent_events","limit":")" + canary + R"("})");
    peer.ask(R"({"command":"subscribe","tiers":[")" + canary + R"("]})");
    peer.ask(canary);
    peer.ask(R"({"command":"get_stats"})");
    peer.ask(R"({"command":"export"})");
    core.tick(2);

    const QByteArrayList frames = peer.takeBytes();
    QCOMPARE(frames.size(), 10);
    for (const QByteArray &frame : frames)
        QVERIFY2(!frame.contains(canary), frame.constData());
}

BREAKWATER_TEST(MetricsStreamTest)

#include "tst_metricsstream.moc"
