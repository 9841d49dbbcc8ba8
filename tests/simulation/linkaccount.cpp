// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/linkaccount.h>

#include <QtCore/QHashFunctions>

#include <algorithm>
#include <utility>

namespace Breakwater::Simulation {

namespace {

constexpr std::size_t longestPing = 125;
constexpr Duration tooLate = std::chrono::seconds(1); // then the core does not trust its verdict
constexpr std::size_t remembered = 16; // unanswered pings that a pong may still answer

} // namespace

LinkAccount::LinkAccount(const StabilityConfig &config, Findings &findings)
    : m_config(config), m_findings(findings)
{ }

void LinkAccount::dialled(MonotonicTime now, std::uint32_t link)
{
    gone();
    m_id = link;
    m_dialledAt = now;
}

void LinkAccount::gone()
{
    m_id = 0;
    m_isUp = m_isClosing = false;
    m_answers = 0;
    m_isMissCounted = m_isVerdictPassed = m_isIdleCounted = m_isProbed = false;
    m_pings.clear();
    m_firstUnanswered = 0;
}

void LinkAccount::opened(MonotonicTime now)
{
    m_isUp = true;
    m_openedAt = m_lastHeard = m_lastDrained = m_heldUpAt = m_askedAnewAt = now;
}

std::optional<Duration> LinkAccount::upFor(MonotonicTime now) const
{
    return isUp() ? std::optional(now - m_openedAt) : std::nullopt;
}

void LinkAccount::pinged(MonotonicTime now, const QByteArray &payload, std::uint64_t lastWritten)
{
    if (static_cast<std::size_t>(payload.size()) > longestPing)
        m_findings.add("I5", QStringLiteral("a ping of %1 bytes").arg(payload.size()));
    if (!m_payloads.insert(payload).second)
        m_findings.add("I2", QStringLiteral("a ping asks what was asked before"));
    const bool isOut = verdictDue().has_value() && !m_isVerdictPassed; // the one before
    if (isOut && m_disturbedAt < m_pings.back().at)
        m_findings.add("I5", QStringLiteral("more than one ping is in flight"));
    m_pings.push_back({payload, now, lastWritten});
    m_isMissCounted = m_isVerdictPassed = false;
}

std::optional<MonotonicTime> LinkAccount::verdictDue() const
{
    if (m_firstUnanswered >= m_pings.size())
        return {};
    const auto &connection = m_config.connection;
    const MonotonicTime asked = std::max(m_pings.back().at, m_askedAnewAt);
    if (m_answers == 0 && !m_isProbed)
        return std::max(m_openedAt, m_askedAnewAt) + m_config.delivery.probeTimeout;
    if (m_answers == 0) // it is asked all the same, and nobody waits for an answer
        return std::min(asked, m_pings.back().at) + connection.heartbeatInterval;
    return std::min(std::max(asked, m_lastHeard) + connection.heartbeatInterval,
                    std::max(asked, m_lastDrained) + m_config.delivery.confirmTimeout);
}

MonotonicTime LinkAccount::idleDue() const
{
    return std::max(m_lastHeard, m_heldUpAt) + m_config.connection.timeout;
}

void LinkAccount::probed(MonotonicTime now)
{
    if (!std::exchange(m_isProbed, true))
        m_probedAt = now;
}

int LinkAccount::takeMisses(MonotonicTime now)
{
    if (!isUp())
        return 0;
    const auto due = verdictDue();
    int misses = 0;
    if (due && now >= *due && !std::exchange(m_isMissCounted, true)) {
        ++misses;
        m_isVerdictPassed = true;
        probed(now);
    }
    if (now >= idleDue() && !std::exchange(m_isIdleCounted, true))
        ++misses;
    return misses;
}

void LinkAccount::resumed(MonotonicTime now)
{
    m_disturbedAt = m_heldUpAt = m_askedAnewAt = now;
}

void LinkAccount::disturbed(MonotonicTime now)
{
    m_disturbedAt = now;
    if (!isUp())
        return;
    // Each by itself: more is forgiven, but never too much.
    if (const auto due = verdictDue(); due && now - *due > tooLate)
        m_askedAnewAt = now;
    if (now - idleDue() > tooLate)
        m_heldUpAt = now;
}

std::optional<LinkAccount::Proof> LinkAccount::ponged(MonotonicTime now, const QByteArray &payload)
{
    std::size_t first = m_firstUnanswered;
    if (m_pings.size() > remembered)
        first = std::max(first, m_pings.size() - remembered);
    const auto found
        = std::find_if(m_pings.begin() + static_cast<std::ptrdiff_t>(first), m_pings.end(),
                       [&payload](const Ping &ping) { return ping.payload == payload; });
    if (!isUp() || found == m_pings.end())
        return {};
    m_firstUnanswered = static_cast<std::size_t>(found - m_pings.begin()) + 1;
    heard(now);
    ++m_answersEver;
    // It proves the connect; or ends its own call, if nothing has been asked since and no pause
    // lies between.
    const bool isLast = found + 1 == m_pings.end() && found->at > m_disturbedAt;
    const bool endsItsCall = !m_isProbed || (found->at >= m_probedAt && isLast);
    probed(now);
    m_unmeasured += found->at <= m_disturbedAt ? 1 : 0;
    return Proof{found->upTo, m_answers++ == 0, found->at, endsItsCall};
}

bool LinkAccount::isUnconfirmable(MonotonicTime now) const
{
    if (m_config.delivery.confirm != ConfirmMode::Hop)
        return m_config.delivery.confirm == ConfirmMode::None;
    return isSilent(now);
}

void LinkAccount::atRest(MonotonicTime now)
{
    // A peer that never answered on this link is not cut for being quiet.
    if (!isUp() || m_isClosing || m_answers == 0)
        return;
    const auto &connection = m_config.connection;
    const Duration patience = std::min(
        connection.timeout, connection.heartbeatInterval * (connection.heartbeatMisses + 1));
    const MonotonicTime since = std::max(m_lastHeard, m_disturbedAt);
    if (now > since + patience)
        m_findings.add(
            "I13",
            QStringLiteral("a dead peer is not noticed for %1 s").arg(toSeconds(now - since)));
}

} // namespace Breakwater::Simulation
