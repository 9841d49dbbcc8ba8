// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/enginehost.h>
#include <core/snapshot/snapshotjson.h>

#include <tests/hostile/floodserver.h>
#include <tests/integration/hostfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/peakmemory.h>
#include <tests/support/rawpeer.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; // only bounds a failing test
constexpr qint64 floodMilliseconds = 2000;

//! A core with a hundred links: some 300 KiB.
QByteArray wholeDocument()
{
    SnapshotBuilder frame(7);
    for (int i = 0; i < 100; ++i)
        frame.session(SessionBuilder(u"link-%1"_s.arg(i, 3, 10, QLatin1Char('0'))));
    return QJsonDocument(QJsonObject{{u"type"_s, u"snapshot"_s},
                                     {u"data"_s, toJson(*frame.build())},
                                     {u"timestamp"_s, u"2026-11-21T15:40:25.123Z"_s}})
        .toJson(QJsonDocument::Compact);
}

const WatchedSource *flooded(const EngineHost &host)
{
    const SnapshotPtr frame = host.latest();
    return frame && !frame->watched.empty() ? &frame->watched.front() : nullptr;
}

} // namespace

//! Watched servers that send as fast as the socket takes it, against a whole engine on its worker.
class HostileStreamsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFloodOnAWatchLeavesTheWorkerItsWork_data();
    void aFloodOnAWatchLeavesTheWorkerItsWork();
};

void HostileStreamsTest::aFloodOnAWatchLeavesTheWorkerItsWork_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("repeated");
    QTest::newRow("events of services")
        << QByteArray(R"({"type":"event","data":{"connection_type":"redis","script":"a.py"}})")
        << 1000;
    QTest::newRow("whole documents") << wholeDocument() << 4;
    QTest::newRow("no JSON at all") << QByteArray("x") << 10'000;
}

void HostileStreamsTest::aFloodOnAWatchLeavesTheWorkerItsWork()
{
    QFETCH(QByteArray, message);
    QFETCH(int, repeated);
    const FloodServer server(RawPeer::frame(0x81, message).repeated(repeated));
    const LoopbackServer good;
    EngineHost host(hurried());
    host.post(openSession(u"good"_s, good.url()));
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(host, u"good"_s), patience);
    host.post(OpenWatch{*WatchTarget::fromUrl(server.url(), u"flood"_s)});
    QTRY_VERIFY_WITH_TIMEOUT(server.connections() == 1, patience);
    const PeakMemory peak;
    int ticks = 0;
    std::uint64_t answers = 0;
    connect(&host, &EngineHost::snapshotReady, this,
            [&](const SnapshotPtr &frame) { ticks += frame->tiers.isEmpty() ? 0 : 1; });
    const auto ask = [&] { host.post(SendMessage{{u"good"_s}, {.payload = "x"}, answers + 1}); };
    connect(&host, &EngineHost::sendAnswered, this, [&](const SendAnswer &answer) {
        if (answer.requestId == answers + 1) {
            ++answers;
            ask(); // the next one, as long as the flood lasts
        }
    });
    QElapsedTimer time;
    time.start();

    ask();
    QTRY_VERIFY_WITH_TIMEOUT(time.elapsed() >= floodMilliseconds, patience);

    qInfo("%d ticks and %llu answers in %lld ms.", ticks, static_cast<unsigned long long>(answers),
          time.elapsed());
    // Messages of one byte cost most: 8 ticks of 20 and 15 answers were seen.
    QVERIFY2(ticks >= 3, qPrintable(QString::number(ticks)));
    QVERIFY2(answers >= 5, qPrintable(QString::number(answers)));
    QVERIFY(peak.staysBelow(96 * mebibyte));
    QVERIFY(flooded(host));
    QCOMPARE(toString(flooded(host)->connection), toString(ConnectionState::Connected));
    QVERIFY2(flooded(host)->detail.contains(u"skipped"_s), qPrintable(flooded(host)->detail));
    QVERIFY(isConnected(host, u"good"_s));
    QCOMPARE(server.connections(), 1);
}

BREAKWATER_TEST(HostileStreamsTest)

#include "tst_hostilestreams.moc"
