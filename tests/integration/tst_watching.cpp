// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/hostfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/peerprocess.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int limit = 20'000; // only bounds a failing test

//! A core that serves, keeps one link, and dies when told to.
struct ServingCore
{
    explicit ServingCore(quint16 port, quint16 healthPort, const QString &linkTo)
    {
        StabilityConfig config = hurried();
        config.http.listen = u"127.0.0.1:%1"_qs.arg(healthPort);
        host = std::make_unique<EngineHost>(config);
        QObject::connect(
            host.get(), &EngineHost::servingAnswered, host.get(),
            [this](const ServingAnswer &answer) { isServing = !answer.url.isEmpty(); });
        StartServing serving;
        serving.acceptor.port = port;
        host->post(serving);
        host->post(openSession(u"link"_qs, linkTo));
    }

    std::unique_ptr<EngineHost> host;
    bool isServing = false;
};

const WatchedSource *watched(const EngineHost &host, std::size_t index = 0)
{
    const auto frame = host.latest();
    return frame && index < frame->watched.size() ? &frame->watched[index] : nullptr;
}

bool isLive(const EngineHost &host, std::size_t index = 0)
{
    const WatchedSource *source = watched(host, index);
    return source && source->connection == ConnectionState::Connected && source->frame
        && !source->isStale();
}

//! Ten ticks in a row with no frame between them.
bool comesToRest(const EngineHost &host)
{
    int ticks = 0;
    const auto heard
        = QObject::connect(&host, &EngineHost::snapshotReady, &host, [&](const SnapshotPtr &frame) {
              ticks = frame->tiers.isEmpty() ? 0 : ticks + 1;
          });
    const bool isAtRest = QTest::qWaitFor([&] { return ticks >= 10; }, limit);
    QObject::disconnect(heard);
    return isAtRest;
}

} // namespace

//! One whole core watches another, over real sockets.
class Watching final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheNumbersOfTheServer();
    void goesStaleWhenTheServerIsKilledAndLiveWhenItIsBack();
    void twoThatWatchEachOtherComeToRest();
    void oneThatWatchesItselfComesToRest();
};

void Watching::showsTheNumbersOfTheServer()
{
    LoopbackServer echo;
    const quint16 port = PeerProcess::freePort();
    const quint16 healthPort = PeerProcess::freePort();
    ServingCore server(port, healthPort, echo.url());
    QTRY_VERIFY_WITH_TIMEOUT(server.isServing && isConnected(*server.host, u"link"_qs), limit);

    StabilityConfig config = hurried();
    config.watch.pollInterval = 100ms;
    EngineHost watcher(config);
    watcher.post(
        OpenWatch{*WatchTarget::fromUrl(u"http://127.0.0.1:%1"_qs.arg(healthPort), u"a"_qs)});
    watcher.post(OpenWatch{*WatchTarget::fromUrl(u"ws://127.0.0.1:%1"_qs.arg(port), u"b"_qs)});
    QTRY_VERIFY_WITH_TIMEOUT(isLive(watcher, 0) && isLive(watcher, 1), limit);
    for (int i = 0; i < 25; ++i)
        server.host->post(SendMessage{{u"link"_qs}, {.payload = "x"}});

    QTRY_COMPARE_WITH_TIMEOUT(watched(watcher, 0)->frame->engine.messages.confirmed, 25U, limit);
    QTRY_COMPARE_WITH_TIMEOUT(watched(watcher, 1)->frame->engine.messages.confirmed, 25U, limit);
    QCOMPARE(server.host->latest()->engine.messages.confirmed, 25U);
    const auto stream = watched(watcher, 1)->frame;
    QCOMPARE(stream->sessions.size(), 1U);
    QCOMPARE(stream->sessions.front().name, u"link"_qs);
    QVERIFY(stream->sessions.front().isWatched);
    QVERIFY(!stream->events->empty());
    QVERIFY(watched(watcher, 1)->period == 100ms);
}

void Watching::goesStaleWhenTheServerIsKilledAndLiveWhenItIsBack()
{
    LoopbackServer echo;
    const quint16 port = PeerProcess::freePort();
    const quint16 healthPort = PeerProcess::freePort();
    auto server = std::make_unique<ServingCore>(port, healthPort, echo.url());
    QTRY_VERIFY_WITH_TIMEOUT(server->isServing, limit);
    StabilityConfig config = hurried();
    config.watch.pollInterval = 100ms;
    EngineHost watcher(config);
    watcher.post(
        OpenWatch{*WatchTarget::fromUrl(u"http://127.0.0.1:%1"_qs.arg(healthPort), u"a"_qs)});
    watcher.post(OpenWatch{*WatchTarget::fromUrl(u"ws://127.0.0.1:%1"_qs.arg(port), u"b"_qs)});
    QTRY_VERIFY_WITH_TIMEOUT(isLive(watcher, 0) && isLive(watcher, 1), limit);

    server.reset(); // without a goodbye
    QTRY_VERIFY_WITH_TIMEOUT(watched(watcher, 0)->isStale() && watched(watcher, 1)->isStale(),
                             limit);
    QVERIFY(watched(watcher, 1)->frame); // what it said last, and how old it is
    QVERIFY(!watched(watcher, 1)->detail.isEmpty());

    server = std::make_unique<ServingCore>(port, healthPort, echo.url());
    QTRY_VERIFY_WITH_TIMEOUT(isLive(watcher, 0) && isLive(watcher, 1), limit);
}

// Each took every frame outside the tiers for news and made one of its own for it. What decides is
// tested in tst_remotecore; here a tick that takes the owed frame along would end an echo, too.
void Watching::twoThatWatchEachOtherComeToRest()
{
    LoopbackServer echo;
    const quint16 port = PeerProcess::freePort();
    const quint16 otherPort = PeerProcess::freePort();
    ServingCore one(port, PeerProcess::freePort(), echo.url());
    ServingCore other(otherPort, PeerProcess::freePort(), echo.url());
    QTRY_VERIFY_WITH_TIMEOUT(one.isServing && other.isServing, limit);
    one.host->post(
        OpenWatch{*WatchTarget::fromUrl(u"ws://127.0.0.1:%1"_qs.arg(otherPort), u"other"_qs)});
    other.host->post(
        OpenWatch{*WatchTarget::fromUrl(u"ws://127.0.0.1:%1"_qs.arg(port), u"one"_qs)});
    QTRY_VERIFY_WITH_TIMEOUT(isLive(*one.host) && isLive(*other.host), limit);

    one.host->post(ForceBreaker{.id = {u"link"_qs}, .value = BreakerOverride::ForcedOpen});
    QTRY_VERIFY_WITH_TIMEOUT(
        watched(*other.host)->frame->engine.breaker.effectiveState() == BreakerState::Open, limit);

    QVERIFY(comesToRest(*one.host));
    QVERIFY(comesToRest(*other.host));
}

void Watching::oneThatWatchesItselfComesToRest()
{
    LoopbackServer echo;
    const quint16 port = PeerProcess::freePort();
    ServingCore core(port, PeerProcess::freePort(), echo.url());
    QTRY_VERIFY_WITH_TIMEOUT(core.isServing, limit);

    core.host->post(OpenWatch{*WatchTarget::fromUrl(u"ws://127.0.0.1:%1"_qs.arg(port), u"me"_qs)});
    QTRY_VERIFY_WITH_TIMEOUT(isLive(*core.host), limit);

    QVERIFY(comesToRest(*core.host));
}

BREAKWATER_TEST(Watching)

#include "tst_watching.moc"
