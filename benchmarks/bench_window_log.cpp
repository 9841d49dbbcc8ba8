// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The event log at its full 100 000 rows: what a frame with a hundred new events takes until they
// are painted, newest on top, while as many old ones leave. Target T10.log.
//
// Also while it is filled, and with a filter that most rows do not pass.

#include <benchmarks/support/measurements.h>
#include <benchmarks/support/windowframes.h>

#include <tests/support/manualtimesystem.h>

#include <ui/models/eventmodel.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/eventlog.h>

#include <QtWidgets/QApplication>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int batch = 100;
constexpr int fillingFrames = Ui::EventModel::defaultCapacity / batch;
constexpr QSize logSize(1400, 400);

//! Frames of a core where much happens: the last events each, a hundred of them new.
class BusyCore
{
public:
    explicit BusyCore(const TimeSystem &time) : m_time(time) { }

    SnapshotPtr next()
    {
        for (int i = 0; i < batch; ++i)
            m_events.push_back(eventAt(++m_number));
        if (m_events.size() > Snapshot::keptEvents)
            m_events.erase(m_events.begin(), m_events.end() - Snapshot::keptEvents);
        auto frame = std::make_shared<Snapshot>();
        frame->sequence = ++m_sequence;
        frame->at = m_time.sample();
        frame->tiers.add(Tier::Realtime);
        frame->periods = {1s, 5s, 30s};
        frame->events = std::make_shared<std::vector<Event>>(m_events);
        frame->transitions = std::make_shared<std::vector<TransitionRecord>>();
        return frame;
    }

private:
    Event eventAt(std::uint64_t number) const
    {
        const bool isBad = number % 50 == 0;
        return {.sequence = number,
                .at = m_time.wallNow(),
                .severity = isBad ? Severity::Warning : Severity::Info,
                .source = isBad ? u"breaker"_qs : u"connection"_qs,
                .session = {u"prod-eu"_qs},
                .sessionName = u"prod-eu"_qs,
                .title = isBad ? u"CLOSED → OPEN"_qs : u"Connected"_qs,
                .detail = u"failure rate 52.4 % ≥ 50 % in the last 10 s, event %1"_qs.arg(number)};
    }

    const TimeSystem &m_time;
    std::vector<Event> m_events;
    std::uint64_t m_number = 0;
    std::uint64_t m_sequence = 0;
};

} // namespace

int main(int argc, char **argv)
{
    chooseOffscreen();
    QApplication application(argc, argv);
    Test::ManualTimeSystem time;
    Ui::SnapshotFeed feed(time);
    Ui::EventLog log(feed);
    PaintedWindow window(log);
    log.resize(logSize);
    BusyCore core(time);
    SnapshotPtr next;
    const auto makeBatch = [&] {
        time.advance(1s);
        next = core.next();
    };
    const auto takeBatch = [&](int) { feed.accept(next); };
    const int count = isQuick(argc, argv) ? 300 : 1000;

    Report report(u"window_log"_qs);
    const auto filling = window.frames(fillingFrames, takeBatch, makeBatch);
    const auto full = window.frames(count, takeBatch, makeBatch);
    log.setFilterText(u"breaker"_qs);
    const auto filtered = window.frames(count / 5, takeBatch, makeBatch);
    report.addTimes(u"while_filling"_qs, filling);
    report.addTimes(u"at_100_000_rows"_qs, full);
    report.addTimes(u"at_100_000_rows_filtered"_qs, filtered);
    report.addIterations(static_cast<qint64>(filling.size() + full.size() + filtered.size()));
    report.addMeasured(u"T10.log"_qs, percentile(full, 0.99) / 1e6);
    report.note(u"filtered_p99_ms"_qs, percentile(filtered, 0.99) / 1e6);
    report.note(u"filling_p99_ms"_qs, percentile(filling, 0.99) / 1e6);
    return report.finish();
}
