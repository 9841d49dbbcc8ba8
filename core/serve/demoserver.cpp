// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/demoserver.h>

#include <core/base/logging.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr int serviceRestart = 1012;
constexpr Duration listenAgainAfter = std::chrono::milliseconds(200);

} // namespace

DemoServer::DemoServer(Gateway &gateway, const StabilityConfig &config, TimeSystem &time,
                       RandomSource &random)
    : m_gateway(gateway), m_time(time), m_random(random),
      m_times(OutageScript::Times::forBreaker(config.circuitBreaker)),
      m_timer(time.createTimer([this] { onTimer(); })),
      m_listenAgain(time.createTimer([this] { listenAgain(); }))
{ }

DemoServer::~DemoServer() = default;

Expected<QUrl> DemoServer::start(const AcceptorOptions &acceptor)
{
    if (m_url)
        return *m_url;
    const auto url
        = m_gateway.start(acceptor, {.echo = true, .trafficPerSecond = trafficPerSecond});
    if (!url)
        return url;
    m_url = *url;
    m_script.emplace(m_times, m_random, m_time.now());
    arm();
    return url;
}

void DemoServer::stop(int closeCode, const QString &reason)
{
    m_timer->stop();
    m_listenAgain->stop();
    m_script.reset();
    m_url.reset();
    m_gateway.goDown(closeCode, reason);
}

ServePhase DemoServer::phase() const
{
    return m_script ? m_script->phase() : ServePhase::Serving;
}

std::optional<Duration> DemoServer::untilOutage() const
{
    return m_script ? m_script->untilOutage(m_time.now()) : std::nullopt;
}

void DemoServer::onStep(
    std::function<void(const OutageScript::Step &, const QString &sentence)> listener)
{
    m_listener = std::move(listener);
}

void DemoServer::onTimer()
{
    const MonotonicTime now = m_time.now();
    while (const auto step = m_script->onTimer(now)) {
        carryOut(*step);
        if (m_listener)
            m_listener(*step, sentenceFor(*step));
    }
    arm();
}

void DemoServer::carryOut(const OutageScript::Step &step)
{
    switch (step.to) {
    case ServePhase::Silent: m_gateway.setSilent(true); break;
    case ServePhase::Down:
        m_listenAgain->stop();
        if (step.kind == OutageKind::Restart)
            m_gateway.goDown(serviceRestart, u"restarting"_qs);
        else
            m_gateway.breakDown();
        break;
    case ServePhase::Warming: listenAgain(); break;
    case ServePhase::Serving: m_gateway.warmedUp(); break;
    }
}

//! While the port was closed another program may have got it, for a moment or for good.
void DemoServer::listenAgain()
{
    const auto result = m_gateway.comeBack(phase() == ServePhase::Warming);
    if (!result && !m_isPortTaken)
        qCWarning(bwServe).noquote() << result.error().message << "The demo server keeps trying.";
    m_isPortTaken = !result;
    if (!result)
        m_listenAgain->startAt(m_time.now() + listenAgainAfter);
}

void DemoServer::arm()
{
    m_timer->startAt(m_script->nextWake());
}

QString sentenceFor(const OutageScript::Step &step)
{
    switch (step.to) {
    case ServePhase::Serving: return u"The demo server is back."_qs;
    case ServePhase::Silent: return u"The demo server has fallen silent."_qs;
    case ServePhase::Warming: return u"The demo server listens again and is warming up."_qs;
    case ServePhase::Down: break;
    }
    return step.kind == OutageKind::Restart
        ? u"The demo server closes every link to restart, and refuses new ones."_qs
        : u"The demo server breaks every link, and refuses new ones."_qs;
}

} // namespace Breakwater
