// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configchange.h>
#include <core/engine/engine.h>
#include <core/serve/demoserver.h>

#include <cmath>
#include <optional>

// What the outside asks of the engine; frames, ticks and what sessions say stand in engine.cpp.

namespace Breakwater {

namespace {

constexpr double demoMessagesPerSecond = 8;
constexpr int normalClosure = 1000;

} // namespace

void Engine::execute(const std::vector<EngineCommand> &commands)
{
    std::optional<Session::Turn> turn;
    Session *receiver = nullptr; // of that turn
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const auto *message = std::get_if<SendMessage>(&commands[i]);
        if (receiver && (!message || message->id != receiver->id())) {
            turn.reset();
            receiver = nullptr;
        }
        if (message && !receiver) {
            receiver = find(message->id);
            if (receiver)
                turn.emplace(*receiver);
        }
        const auto *later = receiver && i + Session::messagesAhead < commands.size()
            ? std::get_if<SendMessage>(&commands[i + Session::messagesAhead])
            : nullptr;
        if (later && later->id == receiver->id())
            receiver->announce(later->message);
        execute(commands[i]);
    }
}

void Engine::run(const OpenSession &command)
{
    if (refusesToOpen())
        return;
    m_sessions.open(command.id, command.name, command.endpoint);
}

void Engine::run(const CloseSession &command)
{
    m_traffic.erase(command.id);
    if (m_watched.close(command.id))
        return owe();
    if (m_serving.disconnect(command.id, normalClosure))
        return;
    if (Session *session = wanted(command.id))
        session->close();
}

void Engine::run(const RetryNow &command)
{
    if (m_watched.retryNow(command.id))
        return;
    if (Session *session = wanted(command.id))
        session->retryNow();
}

void Engine::run(const SendMessage &command)
{
    Session *session = wanted(command.id);
    const SendOutcome outcome
        = session ? session->send(command.message) : SendOutcome{SendVerdict::Invalid, {}};
    if (command.requestId == 0)
        return;
    if (outcome.verdict == SendVerdict::Pending)
        m_pending.emplace(std::pair(command.id, *outcome.id), command.requestId);
    m_listener.sendAnswered({command.requestId, outcome});
}

void Engine::run(const SetTraffic &command)
{
    if (!std::isfinite(command.perSecond))
        return m_listener.commandFailed(
            QStringLiteral("The rate of traffic is not a number; nothing was changed."));
    m_traffic.erase(command.id);
    if (command.perSecond <= 0 || !wanted(command.id))
        return;
    const TrafficGenerator::Plan plan{command.text, command.perSecond, command.priority};
    m_traffic[command.id] = std::make_unique<TrafficGenerator>(
        plan, m_time, m_random, [this, id = command.id](TrafficGenerator &traffic, int due) {
            Session *session = find(id);
            if (!session)
                return;
            const Session::Turn turn(*session);
            for (int i = 0; i < due; ++i)
                session->send(traffic.next());
        });
}

void Engine::run(const ForceBreaker &command)
{
    if (Session *session = wanted(command.id))
        session->forceBreaker(command.value, command.owner, command.reason, command.length);
}

void Engine::run(const ResetBreaker &command)
{
    if (Session *session = wanted(command.id))
        session->resetBreaker();
}

void Engine::run(const ApplyConfig &command)
{
    const auto waiting = keysThatNeedRestart(m_config, command.config);
    if (!waiting.empty()) {
        say(Severity::Warning, QStringLiteral("engine"), QStringLiteral("Restart needed"),
            QStringLiteral("these settings change with the next start: %1")
                .arg(QStringList(waiting.begin(), waiting.end()).join(QStringLiteral(", "))));
    }
    m_config = applicableNow(m_config, command.config);
    m_listener.configApplied(m_config);
    m_budget.setLimit(m_config.queue.totalMaxBytes);
    m_tiers.configure(m_config.refresh, m_time.now());
    m_sessions.configure(m_config);
    m_serving.configure(m_config);
    m_watched.configure(m_config);
    arm();
}

bool Engine::refusesToOpen()
{
    if (m_shutdown.hasBegun())
        m_listener.commandFailed(
            QStringLiteral("Breakwater is shutting down; nothing is opened any more."));
    return m_shutdown.hasBegun();
}

void Engine::run(const StartDemo &command)
{
    if (refusesToOpen())
        return;
    if (!m_demo) {
        m_demoGateway = std::make_unique<Gateway>(m_config, m_time, m_random, nullptr);
        m_demo = std::make_unique<DemoServer>(*m_demoGateway, m_config, m_time, m_random);
        m_demo->onStep([this](const OutageScript::Step &, const QString &sentence) {
            say(Severity::Info, QStringLiteral("demo"), QStringLiteral("Demo server"), sentence);
        });
    }
    const auto url = m_demo->start();
    if (!url)
        return m_listener.commandFailed(url.error().message);
    const auto endpoint = Endpoint::fromUrl(url->toString());
    if (!endpoint)
        return m_listener.commandFailed(endpoint.error().message);
    m_sessions.open(command.id, QStringLiteral("demo"), *endpoint);
    run(SetTraffic{.id = command.id,
                   .text = QStringLiteral("{\"order\": {sequence}, \"at\": \"{time}\"}"),
                   .perSecond = demoMessagesPerSecond});
}

void Engine::run(const RecheckLinks &command)
{
    say(Severity::Info, QStringLiteral("engine"), QStringLiteral("Links checked anew"),
        command.why);
    for (const auto &[id, session] : m_sessions.all())
        session->recheck();
    m_watched.recheck();
}

void Engine::run(const QueryMessages &command)
{
    m_listener.messagesFound(std::make_shared<const MessagePage>(
        messagePage(m_sessions, m_messages, command.endedAfter, m_time.sample())));
}

void Engine::run(const StartServing &command)
{
    if (!refusesToOpen())
        m_serving.start(command);
}

void Engine::run(const StopServing &)
{
    if (!m_shutdown.hasBegun()) // which says goodbye itself, when it has delivered
        m_serving.stop();
}

void Engine::run(const Broadcast &command)
{
    m_serving.broadcast(command.message);
}

void Engine::run(const DisconnectClient &command)
{
    if (!m_serving.disconnect(command.id, command.code))
        wanted(command.id);
}

void Engine::run(const LookAtClient &command)
{
    m_serving.lookAt(command);
}

void Engine::run(const OpenWatch &command)
{
    if (refusesToOpen())
        return;
    if (const auto opened = m_watched.open(command.target); !opened)
        return m_listener.commandFailed(opened.error().message);
    owe();
}

Session *Engine::find(const SessionId &id) const
{
    Session *const link = m_sessions.find(id);
    return link ? link : m_serving.find(id);
}

Session *Engine::wanted(const SessionId &id)
{
    Session *session = find(id);
    if (!session) {
        m_listener.commandFailed(
            QStringLiteral("There is no connection named '%1'.").arg(id.value));
    }
    return session;
}

} // namespace Breakwater
