// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A frame of 1 000 sessions: built, handed to another thread, written as JSON and read back. The
// engine itself, its links without sockets; all latencies measured. Target T9.

#include <benchmarks/bench_snapshot_core.h>
#include <benchmarks/bench_snapshot_tree.h>
#include <benchmarks/support/measurements.h>

#include <core/engine/framemailbox.h>
#include <core/snapshot/jsondocument.h>
#include <core/snapshot/snapshotjson.h>
#include <core/snapshot/snapshotreader.h>

#include <QtCore/QJsonDocument>

#include <atomic>
#include <thread>

using namespace Breakwater;
using namespace Breakwater::Bench;

namespace {

constexpr int sessionCount = 1000;
constexpr int frames = 20; // in a repetition
constexpr int periods = 2; // in a repetition, with all their traffic
constexpr qsizetype mostBytes = 64 * 1024 * 1024;

Core &core()
{
    static Core made(sessionCount);
    return made;
}

//! A tick that builds a frame and ends no period, soon after the one before: what it reads is still
//! in the caches.
void build(benchmark::State &state)
{
    for (auto _ : state) {
        auto one = core().tickAtOnce();
        while (one.endsPeriod)
            one = core().tickAtOnce();
        state.SetIterationTime(one.nanoseconds / 1e9);
    }
}

std::vector<double> coldBuilds; // ns of the first tick after traffic, which ends no period

//! The most that one tick does on the worker: a period of traffic ends.
void block(benchmark::State &state)
{
    for (auto _ : state) {
        core().carryTraffic();
        auto one = core().tick();
        coldBuilds.push_back(one.nanoseconds);
        while (!one.endsPeriod)
            one = core().tick();
        state.SetIterationTime(one.nanoseconds / 1e9);
        state.counters["page_faults"] = one.pageFaults;
    }
    if (core().frame().sessions.size() != sessionCount || core().frame().active != sessionCount)
        state.SkipWithError("not all sessions are connected");
}

//! The price of crossing for the worker, while the other thread takes as fast as it can.
void handOver(benchmark::State &state)
{
    FrameMailbox mailbox;
    const auto frame = std::make_shared<Snapshot>(core().frame());
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
    const Snapshot frame = core().frame();
    QByteArray text;
    for (auto _ : state) {
        text = toLine(frame);
        benchmark::DoNotOptimize(text);
    }
    state.counters["bytes"] = static_cast<double>(text.size());
}

//! The same content as toDocument() writes.
void byTree(benchmark::State &state)
{
    const QJsonObject content = toJson(core().frame());
    const TreeDocument document(content);
    if (document.tree() != content)
        return state.SkipWithError("the tree has another content");
    for (auto _ : state)
        benchmark::DoNotOptimize(QJsonDocument(document.tree()).toJson(QJsonDocument::Compact));
}

//! The second half of byTree() alone.
void byFinishedTree(benchmark::State &state)
{
    const QJsonDocument document(toJson(core().frame()));
    for (auto _ : state)
        benchmark::DoNotOptimize(document.toJson(QJsonDocument::Compact));
}

void toFile(benchmark::State &state)
{
    const Snapshot frame = core().frame();
    for (auto _ : state)
        benchmark::DoNotOptimize(toBytes(frame));
}

void readBack(benchmark::State &state)
{
    const QByteArray text = toLine(core().frame());
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
    if (measured.has("block")) {
        report.addTimes(QStringLiteral("build_after_traffic"), coldBuilds);
        report.addMeasured(QStringLiteral("T9.block"), milliseconds("block"));
        report.note(QStringLiteral("block_page_faults"), measured.counter("block", "page_faults"));
    }
    if (measured.has("json"))
        report.addMeasured(QStringLiteral("T9.json"), milliseconds("json"));
    if (measured.has("json") && measured.has("json_by_qjsondocument")) {
        const double speedup = measured.median("json_by_qjsondocument") / measured.median("json");
        report.addMeasured(QStringLiteral("T9.speedup"), speedup);
        report.setSpeedup(speedup);
    }
    report.note(QStringLiteral("json_bytes"), measured.counter("json", "bytes"));
}

} // namespace

int main(int argc, char **argv)
{
    benchmark::RegisterBenchmark("build", build)->UseManualTime()->Iterations(frames);
    benchmark::RegisterBenchmark("block", block)->UseManualTime()->Iterations(periods);
    benchmark::RegisterBenchmark("hand_over", handOver);
    benchmark::RegisterBenchmark("json", toDocument);
    benchmark::RegisterBenchmark("json_by_qjsondocument", byTree);
    benchmark::RegisterBenchmark("json_by_qjsondocument_of_a_finished_tree", byFinishedTree);
    benchmark::RegisterBenchmark("json_indented", toFile);
    benchmark::RegisterBenchmark("read_back", readBack);
    return runBenchmarks(argc, argv, QStringLiteral("snapshot_performance"), judge);
}
