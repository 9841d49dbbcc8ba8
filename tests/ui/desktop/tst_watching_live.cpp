// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A window's feed watches a real server over a real socket: the same numbers, stale when the server
// is gone, live again when it is back.

#include <core/base/realtimesystem.h>
#include <core/engine/enginehost.h>
#include <ui/models/bannerstate.h>
#include <ui/models/lampstate.h>
#include <ui/models/snapshotfeed.h>

#include <tests/support/signalrecorder.h>
#include <tests/support/testmain.h>

#include <QtCore/QElapsedTimer>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWatchingLive final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheNumbersOfTheServerAndComesBackByItself();

private:
    static StabilityConfig hurried()
    {
        StabilityConfig config;
        config.reconnect.baseDelay = 50ms;
        config.reconnect.maxDelay = 200ms;
        config.reconnect.spread = Duration::zero();
        return config;
    }
    //! Null when it does not listen.
    static std::unique_ptr<EngineHost> serve(quint16 &port)
    {
        auto host = std::make_unique<EngineHost>(hurried());
        SignalRecorder<const ServingAnswer &> answers(host.get(), &EngineHost::servingAnswered);
        StartServing command;
        command.acceptor.port = port;
        command.behaviour.echo = true;
        host->post(command);
        if (!QTest::qWaitFor([&] { return !answers.isEmpty(); }, 5000))
            return {};
        port = static_cast<quint16>(std::get<0>(answers.at(0)).url.port(0));
        return port > 0 ? std::move(host) : nullptr;
    }
};

void TestWatchingLive::showsTheNumbersOfTheServerAndComesBackByItself()
{
    quint16 port = 0;
    auto server = serve(port);
    QVERIFY(server);
    EngineHost client(hurried());
    client.post(OpenSession{
        {u"client"_qs}, u"client"_qs, *Endpoint::fromUrl(u"ws://127.0.0.1:%1/"_qs.arg(port))});
    client.post(SetTraffic{{u"client"_qs}, u"x {sequence}"_qs, 50, Priority::Critical});

    RealTimeSystem time;
    SnapshotFeed feed(time);
    EngineHost window(hurried());
    QObject::connect(&window, &EngineHost::snapshotReady, &feed, &SnapshotFeed::accept);
    const auto target = WatchTarget::fromUrl(u"ws://127.0.0.1:%1"_qs.arg(port), u"server"_qs);
    QVERIFY(target);
    window.post(OpenWatch{*target});
    feed.select({u"watch:server"_qs});

    QTRY_VERIFY_WITH_TIMEOUT(!feed.isUnknown() && feed.shownFrame()->serving.connected == 1, 8000);
    QVERIFY(lampState(feed).shape() == BreakerState::Closed);
    QTRY_VERIFY_WITH_TIMEOUT(feed.current()->receivedTotal > 50, 8000);
    // Within one tick: what the server itself says now is not further than a tick's messages.
    const auto own = server->latest()->engine.receivedTotal;
    const auto seen = feed.current()->receivedTotal;
    QVERIFY2(own >= seen && own - seen <= 200, qPrintable(u"%1 of %2"_qs.arg(seen).arg(own)));
    QTRY_VERIFY_WITH_TIMEOUT(feed.history().series(Metric::RateIn).lastSecond(), 3000);

    QElapsedTimer gone;
    gone.start();
    server.reset();
    QTRY_VERIFY_WITH_TIMEOUT(feed.isStale(), 6000);
    qInfo("stale after %lld ms", gone.elapsed());
    QVERIFY(gone.elapsed() < 5000); // three ticks, and the one to notice it
    QVERIFY(!lampState(feed).state);
    QVERIFY(bannerState(feed).offersRetry);

    server = serve(port);
    QVERIFY(server);
    gone.restart();
    QTRY_VERIFY_WITH_TIMEOUT(!feed.isUnknown(), 8000); // nobody clicked
    qInfo("live again after %lld ms", gone.elapsed());
    QVERIFY(lampState(feed).state.has_value());
}

BREAKWATER_TEST(TestWatchingLive)
#include "tst_watching_live.moc"
