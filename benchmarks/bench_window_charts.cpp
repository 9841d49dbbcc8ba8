// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The charts of the window against plain QLineSeries charts that show the same: six charts with two
// lines of a day each, and what a crosshair over all of them, a zoom of all of them and a second
// that passes take. In turns, in one run. Target T11.
//
// And what frames cost at 1, 10 and 60 Hz with 1, 6 and 12 charts, and which share of a core that
// is.

#include <benchmarks/bench_window_plaincharts.h>
#include <benchmarks/support/measurements.h>
#include <benchmarks/support/windowframes.h>

#include <tests/support/manualtimesystem.h>

#include <ui/charts/chartcatalogue.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>

#include <QtWidgets/QApplication>
#include <QtWidgets/QGridLayout>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace Qt::StringLiterals;

namespace {

constexpr auto memoryOfOurs = "--memory-ours";
constexpr auto memoryOfPlain = "--memory-plain";
constexpr int chartCount = 6;
constexpr int columns = 3;
constexpr int warmUp = 4; // frames
constexpr double day = RecordedDay::seconds;

//! The charts of the overview, over and over, with two lines each.
class OurCharts
{
public:
    explicit OurCharts(int count) : m_view(m_time)
    {
        RecordedDay recorded(m_time);
        recorded.tell([this](const SnapshotPtr &frame) {
            m_history.record(*frame, frame->sessions.front());
        });
        m_next = std::make_unique<RecordedDay>(recorded);
        m_view.setSpan(Ui::TimeView::longestSpan);
        auto *const grid = new QGridLayout(&m_widget);
        for (int i = 0; i < count; ++i) {
            m_charts.push_back(
                new Ui::TimeChart(twoLines(i), m_view, [this] { return &m_history; }));
            grid->addWidget(m_charts.back(), i / columns, i % columns);
        }
    }

    QWidget &widget() { return m_widget; }
    const SourceHistory &history() const { return m_history; }
    double now() const { return m_view.now(); }
    void setCross(double share) { m_view.setCross(m_view.start() + share * m_view.span()); }
    void setSpan(double seconds) { m_view.setRange(m_view.now() - seconds, m_view.now()); }
    //! Time goes on; a frame of the core comes when a second is full.
    void update(Duration by)
    {
        m_time.advance(by);
        m_sinceFrame += by;
        if (m_sinceFrame >= 1s) {
            const SnapshotPtr frame = m_next->next();
            m_history.record(*frame, frame->sessions.front());
            m_sinceFrame -= 1s;
        }
        m_view.tick();
        for (Ui::TimeChart *const chart : m_charts)
            chart->refresh();
    }

private:
    static Ui::ChartSpec twoLines(int number)
    {
        Ui::ChartSpec spec
            = Ui::specOf(static_cast<Ui::OverviewChart>(number % Ui::overviewChartCount));
        while (spec.lines.size() > 2)
            spec.lines.pop_back();
        while (spec.lines.size() < 2)
            spec.lines.push_back({u"RTT"_qs, Metric::LatencyP95, Ui::Role::SeriesB});
        return spec;
    }

    Test::ManualTimeSystem m_time;
    Ui::TimeView m_view;
    SourceHistory m_history;
    std::unique_ptr<RecordedDay> m_next;
    QWidget m_widget;
    std::vector<Ui::TimeChart *> m_charts; // the widget's
    Duration m_sinceFrame{};
};

//! ms of one frame, of both.
struct Both
{
    std::vector<double> ours;
    std::vector<double> plain;
    std::vector<double> again; //!< ours once more

    //! Of those that were measured in the same round.
    double ratio() const { return middle(plain, ours); }
    double control() const { return middle(again, ours); }

private:
    static double middle(const std::vector<double> &of, const std::vector<double> &to)
    {
        std::vector<double> ratios;
        for (std::size_t i = 0; i < of.size(); ++i)
            ratios.push_back(of[i] / to[i]);
        return medianOf(ratios);
    }
};

//! Frames of one side in a round.
using Frames = std::function<std::vector<double>(int round)>;

//! In turns. Plain ones take so long that one measured frame a round is enough.
Both inTurns(int rounds, const Frames &ours, const Frames &plain)
{
    Both both;
    ours(0);
    for (int i = 0; i < rounds; ++i) {
        both.ours.push_back(medianOf(ours(i)));
        both.plain.push_back(medianOf(plain(i)));
        both.again.push_back(medianOf(ours(i)));
    }
    return both;
}

double shareOf(int i)
{
    return 0.05 + 0.9 * (i * 37 % 100) / 100.0;
}

//! From all of the day down to some hours of it, and back.
double spanOf(int i)
{
    const int step = i % 16;
    return day * std::pow(0.88, step < 8 ? step : 16 - step);
}

void take(const QString &name, const Both &both, Report &report)
{
    if (std::ranges::count(both.ours, 0) + std::ranges::count(both.again, 0) > 0)
        return report.fail(u"a frame of %1 painted nothing"_qs.arg(name));
    report.addTimes(name, both.ours);
    report.addTimes(u"plain_"_qs + name, both.plain);
    report.addMeasured(u"T11."_qs + name, both.ratio());
    report.setControl(both.control());
    report.addIterations(static_cast<qint64>(both.ours.size()));
}

//! How many frames of ours a round has, on either side of a plain one; and how many rounds there
//! are.
struct Counts
{
    int rounds;
    int hovers;
    int others; //!< zooms, updates; even as warmUp is, or a zoom finds its span shown already
};

void compare(const Counts &counts, Report &report)
{
    OurCharts ours(chartCount);
    PlainCharts plain(ours.history(), chartCount, columns);
    PaintedWindow ourWindow(ours.widget());
    PaintedWindow plainWindow(plain.widget());
    using Change = std::function<void(int round, int frame)>;
    // What plain charts leave of the caches is not what frames after frames find, on either side.
    const auto frames = [&](int count, const Change &change) {
        return [&, count, change](int round) {
            const auto one = [&](int i) { change(round, i); };
            ourWindow.frames(warmUp, one);
            return ourWindow.frames(count, [&](int i) { one(warmUp + i); });
        };
    };
    // They need no frame before that warms up: what is in no cache yet is nothing beside 200 ms.
    const auto plainFrames = [&](const std::function<void(int round)> &change) {
        return
            [&, change](int round) { return plainWindow.frames(1, [&](int) { change(round); }); };
    };
    take(u"hover"_qs,
         inTurns(counts.rounds,
                 frames(counts.hovers, [&](int, int i) { ours.setCross(shareOf(i)); }),
                 plainFrames([&](int round) { plain.setCross(shareOf(round)); })),
         report);
    // In each round to the same span on both sides; ours there and back from one beside it.
    take(u"zoom"_qs,
         inTurns(counts.rounds,
                 frames(counts.others,
                        [&](int round, int i) { ours.setSpan(spanOf(2 * round + 1 + i % 2)); }),
                 plainFrames([&](int round) { plain.setSpan(spanOf(2 * round + 2)); })),
         report);
    ours.setSpan(day);
    plain.setSpan(day);
    plainWindow.frames(1, [&](int) { plain.setCross(0.5); }); // nothing is left to be done
    take(u"update"_qs,
         inTurns(counts.rounds, frames(counts.others, [&](int, int) { ours.update(1s); }),
                 plainFrames([&](int) { plain.update(); })),
         report);
}

//! What a frame costs at a rate, and the share of a core at that rate.
void measureRates(bool isQuick, Report &report)
{
    QJsonObject rates;
    for (const int count : {1, 6, 12}) {
        OurCharts charts(count);
        PaintedWindow window(charts.widget());
        for (const int rate : {1, 10, 60}) {
            const auto times = window.frames(isQuick ? 10 : 60, [&](int) {
                charts.update(std::chrono::duration_cast<Duration>(1s) / rate);
            });
            const QString key = u"%1_charts_%2_hz"_qs.arg(count).arg(rate);
            report.addTimes(key, times);
            report.note(key + u"_cpu_percent"_qs, medianOf(times) / 1e9 * rate * 100);
        }
    }
}

void measureMemory(Report &report)
{
    const auto ours = askChild(QLatin1StringView(memoryOfOurs));
    const auto plain = askChild(QLatin1StringView(memoryOfPlain));
    if (!ours || !plain)
        return report.fail(u"the memory of charts was not told"_qs);
    report.note(u"memory_megabytes"_qs, *ours);
    report.note(u"plain_memory_megabytes"_qs, *plain);
    report.addMeasured(u"T11.memory"_qs, *ours / *plain);
}

//! What an empty window of the same size has not.
int tellMemory(const std::function<std::unique_ptr<QObject>()> &show)
{
    std::optional<QWidget> empty(std::in_place);
    std::optional<PaintedWindow> first(std::in_place, *empty);
    const double before = memoryMegabytes();
    first.reset();
    empty.reset();
    const std::unique_ptr<QObject> shown = show();
    std::printf("%.2f\n", memoryMegabytes() - before);
    return 0;
}

//! Keeps charts and their window alive.
template <class Charts> struct Shown final : public QObject
{
    explicit Shown(std::unique_ptr<Charts> of) : charts(std::move(of)), window(charts->widget()) { }

    std::unique_ptr<Charts> charts;
    PaintedWindow window;
};

std::unique_ptr<QObject> showOurs()
{
    auto shown = std::make_unique<Shown<OurCharts>>(std::make_unique<OurCharts>(chartCount));
    shown->window.frames(16, [&](int i) { shown->charts->setSpan(spanOf(i)); });
    return shown;
}

std::unique_ptr<QObject> showPlain()
{
    auto source = std::make_unique<OurCharts>(0);
    auto shown = std::make_unique<Shown<PlainCharts>>(
        std::make_unique<PlainCharts>(source->history(), chartCount, columns));
    source.reset(); // they have copies
    shown->window.frames(2, [&](int i) { shown->charts->setSpan(spanOf(4 * i)); });
    return shown;
}

} // namespace

int main(int argc, char **argv)
{
    chooseOffscreen();
    QApplication application(argc, argv);
    if (application.arguments().contains(QLatin1StringView(memoryOfOurs)))
        return tellMemory(showOurs);
    if (application.arguments().contains(QLatin1StringView(memoryOfPlain)))
        return tellMemory(showPlain);
    const bool quick = isQuick(argc, argv);
    Report report(u"window_charts"_qs);
    measureRates(quick, report);
    // Plain charts take two seconds a round, and fewer than seven rounds would say little.
    compare(quick ? Counts{.rounds = 7, .hovers = 30, .others = 12}
                  : Counts{.rounds = 11, .hovers = 40, .others = 16},
            report);
    measureMemory(report);
    return report.finish();
}
