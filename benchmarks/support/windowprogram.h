// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include <map>
#include <optional>
#include <vector>

namespace Breakwater::Bench {

//! The real program `breakwater`, with its window on no display, over a home of its own. Ends with
//! this object.
class WindowProgram final
{
public:
    //! Over an empty home the demo starts by itself; with a connection saved that does not open by
    //! itself, nothing is connected.
    enum class Home { Empty, SavedConnection };

    WindowProgram(const QString &program, const QStringList &arguments, Home home);
    ~WindowProgram();
    Q_DISABLE_COPY_MOVE(WindowProgram)

    //! ns from the start until it says that it has painted; none when it never did.
    std::optional<double> untilPainted();
    //! CPU time so far, in ns, by the names of the threads: the window's is called as the program,
    //! the engine's "breakwater-core". Empty when it has ended.
    std::map<QByteArray, double> threadTimes() const;

private:
    QTemporaryDir m_home;
    QProcess m_process;
    QElapsedTimer m_clock;
};

//! Shares of a core that two threads of it took, in %, in windows of time that follow each other.
class WindowShares final
{
public:
    explicit WindowShares(const WindowProgram &program);

    //! Ends a window of time and begins the next.
    void sample();
    const std::vector<double> &window() const { return m_window; }
    const std::vector<double> &engine() const { return m_engine; }

private:
    const WindowProgram &m_program;
    QElapsedTimer m_clock;
    std::map<QByteArray, double> m_before;
    std::vector<double> m_window;
    std::vector<double> m_engine;
};

} // namespace Breakwater::Bench
