// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/enginehost.h>

#include <tests/interop/peer.h>
#include <tests/support/testmain.h>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int limit = 20'000; // only bounds a failing test

StabilityConfig hurried()
{
    StabilityConfig config;
    config.refresh.realtime = 100ms;
    config.refresh.performance = 500ms;
    config.reconnect.baseDelay = 20ms;
    config.reconnect.maxDelay = 200ms;
    config.reconnect.spread = {};
    return config;
}

const WatchedSource *watched(const EngineHost &host)
{
    const auto frame = host.latest();
    return frame && !frame->watched.empty() ? &frame->watched.front() : nullptr;
}

bool isLive(const EngineHost &host)
{
    const WatchedSource *source = watched(host);
    return source && source->connection == ConnectionState::Connected && source->services
        && source->services->services.size() == 5 && !source->isStale();
}

bool knowsRates(const EngineHost &host)
{
    if (!isLive(host))
        return false;
    const auto &cards = watched(host)->services->services;
    return std::all_of(cards.begin(), cards.end(), [](const ServiceCard &card) {
        return card.eventsPerSecond.value_or(0) > 0 && card.errorRate;
    });
}

} // namespace

//! Monitoring servers that have never heard of us, in the spellings they have.
class InteropWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEverySpelling_data();
    void readsEverySpelling();
    void isLiveAgainWhenTheServerIsBack();

private:
    static PeerProcess::Command monitor(const QString &spelling, quint16 port = 0)
    {
        return peerCommand(Peer::PythonWebsockets, u"monitor"_qs,
                           {u"--spelling"_qs, spelling, u"--port"_qs, QString::number(port)});
    }
    static OpenWatch watch(const PeerProcess &server)
    {
        return {*WatchTarget::fromUrl(u"ws://127.0.0.1:%1/"_qs.arg(server.port()), u"m"_qs)};
    }
};

void InteropWatch::readsEverySpelling_data()
{
    QTest::addColumn<QString>("spelling");
    for (const char *spelling : {"plain", "long", "nested", "listed"})
        QTest::newRow(spelling) << QString::fromUtf8(spelling);
}

void InteropWatch::readsEverySpelling()
{
    QFETCH(QString, spelling);
    PeerProcess server(monitor(spelling));
    QVERIFY2(server.start(), qPrintable(server.said()));
    EngineHost host(hurried());
    host.post(watch(server));

    QTRY_VERIFY_WITH_TIMEOUT(knowsRates(host), limit);

    const auto board = watched(host)->services;
    for (const ServiceCard &card : board->services) {
        const double share = double(card.errors.value_or(0)) / double(card.events.value_or(0));
        QVERIFY2(std::abs(share - 0.5) < 0.05, qPrintable(u"%1: %2"_qs.arg(card.name).arg(share)));
        QVERIFY2(std::abs(*card.errorRate - 0.5) < 0.2, qPrintable(card.name));
        QVERIFY(card.events > 100 && card.bytes >= 10'000);
        QVERIFY(card.responseTime.p95 && *card.responseTime.p95 >= 9ms
                && *card.responseTime.p95 < 10s);
    }
    QCOMPARE(board->events.back().what, u"poller.py · fetch"_qs);
    const auto now = host.latest()->at.wall;
    QVERIFY(std::chrono::abs(now - board->events.back().at) < 1min);
    QCOMPARE(board->unknown, 1U);
    QCOMPARE(board->lastUnknown, u"weather"_qs);
    QCOMPARE(board->malformed, 1U);
    QVERIFY(watched(host)->period == 5s);
}

void InteropWatch::isLiveAgainWhenTheServerIsBack()
{
    PeerProcess first(monitor(u"plain"_qs));
    QVERIFY2(first.start(), qPrintable(first.said()));
    EngineHost host(hurried());
    host.post(watch(first));
    QTRY_VERIFY_WITH_TIMEOUT(isLive(host), limit);

    first.kill();
    QTRY_VERIFY_WITH_TIMEOUT(watched(host)->connection != ConnectionState::Connected, limit);
    QTRY_VERIFY_WITH_TIMEOUT(watched(host)->isStale(), limit); // after 15 s
    QVERIFY(!watched(host)->services->services.front().eventsPerSecond);

    PeerProcess second(monitor(u"plain"_qs, first.port()));
    QVERIFY2(second.start(), qPrintable(second.said()));
    QTRY_VERIFY_WITH_TIMEOUT(knowsRates(host), limit);
    for (const ServiceCard &card : watched(host)->services->services)
        QVERIFY2(*card.eventsPerSecond < 1000, "its counters began anew");
}

BREAKWATER_TEST(InteropWatch)

#include "tst_interop_watch.moc"
