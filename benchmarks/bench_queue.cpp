// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The queue of messages, with 0 to a million waiting: one comes in, the oldest is written and
// confirmed. Is that the same at every length, and how much memory does a waiting message take?

#include <benchmarks/support/allocations.h>
#include <benchmarks/support/measurements.h>

#include <core/delivery/messagequeue.h>

#include <array>
#include <map>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace std::chrono_literals;

namespace {

constexpr std::array<std::int64_t, 4> sizes{0, 1000, 100'000, 1'000'000};
const QByteArray payload("sixty-four bytes of text, more or less, for each message as usual");

class Subject
{
public:
    explicit Subject(std::int64_t waiting)
    {
        const std::int64_t before = liveHeap();
        for (std::int64_t i = 0; i < waiting; ++i)
            comeIn();
        m_heap = liveHeap() - before;
    }

    void comeIn()
    {
        m_now += 1us;
        m_queue.push([&]() -> Message {
            return {.payload = payload, .acceptedAt = m_now, .expiresAt = m_now + 24h};
        });
    }
    bool goOut()
    {
        const Message *next = m_queue.nextToWrite();
        const MessageId id = next->id;
        m_queue.markNextWritten();
        bool wasThere = false;
        m_queue.takeWritten(id, [&](Message &&) { wasThere = true; });
        return wasThere;
    }
    double heap() const { return static_cast<double>(m_heap); }

private:
    MessageQueue m_queue;
    MonotonicTime m_now{1h};
    std::int64_t m_heap = 0;
};

Subject &subjectOf(std::int64_t waiting)
{
    static std::map<std::int64_t, Subject> made;
    return made.try_emplace(waiting, waiting).first->second;
}

void pass(benchmark::State &state)
{
    Subject &subject = subjectOf(state.range(0));
    bool all = true;
    for (auto _ : state) {
        subject.comeIn();
        all = subject.goOut() && all;
    }
    if (!all)
        state.SkipWithError("a message was not there");
}

void judge(const Measurements &measured, Report &report)
{
    for (const std::int64_t size : sizes) {
        if (size > 0 && measured.has("pass/" + std::to_string(size)))
            report.note(QStringLiteral("bytes_per_entry_%1").arg(size),
                        subjectOf(size).heap() / static_cast<double>(size));
    }
    if (!measured.has("pass/1000000") || !measured.has("pass/1000"))
        return;
    const double flatness = measured.median("pass/1000000") / measured.median("pass/1000");
    report.note(QStringLiteral("flatness_1000000_by_1000"), flatness);
    report.note(QStringLiteral("flatness_100000_by_1000"),
                measured.median("pass/100000") / measured.median("pass/1000"));
    report.setSpeedup(1 / flatness);
}

} // namespace

int main(int argc, char **argv)
{
    for (const std::int64_t size : sizes)
        benchmark::RegisterBenchmark("pass", pass)->Arg(size);
    return runBenchmarks(argc, argv, QStringLiteral("queue_performance"), judge);
}
