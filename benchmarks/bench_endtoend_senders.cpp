// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/bench_endtoend_senders.h>

#include <benchmarks/bench_endtoend_machine.h>
#include <benchmarks/support/measurements.h>
#include <core/net/dialsettings.h>
#include <core/net/socketinside.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <algorithm>

using namespace std::chrono_literals;

namespace Breakwater::Bench {

namespace {

constexpr double patience = 60e9;
constexpr qint64 bytesPerTurn = 256 * 1024;
constexpr qint64 mostPerTurn = 1024;
constexpr qint64 highWater = 1024 * 1024; // as transport.high_water
constexpr std::size_t journalCapacity = 2000;

qint64 perTurn(qsizetype size)
{
    return std::clamp<qint64>(bytesPerTurn / std::max<qsizetype>(size, 1), 1, mostPerTurn);
}

} // namespace

std::optional<Cost> Sender::send(qint64 count)
{
    QTimer alarm; // a wait that would never end is looked at once a second
    alarm.start(1s);
    const double cpuBefore = threadNanoseconds();
    const double wallBefore = wallNanoseconds();
    for (qint64 sent = 0; sent < count || !isAllOut();) {
        const qint64 submitted = sent < count ? submit(count - sent) : 0;
        sent += submitted;
        QCoreApplication::processEvents(submitted > 0 ? QEventLoop::AllEvents
                                                      : QEventLoop::AllEvents
                                                | QEventLoop::WaitForMoreEvents);
        if (submitted == 0 && wallNanoseconds() - wallBefore > patience)
            return {};
    }
    const auto messages = static_cast<double>(count);
    return Cost{(threadNanoseconds() - cpuBefore) / messages,
                (wallNanoseconds() - wallBefore) / messages};
}

bool Sender::waitFor(const std::function<bool()> &condition)
{
    QTimer alarm;
    alarm.start(10ms);
    const double begin = wallNanoseconds();
    while (!condition() && wallNanoseconds() - begin < patience)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return condition();
}

bool RawSender::open(const Endpoint &endpoint)
{
    if (const auto tls = makeTlsConfiguration(endpoint.tls); endpoint.tls.caFile && tls)
        m_socket.setSslConfiguration(*tls);
    m_socket.open(endpoint.url);
    return waitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
}

qint64 RawSender::submit(qint64 most)
{
    if (backlogOf(m_socket) >= highWater)
        return 0;
    const qint64 count = std::min(most, perTurn(m_payload.size()));
    for (qint64 i = 0; i < count; ++i)
        m_socket.sendBinaryMessage(m_payload);
    return count;
}

bool RawSender::isAllOut() const
{
    return backlogOf(m_socket) == 0;
}

void RawSender::close()
{
    m_socket.close();
    waitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; });
}

ResilientSender::ResilientSender(qsizetype size, const StabilityConfig &config, bool withIds)
    : m_payload(size, 'x'), m_config(config), m_withIds(withIds), m_transports(config, m_time),
      m_budget(config.queue.totalMaxBytes), m_journal(journalCapacity)
{ }

Session &ResilientSender::make(const Endpoint &endpoint)
{
    m_session = std::make_unique<Session>(
        SessionId{QStringLiteral("bench")}, QStringLiteral("bench"), endpoint, m_config,
        SessionWorld{m_time, m_random, m_transports, *this, m_budget, m_journal});
    return *m_session;
}

bool ResilientSender::open(const Endpoint &endpoint)
{
    make(endpoint).open();
    return waitFor([this] {
        return m_session->isUp()
            && (m_session->ledger().guarantee() == Guarantee::Hop
                || m_config.delivery.confirm != ConfirmMode::Hop);
    });
}

qint64 ResilientSender::submit(qint64 most)
{
    const auto &held = m_session->ledger().gauges();
    const qint64 size = m_payload.size();
    const qint64 messages = m_config.queue.maxMessages - held.messages();
    const qint64 bytes = m_config.queue.maxBytes - held.bytes;
    return accept(std::min({most, messages, bytes / size, perTurn(size)}));
}

qint64 ResilientSender::accept(qint64 count)
{
    const Session::Turn turn(*m_session);
    for (qint64 i = 0; i < count; ++i) {
        if (!m_session->send(m_messages.next(*m_session)).isAccepted())
            return i;
    }
    return std::max<qint64>(count, 0);
}

OutgoingMessage ResilientSender::makeMessage()
{
    OutgoingMessage message{.payload = m_payload, .kind = PayloadKind::Binary};
    if (m_withIds)
        message.explicitId = nextId();
    return message;
}

//! Counts in its decimal digits.
const std::string &ResilientSender::nextId()
{
    for (auto digit = m_id.rbegin(); *digit != '-' && ++*digit > '9'; ++digit)
        *digit = '0';
    return m_id;
}

void ResilientSender::close()
{
    m_session->close();
    waitFor([this] { return m_session->isClosed(); });
}

void ResilientSender::sessionChanged(Session &session)
{
    if (onChanged)
        onChanged(session);
}

void ResilientSender::sessionReceived(Session &, const QByteArray &payload, PayloadKind)
{
    if (onReceived)
        onReceived(payload);
}

} // namespace Breakwater::Bench
