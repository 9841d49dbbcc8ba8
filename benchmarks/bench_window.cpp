// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The whole window with a day of history: what a frame takes when the pointer moves over a chart,
// when six linked charts zoom, and when a second passes; and the memory of it all. Targets
// T10.hover, T10.zoom and T10.memory.
//
// Frames are painted into the window's backing store; what counts is the CPU time of the window's
// thread. Every chart shows the whole day, and moves the others along. `--picture FILE` writes what
// the window looks like; `--repeat hover|zoom|second|idle` is for
// profilers.

#include <benchmarks/support/benchwindow.h>
#include <benchmarks/support/measurements.h>
#include <benchmarks/support/windowframes.h>

#include <tests/support/manualtimesystem.h>

#include <ui/charts/chartgrid.h>
#include <ui/charts/timechart.h>
#include <ui/pages/overviewpage.h>

#include <QtGui/QMouseEvent>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>

#include <cstdio>
#include <utility>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace Qt::StringLiterals;

namespace {

constexpr auto memoryOption = "--memory";
constexpr int zoomSteps = 12; // in, and as many out again: 24 h … 1 h 40 min

//! With a day of it told, and all of the day in sight.
struct DayInTheWindow
{
    DayInTheWindow()
    {
        day.tell([this](const SnapshotPtr &frame) { feed.accept(frame); });
        shown.emplace(time, feed);
        shown->window.timeView().setSpan(Ui::TimeView::longestSpan);
        painted.emplace(shown->window);
    }

    const std::vector<Ui::TimeChart *> &charts()
    {
        return shown->window.panels().overview().charts().charts();
    }
    //! Fifty moves over each chart; the pointer leaves the one before.
    void hover(int i)
    {
        Ui::TimeChart *const chart = charts()[static_cast<std::size_t>(i / 50) % charts().size()];
        if (Ui::TimeChart *const left = std::exchange(hovered, chart); left && left != chart) {
            QEvent leave(QEvent::Leave);
            QCoreApplication::sendEvent(left->canvas(), &leave);
        }
        const QRect plot = chart->geometry().plot;
        const QPointF at(plot.left() + 1 + i * 37 % (plot.width() - 2), plot.center().y());
        QMouseEvent move(QEvent::MouseMove, at, chart->canvas()->mapToGlobal(at), Qt::NoButton,
                         Qt::NoButton, {});
        QCoreApplication::sendEvent(chart->canvas(), &move);
    }
    void zoom(int i)
    {
        const Ui::TimeChart &chart = *charts().front();
        const QPointF at(chart.geometry().plot.center());
        const int notch = i / zoomSteps % 2 == 0 ? 120 : -120;
        QWheelEvent wheel(at, chart.canvas()->mapToGlobal(at), {}, {0, notch}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(chart.canvas(), &wheel);
    }
    void makeFrame()
    {
        time.advance(1s);
        next = day.next();
    }
    void tick() { feed.accept(next); }

    Test::ManualTimeSystem time;
    Ui::SnapshotFeed feed{time};
    RecordedDay day{time};
    SnapshotPtr next;
    std::optional<BenchWindow> shown;
    std::optional<PaintedWindow> painted;
    Ui::TimeChart *hovered = nullptr;
};

//! Before anybody connected: the core has nothing to tell but the time.
struct EmptyWindow
{
    void tick()
    {
        time.advance(1s);
        auto frame = std::make_shared<Snapshot>();
        frame->sequence = ++sequence;
        frame->at = time.sample();
        frame->tiers = TierSet::all();
        frame->periods = {1s, 5s, 30s};
        frame->events = std::make_shared<std::vector<Event>>();
        frame->transitions = std::make_shared<std::vector<TransitionRecord>>();
        feed.accept(frame);
        QCoreApplication::processEvents();
    }

    Test::ManualTimeSystem time;
    Ui::SnapshotFeed feed{time};
    BenchWindow shown{time, feed};
    PaintedWindow painted{shown.window};
    std::uint64_t sequence = 0;
};

double milliseconds(double nanoseconds)
{
    return nanoseconds / 1e6;
}

//! Every other frame against those between: what noise makes of equal things.
double controlOf(const std::vector<double> &times)
{
    std::vector<double> halves[2];
    for (std::size_t i = 0; i < times.size(); ++i)
        halves[i % 2].push_back(times[i]);
    return medianOf(halves[1]) / medianOf(halves[0]);
}

void measureFrames(DayInTheWindow &day, bool isQuick, Report &report)
{
    const int rounds = isQuick ? 6 : 18;
    day.painted->frames(20, [&](int i) { day.hover(i); });
    const auto hovers = day.painted->frames(rounds * 50, [&](int i) { day.hover(i); });
    const auto zooms = day.painted->frames(rounds * 2 * zoomSteps, [&](int i) { day.zoom(i); });
    const auto ticks = day.painted->frames(
        rounds * 30, [&](int) { day.tick(); }, [&] { day.makeFrame(); });
    report.addTimes(u"hover"_qs, hovers);
    report.addTimes(u"zoom"_qs, zooms);
    report.addTimes(u"second"_qs, ticks);
    report.addIterations(static_cast<qint64>(hovers.size() + zooms.size() + ticks.size()));
    report.addMeasured(u"T10.hover"_qs, milliseconds(percentile(hovers, 0.99)));
    report.addMeasured(u"T10.zoom"_qs, milliseconds(percentile(zooms, 0.95)));
    report.note(u"second_p99_ms"_qs, milliseconds(percentile(ticks, 0.99)));
    report.setControl(controlOf(hovers));
}

void measureMemory(bool isQuick, Report &report)
{
    std::vector<double> sizes;
    for (int i = 0; i < (isQuick ? 1 : 3); ++i) {
        if (const auto size = askChild(QLatin1StringView(memoryOption)))
            sizes.push_back(*size);
    }
    if (sizes.empty())
        return report.fail(u"the memory of a window was not told"_qs);
    report.addMeasured(u"T10.memory"_qs, medianOf(sizes));
}

//! What a process has that shows a day, and has painted it at every scale.
int tellMemory()
{
    DayInTheWindow day;
    day.painted->frames(2 * zoomSteps, [&](int i) { day.zoom(i); });
    day.painted->frames(20, [&](int i) { day.hover(i); });
    std::fprintf(stderr, "of the window's memory %.1f MB are its own, the rest files\n",
                 memoryMegabytes(Memory::Anonymous));
    std::printf("%.2f\n", memoryMegabytes());
    return 0;
}

//! For profilers: one kind of frame, over and over.
int repeat(const QString &what)
{
    constexpr int count = 1200;
    std::vector<double> times;
    if (what == u"idle"_qs) {
        EmptyWindow window;
        for (int i = 0; i < count; ++i) {
            const double begin = threadNanoseconds();
            window.tick();
            times.push_back(threadNanoseconds() - begin);
        }
    } else {
        DayInTheWindow day;
        const auto change = [&](int i) {
            what == u"hover"_qs ? day.hover(i) : what == u"zoom"_qs ? day.zoom(i) : day.tick();
        };
        times = day.painted->frames(count, change, [&] {
            if (what == u"second"_qs)
                day.makeFrame();
        });
    }
    std::printf("%s: median %.2f ms, p99 %.2f ms, of %zu\n", qUtf8Printable(what),
                milliseconds(medianOf(times)), milliseconds(percentile(times, 0.99)), times.size());
    return 0;
}

//! What comes after an option; empty without it.
QString valueOf(const QString &option)
{
    const QStringList arguments = QCoreApplication::arguments();
    const qsizetype at = arguments.indexOf(option);
    return at < 0 ? QString() : arguments.value(at + 1);
}

} // namespace

int main(int argc, char **argv)
{
    chooseOffscreen();
    QApplication application(argc, argv);
    if (application.arguments().contains(QLatin1StringView(memoryOption)))
        return tellMemory();
    if (const QString what = valueOf(u"--repeat"_qs); !what.isEmpty())
        return repeat(what);
    Report report(u"window_frames"_qs);
    {
        DayInTheWindow day;
        measureFrames(day, isQuick(argc, argv), report);
        if (const QString file = valueOf(u"--picture"_qs); !file.isEmpty())
            day.shown->window.grab().save(file);
    }
    measureMemory(isQuick(argc, argv), report);
    return report.finish();
}
