// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A frame of 1 000 sessions: built, handed to another thread, written as JSON and read back. Real
// sessions, their links without sockets; all latencies measured, as after an hour of traffic.
// Target T9.

#include <benchmarks/bench_snapshot_tree.h>
#include <benchmarks/support/measurements.h>
#include <benchmarks/support/quiettransport.h>

#include <core/engine/framemailbox.h>
#include <core/serve/nodialling.h>
#include <core/session/renewalturns.h>
#include <core/session/sessionmanager.h>
#include <core/session/sessionsnapshot.h>
#include <core/snapshot/jsondocument.h>
#include <core/snapshot/snapshotjson.h>
#include <core/snapshot/snapshotreader.h>

#include <tests/support/manualtimesystem.h>

#include <QtCore/QJsonDocument>

#include <atomic>
#include <thread>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace std::chrono_literals;

namespace {

constexpr int sessionCount = 1000;
constexpr qsizetype mostBytes = 64 * 1024 * 1024;

//! What the engine has, without the engine: sessions on the worker thread.
class Core
{
public:
    Core()
        : m_sessions(m_config,
                     SessionWorld{.time = m_time,
                                  .random = m_random,
                                  .transports = m_noDialling,
                                  .observer = m_observer,
                                  .budget = m_budget,
                                  .journal = m_journal})
    {
        for (int i = 0; i < sessionCount; ++i)
            add(i);
    }

    //! As Engine::frame() makes it; every five seconds it ends the period.
    std::shared_ptr<Snapshot> frame(bool endsPeriod = false)
    {
        auto result = std::make_shared<Snapshot>();
        result->at = m_time.sample();
        result->at.monotonic += m_past;
        result->tiers = TierSet::all();
        result->source = QStringLiteral("local");
        LatencyHistograms ended;
        if (endsPeriod)
            ended = m_sessions.takeDepartedLatencies();
        SnapshotSum sum(m_sessions.departed());
        result->sessions.reserve(m_sessions.all().size());
        for (const auto &[id, session] : m_sessions.all()) {
            if (endsPeriod)
                session->meter().endPeriod(result->at.monotonic, ended);
            result->sessions.push_back(snapshotOf(
                *session, result->at, endsPeriod ? m_turns.of(id) : Quantiles::LastKnown));
            sum.add(result->sessions.back(), session->meter().set());
            result->active += session->isUp() ? 1 : 0;
        }
        if (endsPeriod)
            endPeriod(ended);
        sum.addLatencies(m_settled);
        result->engine = sum.result(m_period, m_config);
        result->events = m_noEvents;
        result->transitions = m_noTransitions;
        return result;
    }
    //! What sessions measure in a period. Their timers stand still.
    void measure()
    {
        m_past += m_config.refresh.performance;
        for (const auto &[id, session] : m_sessions.all())
            record(session->meter().set().thisPeriod, 20);
    }

private:
    void endPeriod(const LatencyHistograms &ended)
    {
        m_settled.merge(ended);
        m_period = summaryOf(ended, PeriodDetail::Buckets);
        m_turns.next(m_config.refresh);
    }
    void add(int number)
    {
        const SessionId id{QStringLiteral("link-%1").arg(number, 4, 10, QLatin1Char('0'))};
        Session &session = *m_sessions.create(id, id.value)->second;
        QuietTransport *link = nullptr;
        session.adopt(
            [&](TransportListener &listener) {
                auto made = std::make_unique<QuietTransport>(listener);
                link = made.get();
                return made;
            },
            QStringLiteral("127.0.0.1 port 40001"), {});
        link->accept();
        link->answer();
        MetricSet &metrics = session.meter().set();
        metrics.messages.sent = metrics.messages.received = 1'000'000;
        record(metrics.settled, 400);
        m_settled.merge(metrics.settled);
        record(metrics.thisPeriod, 20);
    }
    void record(LatencyHistograms &histograms, int values)
    {
        for (int i = 0; i < values; ++i) {
            const Duration value(100'000 + m_random.next() % 2'000'000);
            histograms.queue.record(value / 10);
            histograms.confirm.record(value);
            histograms.total.record(value + value / 10);
            histograms.rtt.record(value);
        }
    }

    const StabilityConfig m_config;
    Test::ManualTimeSystem m_time;
    Duration m_past{};
    SeededRandom m_random{1};
    NoDialling m_noDialling;
    NoObserver m_observer;
    ByteBudget m_budget{256 * 1024 * 1024};
    MessageJournal m_journal{1};
    SessionManager m_sessions;
    RenewalTurns m_turns;
    LatencyHistograms m_settled;
    LatencySnapshot m_period;
    std::shared_ptr<const std::vector<Event>> m_noEvents
        = std::make_shared<const std::vector<Event>>();
    std::shared_ptr<const std::vector<TransitionRecord>> m_noTransitions
        = std::make_shared<const std::vector<TransitionRecord>>();
};

Core &core()
{
    static Core made;
    return made;
}

void build(benchmark::State &state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(core().frame());
}

//! The most that one tick does on the worker: ends the period, builds, hands over. The frame before
//! dies elsewhere.
void block(benchmark::State &state)
{
    FrameMailbox mailbox;
    for (auto _ : state) {
        core().measure();
        const double before = threadNanoseconds();
        mailbox.put(core().frame(true));
        state.SetIterationTime((threadNanoseconds() - before) / 1e9);
        benchmark::DoNotOptimize(mailbox.take());
    }
}

//! The price of crossing for the worker, while the other thread takes as fast as it can.
void handOver(benchmark::State &state)
{
    FrameMailbox mailbox;
    const std::shared_ptr<Snapshot> frame = core().frame();
    std::atomic<bool> isDone = false;
    std::thread reader([&] {
        while (!isDone)
            benchmark::DoNotOptimize(mailbox.take());
    });
    for (auto _ : state)
        mailbox.put(frame);
    isDone = true;
    reader.join();
}

void toDocument(benchmark::State &state)
{
    const auto frame = core().frame();
    QByteArray text;
    for (auto _ : state) {
        text = toLine(*frame);
        benchmark::DoNotOptimize(text);
    }
    state.counters["bytes"] = static_cast<double>(text.size());
}

//! The same content as toDocument() writes.
void byTree(benchmark::State &state)
{
    const QJsonObject content = toJson(*core().frame());
    const TreeDocument document(content);
    if (document.tree() != content)
        return state.SkipWithError("the tree has another content");
    for (auto _ : state)
        benchmark::DoNotOptimize(QJsonDocument(document.tree()).toJson(QJsonDocument::Compact));
}

//! The second half of byTree() alone.
void byFinishedTree(benchmark::State &state)
{
    const QJsonDocument document(toJson(*core().frame()));
    for (auto _ : state)
        benchmark::DoNotOptimize(document.toJson(QJsonDocument::Compact));
}

void toFile(benchmark::State &state)
{
    const auto frame = core().frame();
    for (auto _ : state)
        benchmark::DoNotOptimize(toBytes(*frame));
}

void readBack(benchmark::State &state)
{
    const QByteArray text = toLine(*core().frame());
    for (auto _ : state) {
        const auto document = readJsonObject(text, mostBytes, QStringLiteral("The frame"));
        const auto frame
            = document ? readSnapshot(*document) : Expected<Snapshot>(Unexpected{document.error()});
        if (!frame)
            return state.SkipWithError(qPrintable(frame.error().message));
        if (frame->sessions.size() != sessionCount)
            return state.SkipWithError("sessions are missing");
    }
}

void judge(const Measurements &measured, Report &report)
{
    const auto milliseconds = [&](const char *name) { return measured.median(name) / 1e6; };
    if (measured.has("build"))
        report.addMeasured(QStringLiteral("T9.build"), milliseconds("build"));
    if (measured.has("json"))
        report.addMeasured(QStringLiteral("T9.json"), milliseconds("json"));
    if (measured.has("json") && measured.has("json_by_qjsondocument")) {
        const double speedup = measured.median("json_by_qjsondocument") / measured.median("json");
        report.addMeasured(QStringLiteral("T9.speedup"), speedup);
        report.setSpeedup(speedup);
    }
    if (measured.has("block"))
        report.addMeasured(QStringLiteral("T9.block"), milliseconds("block"));
    report.note(QStringLiteral("json_bytes"), measured.counter("json", "bytes"));
}

} // namespace

int main(int argc, char **argv)
{
    benchmark::RegisterBenchmark("build", build);
    benchmark::RegisterBenchmark("block", block)->UseManualTime();
    benchmark::RegisterBenchmark("hand_over", handOver);
    benchmark::RegisterBenchmark("json", toDocument);
    benchmark::RegisterBenchmark("json_by_qjsondocument", byTree);
    benchmark::RegisterBenchmark("json_by_qjsondocument_of_a_finished_tree", byFinishedTree);
    benchmark::RegisterBenchmark("json_indented", toFile);
    benchmark::RegisterBenchmark("read_back", readBack);
    return runBenchmarks(argc, argv, QStringLiteral("snapshot_performance"), judge);
}
