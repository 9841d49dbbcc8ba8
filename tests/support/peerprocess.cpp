// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/peerprocess.h>

#include <QtCore/QDeadlineTimer>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QRegularExpression>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <csignal>

#include <sys/prctl.h>

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

namespace {

constexpr int startLimit = 15000;
constexpr int politeLimit = 2000;

} // namespace

PeerProcess::PeerProcess(Command command) : m_command(std::move(command))
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : m_command.environment)
        environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
}

PeerProcess::~PeerProcess()
{
    if (!isRunning())
        return;
    thaw(); // a stopped process cannot hear SIGTERM
    m_process.terminate();
    if (!m_process.waitForFinished(politeLimit))
        kill();
}

bool PeerProcess::start()
{
    if (!launch())
        return false;
    const QDeadlineTimer deadline(startLimit);
    while (!readListeningLine()) {
        if (!isRunning() || deadline.hasExpired())
            return false;
        m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime()));
    }
    return true;
}

bool PeerProcess::startOn(quint16 port)
{
    if (!launch())
        return false;
    const QDeadlineTimer deadline(startLimit);
    for (;;) {
        QTcpSocket attempt;
        attempt.connectToHost(u"127.0.0.1"_qs, port);
        if (attempt.waitForConnected(1000)) {
            m_port = port;
            return isRunning();
        }
        // Also the pause between two attempts, and it ends early when the child dies.
        if (m_process.waitForFinished(20) || deadline.hasExpired())
            return false;
    }
}

bool PeerProcess::launch()
{
    m_said.clear();
    m_process.start(m_command.program, m_command.arguments);
    return m_process.waitForStarted(startLimit);
}

bool PeerProcess::readListeningLine()
{
    m_said += m_process.readAll();
    static const QRegularExpression line(u"^listening (\\d+)([^\\n]*)\\n"_qs,
                                         QRegularExpression::MultilineOption);
    const auto match = line.match(QString::fromUtf8(m_said));
    if (match.hasMatch()) {
        m_port = match.captured(1).toUShort();
        m_version = match.captured(2).trimmed();
    }
    return match.hasMatch();
}

void PeerProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(startLimit);
}

void PeerProcess::freeze()
{
    signal(SIGSTOP);
}

void PeerProcess::thaw()
{
    signal(SIGCONT);
}

void PeerProcess::signal(int number)
{
    if (isRunning())
        ::kill(static_cast<pid_t>(m_process.processId()), number);
}

QString PeerProcess::said()
{
    m_said += m_process.readAll();
    return u"%1: %2\n%3"_qs.arg(m_command.program, m_process.errorString(),
                                QString::fromUtf8(m_said));
}

quint16 PeerProcess::freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace Breakwater::Test
