// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QProcess>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <utility>
#include <vector>

namespace Breakwater::Test {

//! A server of somebody else's making, as a child process on loopback.
//!
//! It dies with the test, whatever happens to the test: the destructor asks, then kills, and the
//! kernel kills it should the test crash. Only ever signals its own child.
class PeerProcess final
{
public:
    struct Command
    {
        QString program;
        QStringList arguments;
        std::vector<std::pair<QString, QString>> environment; //!< added to the test's own
    };

    explicit PeerProcess(Command command);
    ~PeerProcess();

    //! Starts it and waits for its line "listening PORT …"; false, with said(), when none comes
    //! within 15 s.
    bool start();
    //! The same for a server that says nothing: waits until it accepts on `port`.
    bool startOn(quint16 port);
    //! Starts it and returns at once, for a server whose port is known and whose clients try again.
    bool launch();
    //! SIGKILL, and waits until it is gone.
    void kill();
    //! SIGSTOP and SIGCONT: alive for the kernel, dead for its clients.
    void freeze();
    void thaw();

    bool isRunning() const { return m_process.state() == QProcess::Running; }
    quint16 port() const { return m_port; }
    //! The rest of its "listening" line: what it is, in which version.
    QString version() const { return m_version; }
    //! All it has said so far, and why starting failed.
    QString said();

    //! A loopback port that was free a moment ago, for servers that cannot choose one themselves.
    static quint16 freePort();

private:
    bool readListeningLine();
    void signal(int number);

    const Command m_command;
    QProcess m_process;
    QByteArray m_said;
    quint16 m_port = 0;
    QString m_version;
};

} // namespace Breakwater::Test
