// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The whole window in real time: the share of a core that its thread takes with a frame a second
// and a day of history, and with none; and how long after a change of state in the worker the lamp
// is painted. Targets T10.cpu, T10.idle and T10.lamp.

#include <benchmarks/support/benchwindow.h>
#include <benchmarks/support/measurements.h>
#include <benchmarks/support/windowframes.h>

#include <core/base/realtimesystem.h>
#include <core/engine/enginehost.h>
#include <ui/pages/overviewpage.h>
#include <ui/widgets/breakerlamp.h>

#include <QtCore/QDeadlineTimer>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

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
    busyPercent(2s); // what comes once is over
    return busyPercent(length);
}

//! The window as it is before anybody connected, over an engine that has nothing to do.
double cpuIdle(RealTimeSystem &time, std::chrono::milliseconds length)
{
    Ui::SnapshotFeed feed(time);
    BenchWindow shown(time, feed);
    EngineHost host{StabilityConfig()};
    QObject::connect(&host, &EngineHost::snapshotReady, &feed, &Ui::SnapshotFeed::accept);
    const PaintedWindow painted(shown.window);
    busyPercent(2s);
    return busyPercent(length);
}

//! Watches one lamp being painted.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(QWidget &lamp) { lamp.installEventFilter(this); }

    bool isPainted = false;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        isPainted = isPainted || event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }
};

//! Forces and frees the breaker of a link in the worker, by turns; ns until the lamp says so.
std::vector<double> lampDelays(RealTimeSystem &time, int count)
{
    Ui::SnapshotFeed feed(time);
    BenchWindow shown(time, feed);
    EngineHost host{StabilityConfig()};
    QObject::connect(&host, &EngineHost::snapshotReady, &feed, &Ui::SnapshotFeed::accept);
    const PaintedWindow painted(shown.window);
    host.post(OpenSession{link, link.value, *Endpoint::fromUrl(u"ws://127.0.0.1:9/"_qs)});
    const auto isThere = [&] { return feed.latest() && !feed.latest()->sessions.empty(); };
    for (const QDeadlineTimer limit(5000ms); !isThere() && !limit.hasExpired();)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    if (!isThere())
        return {};
    feed.select(link);
    busyPercent(100ms);
    auto *const lamp = shown.window.panels().overview().findChild<Ui::BreakerLamp *>();
    std::vector<double> delays;
    for (int i = 0; i < count; ++i) {
        busyPercent(10ms + i * 73 % 200 * 1ms); // some soon after a frame: those wait for the next
        const auto value = i % 2 == 0 ? BreakerOverride::ForcedOpen : BreakerOverride::ForcedClosed;
        PaintWatch watch(*lamp);
        const MonotonicTime begin = time.now();
        host.post(ForceBreaker{link, value, u"benchmark"_qs, u"measured"_qs});
        const auto isSeen = [&] {
            return watch.isPainted && feed.current() && feed.current()->breaker.override_ == value;
        };
        for (const QDeadlineTimer limit(1000ms); !isSeen() && !limit.hasExpired();)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
        if (!isSeen())
            return {};
        delays.push_back(toMilliseconds(time.now() - begin) * 1e6);
    }
    return delays;
}

} // namespace

int main(int argc, char **argv)
{
    chooseOffscreen();
    QApplication application(argc, argv);
    RealTimeSystem time;
    const bool quick = isQuick(argc, argv);
    const std::chrono::milliseconds length = quick ? 3s : 10s;
    Report report(u"window_live"_qs);

    const double wholeDay = cpuAtOneHertz(time, Ui::TimeView::longestSpan, length);
    const double usual = cpuAtOneHertz(time, Ui::TimeView::defaultSpan, length);
    report.note(u"cpu_percent_24_h_shown"_qs, wholeDay);
    report.note(u"cpu_percent_15_min_shown"_qs, usual);
    report.addMeasured(u"T10.cpu"_qs, std::max(wholeDay, usual));
    report.addMeasured(u"T10.idle"_qs, cpuIdle(time, length));

    const auto delays = lampDelays(time, quick ? 20 : 100);
    report.addTimes(u"lamp"_qs, delays);
    report.addIterations(static_cast<qint64>(delays.size()));
    if (!delays.empty())
        report.addMeasured(u"T10.lamp"_qs, percentile(delays, 0.95) / 1e6);
    return report.finish();
}
