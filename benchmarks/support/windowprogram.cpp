// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/support/windowprogram.h>

#include <QtCore/QDeadlineTimer>
#include <QtCore/QDir>
#include <QtCore/QFile>

namespace Breakwater::Bench {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto firstPaint = "The window was painted for the first time";
constexpr auto windowThread = "breakwater";
constexpr auto engineThread = "breakwater-core";
constexpr auto savedConnection = R"({"schema": "breakwater.profiles/1",
    "profiles": [{"name": "saved", "url": "ws://127.0.0.1:9/"}]})";

QProcessEnvironment environmentOf(const QString &home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!environment.contains(u"QT_QPA_PLATFORM"_qs))
        environment.insert(u"QT_QPA_PLATFORM"_qs, u"offscreen"_qs);
    environment.insert(u"QT_LOGGING_RULES"_qs, u"breakwater.ui.debug=true"_qs);
    for (const auto *const name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QLatin1StringView(name), home);
    return environment;
}

void saveConnection(const QString &home)
{
    QDir(home).mkpath(u"Breakwater"_qs);
    QFile file(home + u"/Breakwater/profiles.json"_qs);
    if (file.open(QIODevice::WriteOnly))
        file.write(savedConnection);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

} // namespace

WindowProgram::WindowProgram(const QString &program, const QStringList &arguments, Home home)
{
    if (home == Home::SavedConnection)
        saveConnection(m_home.path());
    m_process.setProcessEnvironment(environmentOf(m_home.path()));
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_clock.start();
    m_process.start(program, arguments);
}

WindowProgram::~WindowProgram()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished(1000);
}

std::optional<double> WindowProgram::untilPainted()
{
    QByteArray said;
    for (const QDeadlineTimer limit(5000ms); !said.contains(firstPaint) && !limit.hasExpired();) {
        m_process.waitForReadyRead(500);
        said += m_process.readAll();
    }
    const auto taken = static_cast<double>(m_clock.nsecsElapsed());
    return said.contains(firstPaint) ? std::optional(taken) : std::nullopt;
}

std::map<QByteArray, double> WindowProgram::threadTimes() const
{
    std::map<QByteArray, double> times;
    const QString tasks = u"/proc/%1/task/"_qs.arg(m_process.processId());
    for (const QString &task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QByteArray onCore = contentOf(tasks + task + u"/schedstat"_qs).split(' ').front();
        times[contentOf(tasks + task + u"/comm"_qs)] += onCore.toDouble();
    }
    return times;
}

WindowShares::WindowShares(const WindowProgram &program)
    : m_program(program), m_before(program.threadTimes())
{
    m_clock.start();
}

void WindowShares::sample()
{
    auto now = m_program.threadTimes();
    const auto length = static_cast<double>(m_clock.nsecsElapsed());
    m_clock.start();
    if (now.contains(windowThread) && now.contains(engineThread)) {
        m_window.push_back((now[windowThread] - m_before[windowThread]) / length * 100);
        m_engine.push_back((now[engineThread] - m_before[engineThread]) / length * 100);
    }
    m_before = std::move(now);
}

} // namespace Breakwater::Bench
