// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Does the window stay responsive while a session carries heavy traffic in the worker?
//
// The real window over the real engine; the peer is `breakwaterctl serve --echo` in a process of
// its own. A timer of 1 ms notes when the window's event loop comes round: the longest pause
// between two rounds is what a user would feel. Measured idle first, then under load, in one run.
// Pauses are wall time: what other programs take from the core is in them, so no target judges
// them; without the traffic that was asked for there is nothing to tell, and that is a failure.

#include <benchmarks/support/benchwindow.h>
#include <benchmarks/support/measurements.h>
#include <benchmarks/support/windowframes.h>

#include <core/base/realtimesystem.h>
#include <core/engine/enginehost.h>

#include <QtCore/QEventLoop>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace Qt::StringLiterals;

namespace {

constexpr double targetRate = 50'000;
constexpr double leastShare = 0.95; // of it, or it is another load
const SessionId session{u"load"_qs};

//! The lengths, in ns, of all turns of the event loop in the given time.
std::vector<double> turns(const TimeSystem &time, Duration length)
{
    std::vector<double> gaps;
    QEventLoop loop;
    QTimer tick;
    const MonotonicTime begin = time.now();
    MonotonicTime last = begin;
    // 1 ms apart: a busy loop of the measurement's own would be the load that it measures.
    tick.setTimerType(Qt::PreciseTimer);
    tick.setInterval(1ms);
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        const MonotonicTime now = time.now();
        gaps.push_back(toMilliseconds(now - last) * 1e6);
        last = now;
        if (now - begin >= length)
            loop.quit();
    });
    tick.start();
    loop.exec();
    return gaps;
}

void addTurns(const QString &key, const std::vector<double> &gaps, Report &report)
{
    report.addTimes(key, gaps);
    report.addIterations(static_cast<qint64>(gaps.size()));
    report.note(key + u"_p99_ms"_qs, percentile(gaps, 0.99) / 1e6);
}

bool waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit)
{
    QEventLoop loop;
    QTimer poll;
    QTimer::singleShot(limit, &loop, &QEventLoop::quit);
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (condition())
            loop.quit();
    });
    poll.start(10ms);
    loop.exec();
    return condition();
}

//! The address of the echo server; none when it does not start.
std::optional<Endpoint> startPeer(QProcess &peer)
{
    peer.setProcessChannelMode(QProcess::MergedChannels);
    auto environment = QProcessEnvironment::systemEnvironment();
    // A server that nobody told lets no client send so much.
    environment.insert(u"BREAKWATER_LIMITS_CLIENT_RECEIVE_RATE"_qs, u"1000000"_qs);
    peer.setProcessEnvironment(environment);
    peer.start(QStringLiteral(BREAKWATERCTL),
               {QStringLiteral("serve"), QStringLiteral("--echo"), QStringLiteral("--listen"),
                QStringLiteral("127.0.0.1:0")});
    QString said;
    for (int i = 0; i < 50 && !said.contains(QStringLiteral("ws://")); ++i) {
        peer.waitForReadyRead(200);
        said += QString::fromUtf8(peer.readAll());
    }
    const auto match = QRegularExpression(QStringLiteral("ws://\\S+")).match(said);
    const auto endpoint = Endpoint::fromUrl(match.captured());
    return endpoint ? std::optional(*endpoint) : std::nullopt;
}

//! The session, connected to the peer and seen by the window; false when it takes too long.
bool connectTo(const Endpoint &endpoint, EngineHost &host, const Ui::SnapshotFeed &feed)
{
    host.post(OpenSession{session, session.value, endpoint});
    return waitUntil([&] { return feed.latest() && feed.latest()->active == 1; }, 10s);
}

struct Traffic
{
    double sent = 0; // a second, as is the other
    double received = 0;
};

Traffic between(const Snapshot &before, const Snapshot &after)
{
    const double seconds = toSeconds(after.at.monotonic - before.at.monotonic);
    const auto rate = [seconds](std::uint64_t from, std::uint64_t to) {
        return static_cast<double>(to - from) / seconds;
    };
    return {rate(before.engine.sentTotal, after.engine.sentTotal),
            rate(before.engine.receivedTotal, after.engine.receivedTotal)};
}

void measure(EngineHost &host, const Ui::SnapshotFeed &feed, bool isQuick, Report &report)
{
    const TimeSystem &time = feed.time();
    addTurns(u"idle"_qs, turns(time, isQuick ? 1s : 5s), report);
    host.post(SetTraffic{session, u"sixty-four bytes of text, more or less, for each message ."_qs,
                         targetRate});
    waitUntil([] { return false; }, isQuick ? 1s : 2s); // let it settle
    const SnapshotPtr before = feed.latest();
    addTurns(u"loaded"_qs, turns(time, isQuick ? 3s : 20s), report);
    const SnapshotPtr after = feed.latest();

    const Traffic traffic = between(*before, *after);
    report.note(u"sent_per_second"_qs, traffic.sent);
    report.note(u"received_per_second"_qs, traffic.received);
    report.note(u"confirmed"_qs, static_cast<qint64>(after->engine.messages.confirmed));
    report.note(u"rejected"_qs, static_cast<qint64>(after->engine.messages.rejected));
    report.note(u"skipped_frames"_qs, static_cast<qint64>(feed.skippedFrames()));
    if (std::min(traffic.sent, traffic.received) < leastShare * targetRate) {
        report.fail(u"the session carried %1 messages/s out and %2 back instead of %3"_qs
                        .arg(traffic.sent, 0, 'f', 0)
                        .arg(traffic.received, 0, 'f', 0)
                        .arg(targetRate));
    }
}

void measureWith(const Endpoint &endpoint, bool isQuick, Report &report)
{
    StabilityConfig config;
    config.queue.maxMessages = 200'000;
    config.queue.maxBytes = 64 << 20;
    RealTimeSystem time;
    Ui::SnapshotFeed feed(time);
    BenchWindow shown(time, feed);
    EngineHost host(config);
    QObject::connect(&host, &EngineHost::snapshotReady, &feed, &Ui::SnapshotFeed::accept);
    const PaintedWindow painted(shown.window);
    if (connectTo(endpoint, host, feed))
        measure(host, feed, isQuick, report);
    else
        report.fail(u"the session did not connect"_qs);
}

} // namespace

int main(int argc, char **argv)
{
    chooseOffscreen();
    QApplication application(argc, argv);
    Report report(u"window_gaps"_qs);
    QProcess peer;
    if (const auto endpoint = startPeer(peer))
        measureWith(*endpoint, isQuick(argc, argv), report);
    else
        report.fail(u"the echo server did not start"_qs);
    peer.terminate();
    peer.waitForFinished(5000);
    return report.finish();
}
