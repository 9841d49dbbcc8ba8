// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/loadsender.h>

#include <algorithm>
#include <chrono>

namespace Breakwater::Test {

using namespace std::chrono_literals;

namespace {

constexpr int mostUnanswered = 500;
constexpr double largestBurst = 200;
constexpr std::uint64_t largestPad = 300;

} // namespace

LoadSender::LoadSender(EngineHost &host, const SessionId &session, double perSecond)
    : m_host(host), m_session(session), m_perSecond(perSecond)
{
    connect(&host, &EngineHost::sendAnswered, this, &LoadSender::onAnswered);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &LoadSender::onTick);
}

void LoadSender::start()
{
    m_clock.start();
    m_timer.start(10ms); // bursts: between them a server would mostly be idle when it is hit
}

void LoadSender::onTick()
{
    const double passed = static_cast<double>(m_clock.nsecsElapsed()) / 1e9;
    m_clock.start();
    m_allowance = std::min(m_allowance + passed * m_perSecond, largestBurst);
    // Refused ones are tried once a tick: the answer to the first says whether there is room again.
    for (std::size_t left = m_refused.size();
         left > 0 && m_allowance >= 1 && m_unanswered < mostUnanswered; --left) {
        post(m_refused.front());
        m_refused.pop_front();
    }
    while (!m_isStopped && m_refused.empty() && m_allowance >= 1 && m_unanswered < mostUnanswered) {
        m_accepted.emplace_back();
        post(m_accepted.size() - 1);
    }
}

void LoadSender::post(std::uint64_t number)
{
    m_allowance -= 1;
    ++m_unanswered;
    const QByteArray name = QByteArray::number(static_cast<qulonglong>(number));
    const QByteArray pad(static_cast<qsizetype>((number * 7919) % largestPad), 'x');
    m_host.post(SendMessage{.id = m_session,
                            .message = {.payload = R"({"id":)" + name + R"(,"pad":")" + pad + "\"}",
                                        .kind = PayloadKind::Text,
                                        .priority = Priority::Critical,
                                        .explicitId = name.toStdString(),
                                        .ttl = {}},
                            .requestId = number + 1}); // 0 asks for no answer
}

void LoadSender::onAnswered(const SendAnswer &answer)
{
    --m_unanswered;
    if (answer.outcome.isAccepted()) {
        m_accepted.at(answer.requestId - 1) = answer.outcome.id;
    } else if (answer.outcome.verdict == SendVerdict::QueueFull) {
        ++m_refusals;
        m_refused.push_back(answer.requestId - 1);
    } else {
        m_unexpected = toString(answer.outcome.verdict);
    }
}

} // namespace Breakwater::Test
