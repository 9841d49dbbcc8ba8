// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The whole window in real time: the share of a core that its thread takes with a frame a second,
// and with nothing connected; and how long after a change of state in the worker the lamp is
// painted. Targets T10.cpu, T10.idle and T10.lamp.
//
// Idle is the real program, with a connection saved and none open. A frame a second is measured
// twice: as the real program with its demo, and in this process with a day of history, at two
// spans; the dearest of them counts. Windows of time of 30 s hold every tick that there is; with
// --quick they are of 1 s, which not every tick falls into.

#include <benchmarks/support/benchwindow.h>
#include <benchmarks/support/measurements.h>
#include <benchmarks/support/windowframes.h>
#include <benchmarks/support/windowprogram.h>

#include <core/base/realtimesystem.h>
#include <core/engine/enginehost.h>
#include <ui/pages/overviewpage.h>
#include <ui/widgets/breakerlamp.h>

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include <functional>
#include <iterator>
#include <optional>
#include <utility>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace Qt::StringLiterals;

namespace {

const SessionId link{u"prod-eu"_qs};

//! With the day told and shown, and then a frame a second.
double cpuAtOneHertz(RealTimeSystem &time, double span, std::chrono::milliseconds length)
{
    Ui::SnapshotFeed feed(time);
    RecordedDay day(time);
    day.tell([&](const SnapshotPtr &frame) { feed.accept(frame); });
    BenchWindow shown(time, feed);
    shown.window.timeView().setSpan(span);
    const PaintedWindow painted(shown.window);
    QTimer second;
    second.setTimerType(Qt::PreciseTimer);
    QObject::connect(&second, &QTimer::timeout, &feed, [&] { feed.accept(day.next()); });
    second.start(1s);
    busyPercent(500ms); // what comes once is over
    return busyPercent(length);
}

//! Waits until the lamp is painted and what it shows is so.
class LampWatch final : public QObject
{
public:
    LampWatch(QWidget &lamp, std::function<bool()> isSo) : m_isSo(std::move(isSo))
    {
        lamp.installEventFilter(this);
    }

    //! False when it takes longer than a second.
    bool wait()
    {
        QTimer::singleShot(1s, &m_loop, [this] { m_loop.exit(1); });
        return m_loop.exec() == 0;
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // It begins to be painted: the loop goes on when it is.
        if (event->type() == QEvent::Paint && m_isSo())
            QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }

private:
    const std::function<bool()> m_isSo;
    QEventLoop m_loop;
};

//! ns from a command that changes the breaker's state in the worker until the lamp says so. Some
//! come soon after another frame, and wait until the core sends the next.
std::vector<double> forceByTurns(EngineHost &host, const Ui::SnapshotFeed &feed, QWidget &lamp,
                                 int count)
{
    std::vector<double> delays;
    for (int i = 0; i < count; ++i) {
        busyPercent(10ms + i * 73 % 200 * 1ms);
        const auto value = i % 2 == 0 ? BreakerOverride::ForcedOpen : BreakerOverride::ForcedClosed;
        LampWatch watch(
            lamp, [&] { return feed.current() && feed.current()->breaker.override_ == value; });
        const MonotonicTime begin = feed.time().now();
        host.post(ForceBreaker{link, value, u"benchmark"_qs, u"measured"_qs});
        if (!watch.wait())
            return {};
        delays.push_back(toMilliseconds(feed.time().now() - begin) * 1e6);
    }
    return delays;
}

std::vector<double> lampDelays(RealTimeSystem &time, int count)
{
    Ui::SnapshotFeed feed(time);
    BenchWindow shown(time, feed);
    EngineHost host{StabilityConfig()};
    QObject::connect(&host, &EngineHost::snapshotReady, &feed, &Ui::SnapshotFeed::accept);
    const PaintedWindow painted(shown.window);
    host.post(OpenSession{link, link.value, *Endpoint::fromUrl(u"ws://127.0.0.1:9/"_qs)});
    for (int i = 0; i < 30 && !feed.find(link); ++i)
        busyPercent(100ms);
    if (!feed.find(link))
        return {};
    busyPercent(300ms); // what is shown of it is painted
    feed.select(link);
    auto *const lamp = shown.window.panels().overview().findChild<Ui::BreakerLamp *>();
    return forceByTurns(host, feed, *lamp, count);
}

//! The program with nothing connected, and with its demo, in windows of time; beside whatever else
//! is measured, for both hardly do anything.
class RealPrograms final
{
public:
    RealPrograms(std::chrono::milliseconds settling, std::chrono::milliseconds length)
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_idleShares->sample();
            m_demoShares->sample();
        });
        busyPercent(settling);
        m_idleShares.emplace(m_idle);
        m_demoShares.emplace(m_demo);
        m_timer.start(length);
    }

    //! Until there are so many windows.
    void waitFor(int count)
    {
        for (int i = 0; i < count && std::ssize(m_idleShares->window()) < count; ++i)
            busyPercent(m_timer.intervalAsDuration() + 10ms);
    }
    void tell(double inProcess, Report &report) const
    {
        if (m_idleShares->window().empty() || m_demoShares->window().empty())
            return report.fail(u"the program did not stay"_qs);
        const double demo = medianOf(m_demoShares->window());
        report.note(u"windows_of_time"_qs, static_cast<int>(m_idleShares->window().size()));
        report.note(u"seconds_of_each"_qs, m_timer.interval() / 1000);
        report.note(u"idle_engine_percent"_qs, medianOf(m_idleShares->engine()));
        report.note(u"cpu_percent_demo"_qs, demo);
        report.note(u"demo_engine_percent"_qs, medianOf(m_demoShares->engine()));
        report.addMeasured(u"T10.idle"_qs, medianOf(m_idleShares->window()));
        report.addMeasured(u"T10.cpu"_qs, std::max(inProcess, demo));
    }

private:
    WindowProgram m_idle{
        QStringLiteral(BREAKWATER), {u"--new-instance"_qs}, WindowProgram::Home::SavedConnection};
    WindowProgram m_demo{QStringLiteral(BREAKWATER),
                         {u"--new-instance"_qs, u"--demo"_qs},
                         WindowProgram::Home::Empty};
    std::optional<WindowShares> m_idleShares;
    std::optional<WindowShares> m_demoShares;
    QTimer m_timer;
};

} // namespace

int main(int argc, char **argv)
{
    chooseOffscreen();
    QApplication application(argc, argv);
    RealTimeSystem time;
    const bool quick = isQuick(argc, argv);
    const std::chrono::milliseconds length = quick ? 2s : 10s;
    Report report(u"window_live"_qs);
    RealPrograms programs(quick ? 2s : 10s, quick ? 1s : 30s);

    const double wholeDay = cpuAtOneHertz(time, Ui::TimeView::longestSpan, length);
    const double usual = cpuAtOneHertz(time, Ui::TimeView::defaultSpan, length);
    report.note(u"cpu_percent_24_h_shown"_qs, wholeDay);
    report.note(u"cpu_percent_15_min_shown"_qs, usual);

    const auto delays = lampDelays(time, quick ? 14 : 100);
    report.addTimes(u"lamp"_qs, delays);
    report.addIterations(static_cast<qint64>(delays.size()));
    if (!delays.empty())
        report.addMeasured(u"T10.lamp"_qs, percentile(delays, 0.95) / 1e6);
    programs.waitFor(quick ? 7 : 5);
    programs.tell(std::max(wholeDay, usual), report);
    return report.finish();
}
