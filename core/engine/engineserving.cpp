// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/engineserving.h>

#include <core/engine/engine.h>
#include <core/serve/demoserver.h>

#include <algorithm>

namespace Breakwater {

namespace {

constexpr int goingAway = 1001;

} // namespace

EngineServing::EngineServing(const StabilityConfig &config, World world)
    : m_config(config), m_world(std::move(world))
{ }

EngineServing::~EngineServing() = default;

void EngineServing::start(const StartServing &command)
{
    const auto url = open(command);
    if (!url) {
        tell(Severity::Error, QStringLiteral("Clients are not served"), url.error().message);
        return m_world.listener.servingAnswered({.url = {}, .sentence = url.error().message});
    }
    tell(Severity::Info, QStringLiteral("Clients are served"), url->toString());
    m_world.listener.servingAnswered({.url = *url, .sentence = {}});
}

Expected<QUrl> EngineServing::open(const StartServing &command)
{
    m_demo.reset();
    m_wantsMessages = command.wantsMessages;
    if (!m_gateway) {
        m_history = std::make_unique<SourceHistory>();
        ClientListener &listener = *this;
        m_gateway = std::make_unique<Gateway>(m_config, m_world.time, m_world.random, &listener);
        m_gateway->stream().setHistory(m_history.get());
    }
    if (!command.isDemo)
        return m_gateway->start(command.acceptor, command.behaviour);
    m_demo = std::make_unique<DemoServer>(*m_gateway, m_config, m_world.time, m_world.random);
    m_demo->onStep([this](const OutageScript::Step &, const QString &sentence) {
        m_world.journal.add(Event{.at = m_world.time.wallNow(),
                                  .source = QStringLiteral("demo"),
                                  .title = QStringLiteral("Demo server"),
                                  .detail = sentence});
    });
    return m_demo->start(command.acceptor);
}

void EngineServing::stop()
{
    m_demo.reset();
    if (!m_gateway)
        return;
    m_gateway->goDown(goingAway, QStringLiteral("shutting down"));
    tell(Severity::Info, QStringLiteral("Clients are served no more"), {});
}

void EngineServing::stopListening()
{
    m_demo.reset();
    if (!m_gateway)
        return;
    m_gateway->stopListening();
    m_gateway->registry().stopCleanup();
}

void EngineServing::closeStream()
{
    if (m_gateway)
        m_gateway->stream().closeAll(goingAway, QStringLiteral("shutting down"));
}

void EngineServing::configure(const StabilityConfig &config)
{
    m_config = config;
    if (m_gateway)
        m_gateway->configure(config);
}

Session *EngineServing::find(const SessionId &client) const
{
    return m_gateway ? m_gateway->registry().find(client) : nullptr;
}

SessionManager *EngineServing::sessions() const
{
    return m_gateway ? &m_gateway->registry().sessions() : nullptr;
}

void EngineServing::broadcast(const OutgoingMessage &message)
{
    if (m_gateway)
        m_gateway->registry().broadcast(message);
}

bool EngineServing::disconnect(const SessionId &client, int code)
{
    if (!find(client))
        return false;
    m_gateway->registry().disconnect(client, code);
    return true;
}

void EngineServing::lookAt(const LookAtClient &command)
{
    std::erase(m_lookedAt, command.id);
    if (command.isWanted)
        m_lookedAt.push_back(command.id);
    if (m_lookedAt.size() > mostLookedAt)
        m_lookedAt.pop_front();
    m_world.changed();
}

std::int64_t EngineServing::queueBytes() const
{
    return m_gateway ? m_gateway->registry().queueBytes() : 0;
}

void EngineServing::endPeriod(MonotonicTime now, LatencyHistograms &merged)
{
    if (m_gateway)
        m_gateway->registry().endPeriod(now, merged);
}

void EngineServing::addTo(Snapshot &frame, SnapshotSum &sum)
{
    if (!m_gateway)
        return;
    ClientRegistry &registry = m_gateway->registry();
    const auto strain = registry.addTo(sum, frame.at, frame.tiers.has(Tier::Performance));
    frame.serving = m_gateway->look(frame.at, frame.tiers.has(Tier::Aggregate), strain);
    if (frame.tiers.has(Tier::Aggregate))
        m_tableAt = frame.at.wall;
    frame.serving.tableAt = m_tableAt;
    frame.active += static_cast<int>(frame.serving.connected);
    frame.cleanup = registry.cleanup();
    std::erase_if(m_lookedAt, [&](const SessionId &id) { return !registry.find(id); });
    for (const SessionId &id : m_lookedAt)
        frame.sessions.push_back(snapshotOf(*registry.find(id), frame.at));
    std::ranges::sort(frame.sessions, {}, [](const SessionSnapshot &session) -> const QString & {
        return session.id.value;
    });
}

void EngineServing::publish(const SnapshotPtr &frame)
{
    if (!m_gateway)
        return;
    m_history->record(*frame, frame->engine);
    m_gateway->stream().publish(frame);
}

void EngineServing::clientCame(const SessionId &client, bool resumed)
{
    m_world.listener.clientCame(client, resumed);
    showIfLookedAt(client);
}

void EngineServing::clientLeft(const SessionId &client)
{
    m_world.listener.clientLeft(client);
    showIfLookedAt(client);
}

void EngineServing::clientMessage(const SessionId &client, const QByteArray &payload,
                                  PayloadKind kind)
{
    if (m_wantsMessages)
        m_world.listener.clientMessage(client, payload, kind);
}

void EngineServing::clientEvent(const SessionId &client, Severity severity, const QString &source,
                                const QString &title, const QString &detail)
{
    m_world.journal.add(Event{.at = m_world.time.wallNow(),
                              .severity = severity,
                              .source = source,
                              .session = client,
                              .sessionName = client.value,
                              .title = title,
                              .detail = detail});
    showIfLookedAt(client);
}

void EngineServing::showIfLookedAt(const SessionId &client)
{
    if (std::ranges::find(m_lookedAt, client) != m_lookedAt.end())
        m_world.changed();
}

void EngineServing::tell(Severity severity, const QString &title, const QString &detail)
{
    m_world.journal.add(Event{.at = m_world.time.wallNow(),
                              .severity = severity,
                              .source = QStringLiteral("serving"),
                              .session = {},
                              .sessionName = {},
                              .title = title,
                              .detail = detail});
}

} // namespace Breakwater
