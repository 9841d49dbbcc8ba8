// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/bench_endtoend_sink.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimer>

using namespace std::chrono_literals;

namespace Breakwater::Bench {

Sink::Sink(Kind kind, int cpu)
{
    QStringList arguments{kind == Kind::Qt ? QStringLiteral("qt") : QStringLiteral("raw"),
                          QString::number(cpu)};
    if (kind == Kind::RawTls) {
        m_certificates = std::make_unique<Test::TestCertificates>();
        const auto identity = m_certificates->server();
        arguments << identity.certificateFile << identity.keyFile;
    }
    m_process = std::make_unique<Test::PeerProcess>(
        Test::PeerProcess::Command{QStringLiteral(ENDTOEND_SINK), arguments, {}});
    m_isRunning = (!m_certificates || m_certificates->error().isEmpty()) && m_process->start();
}

Endpoint Sink::endpoint(bool echoes) const
{
    const QString scheme = m_certificates ? QStringLiteral("wss") : QStringLiteral("ws");
    const QString path = echoes ? QStringLiteral("echo") : QString();
    Endpoint result
        = *Endpoint::fromUrl(QStringLiteral("%1://127.0.0.1:%2/%3")
                                 .arg(scheme, QString::number(m_process->port()), path));
    if (m_certificates)
        result.tls.caFile = m_certificates->caFile();
    return result;
}

std::optional<qint64> Sink::counted()
{
    static const QRegularExpression line(QStringLiteral("^counted (\\d+)$"),
                                         QRegularExpression::MultilineOption);
    QTimer alarm;
    alarm.start(5ms);
    for (const QDeadlineTimer deadline(10s); !deadline.hasExpired();) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        qsizetype links = 0;
        for (auto match = line.globalMatch(m_process->said()); match.hasNext();) {
            const qint64 count = match.next().captured(1).toLongLong();
            if (++links > m_linksHeardOf) {
                m_linksHeardOf = links;
                return count;
            }
        }
    }
    return {};
}

} // namespace Breakwater::Bench
