// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/visitaccount.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace Breakwater::Simulation {

namespace {

std::int64_t numberOf(const SessionId &session)
{
    return session.value.section(u':', 1).toLongLong();
}

} // namespace

VisitAccount::VisitAccount(SimTime &time, Trace &trace, Findings &findings, Duration ttl,
                           int visitors)
    : m_time(time), m_trace(trace), m_findings(findings), m_ttl(ttl),
      m_visitors(static_cast<std::size_t>(visitors))
{ }

void VisitAccount::coming(int visitor)
{
    m_came.reset();
    m_due.reset();
    Visitor &client = at(visitor);
    if (mustResume(client.known))
        m_due = client.known;
    client.hasHello = false;
    client.readHere.clear();
}

void VisitAccount::taken(int visitor)
{
    if (!m_came)
        return m_findings.add("V1", QStringLiteral("client %1 was sent away").arg(visitor));
    Visitor &client = at(visitor);
    client.present = *m_came;
    m_trace.note("client %1 has session %2", visitor, numberOf(*m_came));
    if (m_due && *m_due != *m_came)
        m_findings.add("V1", QStringLiteral("client %1 did not get its session back").arg(visitor));
    const Visited &session = m_sessions[*m_came];
    if (session.isEnded)
        m_findings.add("V3", QStringLiteral("an ended session came back"));
    if (session.owner >= 0 && session.owner != visitor)
        m_findings.add("V3", QStringLiteral("two clients have the same session"));
}

void VisitAccount::clientCame(const SessionId &client, bool resumed)
{
    if (resumed != m_sessions.contains(client))
        m_findings.add("V1", QStringLiteral("a session is taken for what it is not"));
    m_sessions[client].isHere = true;
    m_came = client;
}

void VisitAccount::clientLeft(const SessionId &client)
{
    Visited &session = m_sessions[client];
    session.isHere = false;
    session.leftAt = m_time.now();
}

bool VisitAccount::mustResume(const SessionId &session) const
{
    const auto found = m_sessions.find(session);
    if (found == m_sessions.end() || found->second.isEnded)
        return false;
    const Visited &visited = found->second;
    return visited.isHere || visited.firstUnread < visited.accepted.size()
        || m_time.now() - visited.leftAt < m_ttl;
}

void VisitAccount::accepted(const SessionId &session, std::uint64_t content)
{
    m_sessions[session].accepted.push_back(content);
}

void VisitAccount::read(int visitor, const QByteArray &payload)
{
    if (const auto content = contentOf(payload))
        return readMessage(visitor, *content);
    readHello(visitor, payload);
}

void VisitAccount::readHello(int visitor, const QByteArray &frame)
{
    const QJsonObject hello = QJsonDocument::fromJson(frame).object();
    const QJsonObject data = hello[QStringLiteral("data")].toObject();
    Visitor &client = at(visitor);
    const SessionId session{data[QStringLiteral("session")].toString()};
    if (client.hasHello || session != client.present)
        return m_findings.add("V2",
                              QStringLiteral("client %1 reads a frame that is neither its "
                                             "hello nor its message")
                                  .arg(visitor));
    m_trace.note("client %1 reads its hello", visitor);
    client.hasHello = true;
    client.known = session;
    client.token = data[QStringLiteral("resume_token")].toString().toLatin1();
    m_sessions[session].owner = visitor;
}

void VisitAccount::readMessage(int visitor, const Content &content)
{
    Visitor &client = at(visitor);
    m_trace.note("client %1 reads message %2", visitor, static_cast<std::int64_t>(content.number));
    if (!client.hasHello)
        return m_findings.add("V2", QStringLiteral("a message comes before the hello"));
    if (!client.readHere.insert(content.number).second)
        return m_findings.add("V2", QStringLiteral("a message comes twice on one link"));
    Visited &session = m_sessions[client.known];
    if (!session.read.insert(content.number).second)
        return; // again, after it was in doubt
    const bool isNext = session.firstUnread < session.accepted.size()
        && session.accepted[session.firstUnread] == content.number;
    if (!isNext) {
        return m_findings.add("I3",
                              QStringLiteral("message %1 is not the next one of client %2")
                                  .arg(content.number)
                                  .arg(visitor));
    }
    ++session.firstUnread;
}

void VisitAccount::afterEvent(ClientRegistry &registry)
{
    int connected = 0;
    for (const auto &[id, session] : registry.sessions().all()) {
        connected += session->isUp() ? 1 : 0;
        const auto confirmed = session->meter().set().messages.confirmed;
        if (confirmed > m_sessions[id].read.size())
            m_findings.add("I2", QStringLiteral("a message is confirmed that no client has read"));
    }
    m_findings.compare("V4", "clients that are connected", registry.connected(), connected);
}

bool VisitAccount::isAllRead(const ClientRegistry &registry) const
{
    for (const Visitor &client : m_visitors) {
        const auto found = m_sessions.find(client.known);
        if (found == m_sessions.end() || found->second.firstUnread < found->second.accepted.size())
            return false;
        const Session *session = registry.find(client.known);
        if (!session || !session->ledger().isEmpty())
            return false;
    }
    return true;
}

void VisitAccount::atTheEnd(ClientRegistry &registry)
{
    // Whoever never read a hello left a session that nobody comes back to, with its messages.
    for (const auto &[id, session] : registry.sessions().all()) {
        if (m_sessions[id].owner >= 0)
            m_findings.add("V4", QStringLiteral("a client that is gone was not removed"));
    }
}

} // namespace Breakwater::Simulation
