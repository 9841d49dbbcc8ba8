// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/sender.h>

namespace Breakwater::Simulation {

using namespace std::chrono_literals;

void Sender::burst()
{
    Chance &chance = m_world.chance;
    const int place = chance.number(0, m_world.plan.sessions - 1);
    for (int left = chance.number(1, m_world.plan.sending.largestBurst); left > 0; --left)
        sendOne(place);
}

void Sender::probe(int place)
{
    const Made made{.content = {.number = ++m_lastNumber}, .bytes = 8};
    m_world.send(place, {.payload = payloadOf(made.content, made.bytes), .ttl = 600s},
                 made.content);
}

Sender::Made Sender::make(std::optional<std::uint32_t> id)
{
    Chance &chance = m_world.chance;
    const SendHabits &habits = m_world.plan.sending;
    const auto known = m_latest.find(id);
    if (known != m_latest.end() && chance.happens(habits.repeated))
        return known->second;
    Made made{
        .content
        = {.number = ++m_lastNumber, .isPoison = chance.happens(habits.poison), .explicitId = id},
        .bytes = chance.between(4, habits.largestPayload)};
    m_latest.insert_or_assign(id, made);
    return made;
}

void Sender::sendOne(int place)
{
    Chance &chance = m_world.chance;
    const SendHabits &habits = m_world.plan.sending;
    std::optional<std::uint32_t> id;
    if (chance.happens(habits.withId))
        id = static_cast<std::uint32_t>(chance.number(1, habits.ids));
    const Made made = make(id);
    m_poisonSent += made.content.isPoison ? 1 : 0;
    m_world.send(place, dressed(made), made.content);
}

OutgoingMessage Sender::dressed(const Made &made)
{
    Chance &chance = m_world.chance;
    const SendHabits &habits = m_world.plan.sending;
    OutgoingMessage message{.payload = payloadOf(made.content, made.bytes)};
    if (made.content.explicitId)
        message.explicitId = idOf(*made.content.explicitId);
    if (chance.happens(0.3))
        message.kind = PayloadKind::Binary;
    if (chance.happens(habits.bestEffort))
        message.priority = Priority::BestEffort;
    if (chance.happens(habits.ownTtl))
        message.ttl = chance.duration(0s, 10s);
    if (!chance.happens(habits.unusable))
        return message;
    if (chance.happens(0.5)) {
        message.kind = PayloadKind::Text;
        message.payload.append('\xff');
    } else {
        message.payload.append(m_world.config.queue.maxBytes, '-');
    }
    return message;
}

} // namespace Breakwater::Simulation
