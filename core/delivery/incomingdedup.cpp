// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/incomingdedup.h>

namespace Breakwater {

IncomingDedup::IncomingDedup(const StabilityConfig::Deduplication &config, std::uint64_t seed)
    : m_enabled(config.enabled), m_pointer(config.incomingId.value_or(QString())),
      m_deduplicator(config, seed)
{ }

bool IncomingDedup::isRepetition(MonotonicTime now, const QByteArray &utf8)
{
    if (!m_enabled || !m_pointer.isSet())
        return false;
    const auto id = m_pointer.find(utf8);
    return id
        && m_deduplicator.check(now, std::string_view(*id), utf8).verdict
        == Deduplicator::Verdict::Duplicate;
}

void IncomingDedup::configure(const StabilityConfig::Deduplication &config)
{
    m_enabled = config.enabled;
    m_pointer = IdPointer(config.incomingId.value_or(QString()));
    m_deduplicator.configure(config);
}

} // namespace Breakwater
