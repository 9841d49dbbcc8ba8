// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Ten thousand clients at a time: what each costs in memory, how long the worker stands still for
// a frame that tells of all of them, how long the health body gets, and what the cleanup takes
// when all have vanished. The whole engine on real sockets; the clients are a process of their own
// (bench_sessions_crowd.h). Target T8: held, and memory of one without its socket
// (bench_sessions_idle.h).
//
//     bench_sessions [--quick] [--sessions COUNT]
//
// Qt polls all descriptors in each turn of its event loop, so connecting takes longer the more are
// there; with --quick it is a thousand.

#include <benchmarks/bench_sessions_crowd.h>
#include <benchmarks/bench_sessions_idle.h>
#include <benchmarks/support/allocations.h>
#include <benchmarks/support/measurements.h>
#include <benchmarks/support/report.h>

#include <core/base/realtimesystem.h>
#include <core/engine/engine.h>
#include <core/engine/processmemory.h>
#include <core/http/healthserver.h>
#include <core/net/websockettransport.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace std::chrono_literals;

namespace {

constexpr int mostHealthBytes = 4096;
constexpr int warmingUp = 10; // clients
constexpr int wanted = 10'000;
constexpr int quickly = 1'000; // connecting all would take longer than a quick run may
constexpr int patience = 300'000;

bool waitUntil(const std::function<bool()> &condition)
{
    QEventLoop loop;
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (condition())
            loop.quit();
    });
    poll.start(50);
    loop.exec();
    return condition();
}

//! The machine's time, and how many ns of this thread each timer's work took.
class TimedSystem final : public TimeSystem
{
public:
    MonotonicTime now() const override { return m_real.now(); }
    WallTime wallNow() const override { return m_real.wallNow(); }
    Duration asleep() const override { return m_real.asleep(); }
    std::unique_ptr<Timer> createTimer(std::function<void()> callback) override
    {
        return m_real.createTimer([this, callback = std::move(callback)] {
            const double began = threadNanoseconds();
            callback();
            if (onWork)
                onWork(threadNanoseconds() - began);
        });
    }

    std::function<void(double)> onWork;

private:
    RealTimeSystem m_real;
};

//! An engine that serves on this thread, as EngineHost has it on its worker, with its health.
class Server final : private EngineListener
{
public:
    explicit Server(const StabilityConfig &config)
        : m_transports(config, m_time), m_health(m_time),
          m_engine(config, m_time, m_random, m_transports, *this)
    {
        m_time.onWork = [this](double length) { noteWork(length); };
        if (!m_health.start(config))
            return;
        m_engine.execute(
            StartServing{.acceptor = {.handshakeTimeout = 60s}, .behaviour = {.echo = true}});
    }

    bool isServing() const { return !url.isEmpty() && !m_health.url().isEmpty(); }
    void apply(const StabilityConfig &config) { m_engine.execute(ApplyConfig{config}); }
    //! The body of the health page; empty when there is none.
    QByteArray health() const
    {
        QNetworkAccessManager network;
        const std::unique_ptr<QNetworkReply> reply(network.get(
            QNetworkRequest(QUrl(m_health.url() + QStringLiteral("/health/websocket")))));
        return waitUntil([&] { return reply->isFinished(); }) ? reply->readAll() : QByteArray();
    }
    void forgetWork()
    {
        ticks = {};
        longestWork = 0;
    }

    QUrl url;
    SnapshotPtr latest = std::make_shared<const Snapshot>();
    std::map<Tier, std::vector<double>> ticks; //!< nanoseconds, by the slowest tier in them
    double longestWork = 0;                    //!< nanoseconds

private:
    void noteWork(double length)
    {
        longestWork = std::max(longestWork, length);
        const auto published = std::exchange(m_published, {});
        for (const Tier tier : {Tier::Aggregate, Tier::Performance, Tier::Realtime}) {
            if (published.has(tier))
                return ticks[tier].push_back(length);
        }
    }
    void frameReady(std::shared_ptr<Snapshot> frame) override
    {
        m_published = frame->tiers;
        latest = std::move(frame);
        m_health.setSnapshot(latest);
    }
    void servingAnswered(const ServingAnswer &answer) override { url = answer.url; }
    void sendAnswered(const SendAnswer &) override { }
    void messageSeen(const SessionId &, const QByteArray &, bool, qint64) override { }
    void configApplied(const StabilityConfig &) override { }
    void messagesFound(const MessagePagePtr &) override { }
    void commandFailed(const QString &) override { }
    void clientCame(const SessionId &, bool) override { }
    void clientLeft(const SessionId &) override { }
    void clientMessage(const SessionId &, const QByteArray &, PayloadKind) override { }
    void shutdownFinished(const ShutdownReport &) override { }

    TimedSystem m_time;
    SeededRandom m_random{1};
    WebSocketTransportFactory m_transports;
    HealthServer m_health;
    TierSet m_published;
    Engine m_engine;
};

StabilityConfig configFor(int sessions)
{
    StabilityConfig config;
    config.limits.clients = sessions + 100;
    config.http.listen = QStringLiteral("127.0.0.1:0");
    config.metrics.cleanupInterval = 1h; // until all have vanished
    config.refresh = {.realtime = 200ms, .performance = 600ms, .aggregate = 1200ms};
    return config;
}

class Soak
{
public:
    Soak(Report &report, int sessions, int frames)
        : m_report(report), m_sessions(sessions), m_frames(frames), m_server(configFor(sessions))
    { }

    //! A sentence when something could not be measured.
    QString run()
    {
        if (!waitUntil([this] { return m_server.isServing(); }))
            return QStringLiteral("nothing is served");
        for (const auto step :
             {&Soak::warmUp, &Soak::come, &Soak::talk, &Soak::watch, &Soak::ask, &Soak::sweep}) {
            if (const QString trouble = (this->*step)(); !trouble.isEmpty())
                return trouble;
        }
        return {};
    }

private:
    //! What is allocated once is nobody's.
    QString warmUp()
    {
        QString trouble;
        {
            Crowd few;
            trouble += few.come(m_server.url, warmingUp);
            trouble += few.talk();
            trouble += few.vanish();
        }
        waitUntil([this] {
            return m_server.latest->serving.accepted == warmingUp
                && m_server.latest->serving.connected == 0;
        });
        m_heap = liveHeap();
        m_resident = residentBytes();
        return trouble;
    }
    QString come()
    {
        const MonotonicTime began = RealTimeSystem().now();
        const QString trouble = m_crowd.come(m_server.url, m_sessions);
        const Duration took = RealTimeSystem().now() - began;
        m_report.addTimes(QStringLiteral("connect"),
                          {static_cast<double>(took.count()) / m_sessions});
        if (!waitUntil([this] { return m_server.latest->serving.connected == m_sessions; }))
            return trouble + QStringLiteral(" not all are connected");
        noteMemory(QStringLiteral("connected"));
        return trouble;
    }
    //! Each has histograms from now on.
    QString talk()
    {
        const QString trouble = m_crowd.talk();
        const auto all = static_cast<std::uint64_t>(m_sessions);
        if (!waitUntil([&] { return m_server.latest->engine.messages.confirmed >= all; }))
            return trouble + QStringLiteral(" not all echoes were confirmed");
        noteMemory(QStringLiteral("after_a_message"));
        return trouble;
    }
    QString watch()
    {
        m_server.forgetWork();
        const auto frames = static_cast<std::size_t>(m_frames);
        if (!waitUntil([&] { return m_server.ticks[Tier::Aggregate].size() >= frames; }))
            return QStringLiteral("too few frames");
        for (const auto &[tier, times] : m_server.ticks)
            m_report.addTimes(QStringLiteral("tick_") + toString(tier), times);
        if (m_sessions >= wanted) // fewer say nothing about the target
            m_report.addMeasured(QStringLiteral("T8.held"),
                                 static_cast<double>(m_server.latest->serving.connected));
        return {};
    }
    QString ask()
    {
        const auto bytes = m_server.health().size();
        m_report.note(QStringLiteral("health_body_bytes"), static_cast<qint64>(bytes));
        if (bytes == 0 || bytes > mostHealthBytes)
            return QStringLiteral("the health body is %1 bytes").arg(bytes);
        return {};
    }
    QString sweep()
    {
        const QString trouble = m_crowd.vanish();
        if (!waitUntil([this] { return m_server.latest->serving.connected == 0; }))
            return trouble + QStringLiteral(" not all have gone");
        StabilityConfig config = configFor(m_sessions);
        config.metrics.clientMetricsTtl = 1ms;
        config.metrics.cleanupInterval = 100ms;
        m_server.forgetWork();
        m_server.apply(config);
        if (!waitUntil([this] { return m_server.latest->serving.clients == 0; }))
            return trouble + QStringLiteral(" not all were removed");
        noteSweep();
        noteMemory(QStringLiteral("after_the_cleanup"));
        return trouble;
    }
    void noteSweep()
    {
        Duration sum{};
        Duration longestSlice{};
        std::uint64_t removed = 0;
        for (const CleanupCycle &cycle : *m_server.latest->serving.cycles) {
            removed += cycle.clientsRemoved;
            sum += cycle.clientsRemoved > 0 ? cycle.duration : Duration::zero();
            longestSlice = std::max(longestSlice, cycle.longestSlice);
        }
        if (removed != static_cast<std::uint64_t>(m_sessions + warmingUp))
            m_report.fail(QStringLiteral("%1 clients were removed").arg(removed));
        m_report.addTimes(QStringLiteral("sweep"), {static_cast<double>(sum.count())});
        m_report.note(QStringLiteral("sweep_removed"), static_cast<qint64>(removed));
        m_report.note(QStringLiteral("sweep_longest_slice_ms"), toMilliseconds(longestSlice));
        // Frames too, whose table still has all of them.
        m_report.note(QStringLiteral("sweep_longest_block_ms"), m_server.longestWork / 1e6);
    }
    void noteMemory(const QString &when)
    {
        malloc_trim(0);
        const auto each
            = [this](std::int64_t bytes) { return static_cast<qint64>(bytes / m_sessions); };
        m_report.note(QStringLiteral("bytes_per_session_") + when,
                      QJsonObject{{QStringLiteral("heap"), each(liveHeap() - m_heap)},
                                  {QStringLiteral("rss"), each(residentBytes() - m_resident)}});
    }

    Report &m_report;
    const int m_sessions;
    const int m_frames;
    std::int64_t m_heap = 0;
    std::int64_t m_resident = 0;
    Server m_server;
    Crowd m_crowd;
};

bool mayOpen(rlim_t descriptors)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max < descriptors)
        return false;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList arguments = application.arguments().mid(1);
    const bool isQuick = arguments.removeAll(QStringLiteral("--quick")) > 0;
    int sessions = isQuick ? quickly : wanted;
    if (arguments.size() >= 2)
        sessions = arguments.back().toInt();
    Report report(QStringLiteral("sessions"));
    if (sessions < 1 || !mayOpen(static_cast<rlim_t>(sessions) + 500)) {
        report.fail(QStringLiteral("%1 sessions need as many descriptors and 500 more: raise the "
                                   "hard limit (ulimit -Hn)")
                        .arg(sessions));
        return report.finish();
    }
    if (arguments.size() == 3 && arguments.front() == QStringLiteral("--crowd"))
        return Crowd::run(QUrl(arguments.at(1)), sessions);

    report.addMeasured(QStringLiteral("T8.memory"), idleSessionBytes());
    Soak soak(report, sessions, isQuick ? 3 : 10);
    report.addIterations(sessions);
    if (const QString trouble = soak.run(); !trouble.isEmpty())
        report.fail(trouble);
    return report.finish();
}
