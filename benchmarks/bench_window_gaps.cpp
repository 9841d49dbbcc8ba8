// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Does the window stay responsive while a session carries heavy traffic in the worker?
//
// The real window over the real engine; the peer is `breakwaterctl serve --echo` in a process of
// its own. A timer of 1 ms notes when the window's event loop comes round: the longest pause
// between two rounds is what a user would feel. Measured idle first, then under load, in one run.
// Prints one JSON object; exits with 1 when the target is missed and with 2 when it could not be
// measured.

#include <core/base/realtimesystem.h>
#include <core/engine/enginehost.h>
#include <ui/dialogs/profilebook.h>
#include <ui/models/snapshotfeed.h>
#include <ui/shell/mainwindow.h>

#include <QtCore/QEventLoop>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <vector>

using namespace std::chrono_literals;
using namespace Breakwater;

namespace {

constexpr double targetRate = 50'000;
constexpr double mostGapMs = 50;
constexpr Duration measureFor = 20s;
constexpr Duration measureQuickFor = 6s;
const SessionId session{QStringLiteral("load")};

class NoSecrets final : public SecretStore
{
public:
    void read(const QString &, ReadHandler handler) override
    {
        handler(std::optional<QByteArray>());
    }
    void write(const QString &, const QByteArray &, DoneHandler handler) override { handler({}); }
    void remove(const QString &, DoneHandler handler) override { handler({}); }
};

//! The lengths, in ms, of all turns of the event loop in the given time.
std::vector<double> turns(const TimeSystem &time, Duration length)
{
    std::vector<double> gaps;
    gaps.reserve(4'000'000);
    QEventLoop loop;
    QTimer tick;
    const MonotonicTime begin = time.now();
    MonotonicTime last = begin;
    // 1 ms apart: a busy loop of the measurement's own would be the load that it measures.
    tick.setTimerType(Qt::PreciseTimer);
    tick.setInterval(1ms);
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        const MonotonicTime now = time.now();
        gaps.push_back(toMilliseconds(now - last));
        last = now;
        if (now - begin >= length)
            loop.quit();
    });
    tick.start();
    loop.exec();
    std::sort(gaps.begin(), gaps.end());
    return gaps;
}

QJsonObject summary(const std::vector<double> &sorted)
{
    const auto at = [&](double share) {
        return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
    };
    const double sum = std::accumulate(sorted.begin(), sorted.end(), 0.0);
    return {{QStringLiteral("avg_ms"), sum / static_cast<double>(sorted.size())},
            {QStringLiteral("min_ms"), sorted.front()},
            {QStringLiteral("median_ms"), at(0.5)},
            {QStringLiteral("p99_ms"), at(0.99)},
            {QStringLiteral("max_ms"), sorted.back()}};
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

int failed(const char *why)
{
    std::fprintf(stderr, "bench_window_gaps: %s\n", why);
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QProcess peer;
    const auto endpoint = startPeer(peer);
    if (!endpoint)
        return failed("the echo server did not start");

    StabilityConfig config;
    config.queue.maxMessages = 200'000;
    config.queue.maxBytes = 64 << 20;
    RealTimeSystem time;
    NoSecrets secrets;
    QTemporaryDir folder;
    Ui::ProfileBook book(folder.filePath(QStringLiteral("profiles.json")));
    Ui::SnapshotFeed feed(time);
    EngineHost host(config);
    Ui::MainWindow window(
        {.feed = feed, .time = time, .book = book, .secrets = secrets, .stateFile = {}});
    QObject::connect(&host, &EngineHost::snapshotReady, &feed, &Ui::SnapshotFeed::accept);
    window.resize(1440, 900);
    window.show();
    host.post(OpenSession{session, QStringLiteral("load"), *endpoint});
    if (!waitUntil([&] { return feed.latest() && feed.latest()->active == 1; }, 10s))
        return failed("the session did not connect");

    const bool isQuick = application.arguments().contains(QStringLiteral("--quick"));
    const auto idle = turns(time, isQuick ? 2s : 5s);
    host.post(SetTraffic{
        session, QStringLiteral("sixty-four bytes of text, more or less, for each message ."),
        targetRate});
    waitUntil([] { return false; }, 2s); // let it settle
    const SnapshotPtr before = feed.latest();
    const auto loaded = turns(time, isQuick ? measureQuickFor : measureFor);
    const SnapshotPtr after = feed.latest();

    const double seconds = toSeconds(after->at.monotonic - before->at.monotonic);
    const double sent
        = static_cast<double>(after->engine.sentTotal - before->engine.sentTotal) / seconds;
    const double received
        = static_cast<double>(after->engine.receivedTotal - before->engine.receivedTotal) / seconds;
    const bool carried = std::min(sent, received) >= 0.95 * targetRate;
    const bool passed = carried && loaded.back() <= mostGapMs;
    const QJsonObject report{
        {QStringLiteral("benchmark_name"), QStringLiteral("window_gaps")},
        {QStringLiteral("iterations"), static_cast<qint64>(loaded.size())},
        {QStringLiteral("results"),
         QJsonObject{{QStringLiteral("idle"), summary(idle)},
                     {QStringLiteral("loaded"), summary(loaded)}}},
        {QStringLiteral("sent_per_second"), sent},
        {QStringLiteral("received_per_second"), received},
        {QStringLiteral("confirmed"), static_cast<qint64>(after->engine.messages.confirmed)},
        {QStringLiteral("rejected"), static_cast<qint64>(after->engine.messages.rejected)},
        {QStringLiteral("skipped_frames"), static_cast<qint64>(feed.skippedFrames())},
        {QStringLiteral("target"),
         QStringLiteral("no gap over 50 ms while 50 000 messages/s (95 % of it at least) go out "
                        "and come back")},
        {QStringLiteral("passed"), passed}};
    std::printf("%s\n", QJsonDocument(report).toJson(QJsonDocument::Indented).constData());
    if (!carried)
        return failed("the session did not carry 50 000 messages/s");
    peer.terminate();
    peer.waitForFinished(5000);
    return passed ? 0 : 1;
}
