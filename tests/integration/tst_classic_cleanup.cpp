// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/classicfixture.h>
#include <tests/support/descriptors.h>
#include <tests/support/liveheap.h>

#include <QtCore/QTimer>

#include <optional>
#include <set>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int many = 1000;
constexpr int staying = 20;

StabilityConfig sweepingConfig()
{
    StabilityConfig config = classicConfig();
    config.metrics.clientMetricsTtl = 200ms;
    config.metrics.cleanupInterval = 100ms;
    config.limits.clients = 2 * many + staying;
    return config;
}

//! Clients that stay and never stop talking: one message each, fifty times a second.
class Talkers final
{
public:
    bool begin(const QUrl &server)
    {
        QObject::connect(&m_pace, &QTimer::timeout, &m_pace, [this] {
            ++m_said;
            m_areHeard = m_fleet.send(m_said, m_said) && m_areHeard;
        });
        const bool areHere = m_fleet.come(server);
        m_pace.start(20ms);
        return areHere;
    }
    //! Stops, and says what is wrong with the echoes since the last pause.
    QString pause()
    {
        m_pace.stop();
        QString fault = m_areHeard ? QString() : u"A client could not send."_qs;
        if (!m_fleet.hears(m_said - m_checked))
            fault += u"Echoes are missing. "_qs;
        for (const auto &client : m_fleet) {
            fault += arrivalFault(client->heard(), client->name(), m_checked + 1, m_said);
            client->forget();
        }
        m_checked = m_said;
        return fault;
    }
    void goOn() { m_pace.start(); }
    int said() const { return m_said; }
    std::set<SessionId> sessions() const
    {
        std::set<SessionId> result;
        for (const auto &client : m_fleet)
            result.insert({client->session()});
        return result;
    }

private:
    PeerFleet m_fleet{u"staying"_qs, staying, {}, PeerClient::Manner::SpeaksSessions};
    QTimer m_pace;
    int m_said = 0;
    int m_checked = 0;
    bool m_areHeard = true;
};

std::set<SessionId> sessionsOf(const Snapshot &frame)
{
    std::set<SessionId> result;
    for (const SessionSnapshot &client : *frame.serving.table)
        result.insert(client.id);
    return result;
}

bool isIdle(const SnapshotPtr &frame)
{
    const QueueSnapshot &queue = frame->engine.queue;
    return queue.queued + queue.unconfirmed + queue.inDoubt == 0;
}

} // namespace

//! Clients that went for good are removed, they alone, and nothing of them stays.
class ClassicCleanup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whoIsConnectedIsNeverRemovedHoweverQuiet();
    void whoIsAwayAndHasMessagesWaitingIsKept();
    void aThousandThatVanishedAreRemovedUnderLoadAndTheyAlone();
    void threeRoundsOfAThousandLeaveNoMemoryBehind();

private:
    //! So many come, each says something and hears it back, all vanish, and are removed. What the
    //! heap was while they were here; none when a step failed.
    static std::optional<qint64> round(ServingHost &server, int count);
};

void ClassicCleanup::initTestCase()
{
    const QString fault = descriptorFault(2 * (many + staying) + 500);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

void ClassicCleanup::whoIsConnectedIsNeverRemovedHoweverQuiet()
{
    ServingHost server(sweepingConfig());
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 30);
    QVERIFY(fleet.come(server.url()));
    const std::uint64_t before = server.latest() ? server.latest()->cleanup.cycles : 0;

    QTRY_VERIFY_WITH_TIMEOUT(server.latest()->cleanup.cycles >= before + 8, patience); // 4 TTLs

    QCOMPARE(server.serving().connected, 30);
    QCOMPARE(server.latest()->cleanup.clientsRemoved, 0U);
    QVERIFY(fleet.send(1, 1) && fleet.hears(1));
}

void ClassicCleanup::whoIsAwayAndHasMessagesWaitingIsKept()
{
    ServingHost server(sweepingConfig(), {.echo = false});
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 2, {}, PeerClient::Manner::SpeaksSessions);
    QVERIFY(fleet.come(server.url()));
    const QString waitedFor = fleet.at(0).session();
    fleet.vanish();
    server.host().post(send(waitedFor, numberedMessage(u"server"_qs, 1)));

    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->cleanup.clientsRemoved, 1U, patience);
    const std::uint64_t cycles = server.latest()->cleanup.cycles;
    QTRY_VERIFY_WITH_TIMEOUT(server.latest()->cleanup.cycles >= cycles + 8, patience);
    QCOMPARE(server.latest()->cleanup.clientsRemoved, 1U);
    QVERIFY(fleet.come(server.url()));

    QCOMPARE(fleet.at(0).session(), waitedFor);
    QVERIFY(fleet.at(1).session() != waitedFor);
    QTRY_COMPARE_WITH_TIMEOUT(fleet.at(0).heard(), QByteArrayList{numberedMessage(u"server"_qs, 1)},
                              patience);
}

void ClassicCleanup::aThousandThatVanishedAreRemovedUnderLoadAndTheyAlone()
{
    ServingHost server(sweepingConfig());
    QVERIFY(server.start());
    Talkers talkers;
    QVERIFY(talkers.begin(server.url()));
    PeerFleet plain(u"plain"_qs, many / 2);
    PeerFleet speaking(u"speaking"_qs, many / 2, {}, PeerClient::Manner::SpeaksSessions);
    QVERIFY(plain.come(server.url()) && speaking.come(server.url()));
    QTRY_COMPARE_WITH_TIMEOUT(server.serving().connected, many + staying, patience);
    QVERIFY(plain.send(1, 1) && speaking.send(1, 1) && plain.hears(1) && speaking.hears(1));
    // What is not confirmed yet would wait for those that can return.
    QVERIFY(server.fresh());
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(server.latest()), patience);
    QCOMPARE(server.latest()->cleanup.clientsRemoved, 0U);

    plain.vanish();
    speaking.vanish();

    QTRY_COMPARE_WITH_TIMEOUT(server.serving().clients, staying, patience);
    const int saidMeanwhile = talkers.said();
    QTRY_VERIFY_WITH_TIMEOUT(talkers.said() > saidMeanwhile + 5, patience);
    BREAKWATER_FAULTLESS(talkers.pause());
    const SnapshotPtr frame = server.fresh();
    QVERIFY(frame);
    QCOMPARE(frame->cleanup.clientsRemoved, std::uint64_t(many));
    QVERIFY(frame->cleanup.bytesFreed > 0);
    QCOMPARE(frame->serving.connected, staying);
    QVERIFY(sessionsOf(*frame) == talkers.sessions());
    std::uint64_t inCycles = 0;
    for (const CleanupCycle &cycle : *frame->serving.cycles)
        inCycles += cycle.clientsRemoved;
    QCOMPARE(inCycles, std::uint64_t(many));
    QCOMPARE(server.left().size(), std::size_t(many));
    BREAKWATER_FAULTLESS(snapshotFault(*frame));
}

std::optional<qint64> ClassicCleanup::round(ServingHost &server, int count)
{
    const std::uint64_t removed = server.latest()->cleanup.clientsRemoved;
    PeerFleet fleet(u"a"_qs, count);
    if (!fleet.come(server.url()) || !fleet.send(1, 1) || !fleet.hears(1))
        return {};
    const qint64 heap = liveHeap();
    fleet.vanish();
    const bool areRemoved = QTest::qWaitFor(
        [&] { return server.latest()->cleanup.clientsRemoved == removed + std::uint64_t(count); },
        patience);
    return areRemoved ? std::optional(heap) : std::nullopt;
}

void ClassicCleanup::threeRoundsOfAThousandLeaveNoMemoryBehind()
{
    StabilityConfig config = sweepingConfig();
    // The history of the core's numbers grows with its frames until it is full, whoever is there.
    config.refresh = {.realtime = 500ms, .performance = 500ms, .aggregate = 500ms};
    ServingHost server(config);
    QVERIFY(server.start());
    Talkers talkers;
    QVERIFY(talkers.begin(server.url()));
    QVERIFY(round(server, 50)); // what is allocated once is no part of the question
    BREAKWATER_FAULTLESS(talkers.pause());
    QVERIFY(server.fresh());
    const qint64 start = liveHeap();

    std::vector<qint64> after;
    for (int i = 1; i <= 3; ++i) {
        talkers.goOn();
        const auto full = round(server, many);
        QVERIFY(full);
        BREAKWATER_FAULTLESS(talkers.pause());
        server.forget();
        QVERIFY(server.fresh());
        after.push_back(liveHeap());
        qInfo("Live heap: %lld KiB at the start, %lld with %d clients, %lld after round %d.",
              start / 1024, *full / 1024, many + staying, after.back() / 1024, i);
        QVERIFY(after.back() <= start + start / 10);
        QCOMPARE(server.serving().clients, staying);
    }
    QVERIFY(after.back() <= after.front() + start / 20);
}

BREAKWATER_TEST(ClassicCleanup)
#include "tst_classic_cleanup.moc"
