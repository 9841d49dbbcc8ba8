// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultlink.h>

#include <QtCore/QScopedValueRollback>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpSocket>

#include <sys/socket.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration leaveWithin = std::chrono::seconds(2);

bool isGone(const QTcpSocket &socket)
{
    return socket.state() == QAbstractSocket::UnconnectedState;
}

//! RST instead of FIN; what was not written yet is forgotten.
void reset(QTcpSocket &socket)
{
    const linger atOnce{1, 0};
    if (socket.socketDescriptor() != -1)
        ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce,
                     sizeof atOnce);
    socket.abort();
}

MonotonicTime endOf(const LinkFault &fault, MonotonicTime now)
{
    return fault.length ? now + *fault.length : MonotonicTime::max();
}

} // namespace

FaultLink::FaultLink(std::unique_ptr<QTcpSocket> client, FaultWorld &world, RandomSource &random,
                     std::function<void(FaultLink &)> ended)
    : m_world(world), m_ended(std::move(ended)), m_client(std::move(client)),
      m_server(std::make_unique<QTcpSocket>()),
      m_name(u"%1 port %2"_qs.arg(m_client->peerAddress().toString()).arg(m_client->peerPort())),
      m_up(*m_client, *m_server, world.plan.up, world, random),
      m_down(*m_server, *m_client, world.plan.down, world, random),
      m_schedule(world.plan.events, world.time.now()),
      m_timer(world.time.createTimer([this] { pump(); }))
{
    watch(*m_client);
    watch(*m_server);
}

FaultLink::~FaultLink()
{
    m_client->disconnect(this);
    m_server->disconnect(this);
}

void FaultLink::connectTo(const QString &host, quint16 port)
{
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_server->connectToHost(host, port);
    pump();
}

void FaultLink::watch(QTcpSocket &socket)
{
    connect(&socket, &QTcpSocket::connected, this, &FaultLink::pump);
    connect(&socket, &QTcpSocket::readyRead, this, &FaultLink::pump);
    connect(&socket, &QTcpSocket::bytesWritten, this, &FaultLink::pump);
    connect(&socket, &QTcpSocket::disconnected, this, &FaultLink::pump);
    connect(&socket, &QTcpSocket::errorOccurred, this, &FaultLink::pump,
            Qt::QueuedConnection); // amid it the socket says that it is connected, and is not
}

void FaultLink::strike(const LinkFault &fault)
{
    if (!isOpen())
        return;
    if (m_world.struck)
        m_world.struck(fault, m_name);
    apply(fault, m_world.time.now());
    pump();
}

void FaultLink::heal(FaultKind kind)
{
    for (FaultLane *lane : {&m_up, &m_down}) {
        if (kind == FaultKind::HalfOpen)
            lane->deafen({});
        else
            lane->silence({});
    }
    pump();
}

void FaultLink::pump()
{
    if (m_isPumping || m_hasEnded)
        return;
    {
        const QScopedValueRollback pumping(m_isPumping, true);
        const MonotonicTime now = m_world.time.now();
        for (const LinkFault &fault : m_schedule.onTimer(now))
            strike(fault);
        seeWhetherConnected();
        takeIn(m_up, m_down, now);
        takeIn(m_down, m_up, now);
        if (m_phase == Phase::Carrying) {
            m_world.counts.upBytes += m_up.putOut(now);
            m_world.counts.downBytes += m_down.putOut(now);
            seeWhetherOver(now);
        }
        if (m_phase == Phase::Leaving)
            goOnLeaving(now);
        arm(now);
    }
    if (m_phase == Phase::Over)
        end();
}

void FaultLink::seeWhetherConnected()
{
    if (m_phase != Phase::Connecting)
        return;
    if (m_server->state() == QAbstractSocket::ConnectedState) {
        m_server->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_phase = Phase::Carrying;
    } else if (isGone(*m_server) || isGone(*m_client)) {
        m_world.counts.refused += isGone(*m_server) ? 1 : 0;
        resetBoth();
    }
}

void FaultLink::takeIn(FaultLane &lane, FaultLane &back, MonotonicTime now)
{
    while (isOpen()) {
        const FaultLane::Taken taken = lane.takeIn(now);
        if (taken.bytes == 0)
            return;
        m_world.counts.takenBytes += static_cast<std::uint64_t>(taken.bytes);
        if (!taken.answers.isEmpty())
            back.pipe().inject(taken.answers, now);
        for (const LinkFault &fault : m_schedule.onBytes(taken.bytes))
            strike(fault);
    }
}

void FaultLink::seeWhetherOver(MonotonicTime now)
{
    if (isGone(*m_client) && isGone(*m_server))
        m_phase = Phase::Over;
    else if (m_up.pipe().isCutOff() || m_down.pipe().isCutOff() || m_up.passesEndOn(now)
             || m_down.passesEndOn(now))
        leave(now);
}

//! What was written already still goes out. A client that was sent a Close frame may answer it:
//! closing at once could reach it as a reset, ahead of the frame.
void FaultLink::leave(MonotonicTime now)
{
    m_phase = Phase::Leaving;
    m_latestEnd = now + leaveWithin;
    m_server->disconnectFromHost();
    if (!m_down.pipe().hasClosed())
        m_client->disconnectFromHost();
}

void FaultLink::goOnLeaving(MonotonicTime now)
{
    for (QTcpSocket *socket : {m_client.get(), m_server.get()})
        countUndelivered(socket->isOpen() ? socket->readAll().size() : 0);
    if (now >= m_latestEnd) {
        countUndelivered(m_client->bytesToWrite() + m_server->bytesToWrite());
        m_client->abort();
        m_server->abort();
    }
    if (isGone(*m_client) && isGone(*m_server))
        m_phase = Phase::Over;
}

void FaultLink::arm(MonotonicTime now)
{
    std::optional<MonotonicTime> wake;
    if (m_phase == Phase::Leaving)
        wake = m_latestEnd;
    else if (m_phase == Phase::Carrying)
        wake = earlier(m_schedule.nextWake(), earlier(m_up.nextWake(now), m_down.nextWake(now)));
    else if (m_phase == Phase::Connecting)
        wake = m_schedule.nextWake();
    if (wake)
        m_timer->startAt(*wake);
    else
        m_timer->stop();
}

void FaultLink::end()
{
    m_hasEnded = true;
    m_client->disconnect(this);
    m_server->disconnect(this);
    countUndelivered(m_up.pipe().waitingBytes() + m_down.pipe().waitingBytes());
    m_ended(*this);
}

void FaultLink::apply(const LinkFault &fault, MonotonicTime now)
{
    if (fault.kind == FaultKind::Reset) {
        ++m_world.counts.resets;
        return resetBoth();
    }
    if (fault.kind == FaultKind::Close)
        return m_down.pipe().closeWith(fault.closeCode, now);
    if (fault.up)
        applyTo(m_up, fault, now);
    if (fault.down)
        applyTo(m_down, fault, now);
}

void FaultLink::applyTo(FaultLane &lane, const LinkFault &fault, MonotonicTime now)
{
    if (fault.kind == FaultKind::Blackhole)
        lane.silence(endOf(fault, now));
    else if (fault.kind == FaultKind::HalfOpen)
        lane.deafen(endOf(fault, now));
    else
        lane.pipe().cutFrame();
}

void FaultLink::resetBoth()
{
    const QScopedValueRollback pumping(m_isPumping, true); // abort() speaks
    m_phase = Phase::Over;
    countUndelivered(m_client->bytesToWrite() + m_server->bytesToWrite());
    reset(*m_client);
    reset(*m_server);
}

void FaultLink::countUndelivered(std::int64_t bytes)
{
    m_world.counts.undeliveredBytes += static_cast<std::uint64_t>(bytes);
}

} // namespace Breakwater
