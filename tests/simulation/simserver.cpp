// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/simserver.h>

#include <algorithm>

namespace Breakwater::Simulation {

namespace {

constexpr std::size_t pingsKept = 12;

} // namespace

SimServer::SimServer(const LinkWorld &world, const Manners &manners)
    : m_world(world), m_manners(manners)
{ }

SimServer::~SimServer() = default;

void SimServer::dialled(SimLink &link)
{
    const bool isDown = m_world.time.now() < m_downUntil;
    if (isDown && m_isSilentlyDown)
        return;
    if (isDown)
        return link.refuse({.kind = EndKind::ConnectFailed});
    if (m_world.chance.happens(m_manners.stalledHandshake))
        return;
    if (m_world.chance.happens(m_manners.refusal))
        return link.refuse(refusal());
    m_visits.push_back({.link = &link, .number = ++m_visitsMade});
    link.accept();
}

EndReason SimServer::refusal()
{
    switch (m_world.chance.number(0, 11)) {
    case 0:
    case 1: return {.kind = EndKind::HandshakeRejected, .httpStatus = 503};
    case 2: return {.kind = EndKind::HandshakeRejected, .httpStatus = 429};
    case 3: return {.kind = EndKind::HandshakeRejected, .httpStatus = 404};
    case 4:
        return {.kind = EndKind::HandshakeRejected,
                .httpStatus = m_world.chance.oneOf({401, 403, 302, 500})};
    case 5: return {.kind = EndKind::HandshakeInvalid};
    case 6: return {.kind = EndKind::HostNotFound};
    case 7: return {.kind = EndKind::NetworkDown};
    case 8: return {.kind = EndKind::TlsFailed};
    default: return {.kind = EndKind::ConnectFailed};
    }
}

void SimServer::arrived(SimLink &link, const Frame &frame)
{
    Visit *visit = visitOf(link);
    if (!visit || visit->isClosing)
        return;
    switch (frame.kind) {
    case Frame::Kind::Text:
    case Frame::Kind::Binary: return take(*visit, frame);
    case Frame::Kind::Ping: return pinged(*visit, frame.payload);
    case Frame::Kind::Close: return close(*visit, frame.closeCode);
    default: return;
    }
}

void SimServer::take(Visit &visit, const Frame &frame)
{
    const auto content = contentOf(frame.payload);
    if (!content)
        return;
    if (content->isPoison) {
        m_world.witness.choked(*visit.link, *content);
        return close(visit, m_world.chance.oneOf({1003, 1007, 1009}));
    }
    if (m_manners.storeDelay == Duration::zero())
        return store(*visit.link, *content);
    m_world.time.after(m_manners.storeDelay,
                       [this, life = m_life, link = visit.link, what = *content] {
                           if (life == m_life)
                               store(*link, what);
                       });
}

void SimServer::store(SimLink &link, const Content &content)
{
    m_world.trace.note("the server has message %1, by link %2",
                       static_cast<std::int64_t>(content.number), link.id);
    m_durable.insert(content.number);
    m_world.witness.received(link, content);
    if (m_manners.acknowledges && content.explicitId && !m_world.chance.happens(m_manners.ackLoss))
        acknowledge(link, *content.explicitId);
}

void SimServer::acknowledge(SimLink &link, std::uint32_t explicitId)
{
    const Visit *visit = visitOf(link);
    if (!visit)
        return;
    const int times = m_world.chance.happens(m_manners.ackTwice) ? 2 : 1;
    for (int i = 0; i < times; ++i) {
        const Duration delay = m_world.chance.duration({}, m_manners.ackDelay);
        m_world.time.after(delay, [this, number = visit->number, explicitId] {
            const Visit *still = visitOf(number);
            if (still && !still->isClosing)
                still->link->answer({.payload = acknowledgementOf(explicitId)});
        });
    }
}

void SimServer::pinged(Visit &visit, const QByteArray &payload)
{
    m_oldPings.push_back(payload);
    if (m_oldPings.size() > pingsKept)
        m_oldPings.pop_front();
    visit.pings.push_back(payload);
    if (m_manners.pongDelay == Duration::zero())
        return answerPings(visit);
    if (visit.pings.size() > 1)
        return; // the first one's answer takes these along
    const Duration delay = m_world.chance.duration({}, m_manners.pongDelay);
    m_world.time.after(delay, [this, number = visit.number] {
        Visit *still = visitOf(number);
        if (still && !still->isClosing)
            answerPings(*still);
    });
}

void SimServer::answerPings(Visit &visit)
{
    const std::vector<QByteArray> pings = std::move(visit.pings);
    visit.pings.clear();
    if (pings.empty())
        return;
    switch (m_manners.pongs) {
    case Manners::Pongs::All:
        for (const QByteArray &payload : pings)
            pong(visit, payload);
        return;
    case Manners::Pongs::NewestOnly: return pong(visit, pings.back());
    case Manners::Pongs::OldestOnly: return pong(visit, pings.front());
    case Manners::Pongs::EmptyPayload: return visit.link->answer({.kind = Frame::Kind::Pong});
    case Manners::Pongs::None: return;
    }
}

void SimServer::pong(Visit &visit, const QByteArray &payload)
{
    if (m_world.chance.happens(m_manners.pongLoss))
        return;
    m_lastAnswered = payload;
    visit.link->answer({.kind = Frame::Kind::Pong, .payload = payload});
}

void SimServer::close(Visit &visit, int code)
{
    if (visit.isClosing)
        return;
    visit.isClosing = true;
    visit.link->answer({.kind = Frame::Kind::Close, .closeCode = code});
}

void SimServer::lost(SimLink &link)
{
    std::erase_if(m_visits, [&link](const Visit &visit) { return visit.link == &link; });
}

void SimServer::die(Death how, Duration length)
{
    m_world.trace.note("the server dies (%1) for %2 ms", static_cast<std::int64_t>(how),
                       length / std::chrono::milliseconds(1));
    ++m_life;
    m_downUntil = m_world.time.now() + length;
    m_isSilentlyDown = how == Death::Silent;
    for (const Visit &visit : m_visits) {
        if (how == Death::Silent)
            visit.link->vanish();
        else
            visit.link->reset(how == Death::LoudAndLossy);
    }
    m_visits.clear();
}

void SimServer::heal()
{
    m_downUntil = {};
    m_manners = {.acknowledges = m_manners.acknowledges, .storeDelay = m_manners.storeDelay};
}

void SimServer::closeAll(int code)
{
    for (Visit &visit : m_visits)
        close(visit, code);
}

void SimServer::sayToAll(const QByteArray &text)
{
    for (const Visit &visit : m_visits) {
        if (!visit.isClosing)
            visit.link->answer({.kind = Frame::Kind::Text, .payload = text});
    }
}

void SimServer::forgePongs(Forgery how)
{
    QByteArray payload(16, Qt::Uninitialized);
    for (char &byte : payload)
        byte = static_cast<char>(m_world.chance.bits());
    if (how == Forgery::Truncated && !m_oldPings.empty())
        payload = m_oldPings.back().left(8);
    if (how == Forgery::AnsweredBefore && m_lastAnswered)
        payload = *m_lastAnswered;
    if (how == Forgery::OfAnEarlierLink && !m_oldPings.empty())
        payload = m_oldPings.front();
    for (const Visit &visit : m_visits) {
        if (!visit.isClosing)
            visit.link->answer({.kind = Frame::Kind::Pong, .payload = payload});
    }
}

SimServer::Visit *SimServer::visitOf(const SimLink &link)
{
    const auto found = std::find_if(m_visits.begin(), m_visits.end(),
                                    [&](const Visit &visit) { return visit.link == &link; });
    return found == m_visits.end() ? nullptr : &*found;
}

SimServer::Visit *SimServer::visitOf(std::uint64_t number)
{
    const auto found = std::find_if(m_visits.begin(), m_visits.end(),
                                    [&](const Visit &visit) { return visit.number == number; });
    return found == m_visits.end() ? nullptr : &*found;
}

} // namespace Breakwater::Simulation
