// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/windowframes.h>

#include <benchmarks/support/measurements.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <algorithm>
#include <cmath>

#include <malloc.h>

namespace Breakwater::Bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostTurns = 20; // of the event loop, for one frame
constexpr int childMilliseconds = 20'000;

} // namespace

void chooseOffscreen()
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

RecordedDay::RecordedDay(const TimeSystem &time)
    : m_scenario(time.wallNow() - std::chrono::seconds(seconds),
                 {{9'000, 10'200}, {40'000, 40'600}, {80'000, 81'500}})
{ }

void RecordedDay::tell(const Take &take)
{
    for (int second = 0; second < seconds; ++second)
        take(next());
}

PaintedWindow::PaintedWindow(QWidget &window)
{
    window.resize(windowSize);
    window.installEventFilter(this);
    window.show();
    for (int i = 0; i < mostTurns; ++i)
        QCoreApplication::processEvents();
}

bool PaintedWindow::eventFilter(QObject *watched, QEvent *event)
{
    m_paints += event->type() == QEvent::UpdateRequest ? 1 : 0; // the window paints now
    return QObject::eventFilter(watched, event);
}

std::optional<double> PaintedWindow::frame(const std::function<void()> &change)
{
    const int before = m_paints;
    const double begin = threadNanoseconds();
    change();
    for (int i = 0; i < mostTurns && m_paints == before; ++i)
        QCoreApplication::processEvents();
    const double taken = threadNanoseconds() - begin;
    return m_paints > before ? std::optional(taken) : std::nullopt;
}

std::vector<double> PaintedWindow::frames(int count, const std::function<void(int)> &change,
                                          const std::function<void()> &prepare)
{
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        if (prepare)
            prepare();
        const auto time = frame([&] { change(i); });
        if (!time)
            return {};
        times.push_back(*time);
    }
    return times;
}

double busyPercent(std::chrono::milliseconds length)
{
    QEventLoop loop;
    QTimer::singleShot(length, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    const double begin = threadNanoseconds();
    loop.exec();
    return (threadNanoseconds() - begin) / (static_cast<double>(length.count()) * 1e6) * 100;
}

double memoryMegabytes(Memory of)
{
    malloc_trim(0); // what is freed and kept for later is not in use
    QFile status(u"/proc/self/status"_qs);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray key = of == Memory::Resident ? "VmRSS:" : "RssAnon:";
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(key))
            return line.mid(key.size()).trimmed().split(' ').front().toDouble() * 1024 / 1e6;
    }
    return 0;
}

std::optional<double> askChild(const QString &argument)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {argument});
    if (!child.waitForFinished(childMilliseconds) || child.exitCode() != 0)
        return std::nullopt;
    bool isNumber = false;
    const double value = child.readAllStandardOutput().trimmed().toDouble(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto rank
        = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

} // namespace Breakwater::Bench
