// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/randomsource.h>
#include <core/config/stabilityconfig.h>

#include <algorithm>
#include <optional>

namespace Breakwater {

//! After a close that blames the content (1003, 1007, 1009): one message at a time, the blamed one
//! again only after a backoff, and given up after `retry.max_attempts`; the others flow on once
//! they have proved harmless. Pure.
class PoisonGuard final
{
public:
    explicit PoisonGuard(const StabilityConfig::Retry &config);

    //! The head was blamed for the `refusals`-th time; everything up to `last` is suspect. True:
    //! give it up.
    bool blame(MonotonicTime now, std::uint32_t refusals, MessageId last, RandomSource &random);
    //! Somebody up to `last` may be to blame, nobody knows who.
    void suspect(MessageId last) { m_until = std::max(m_until.value_or(MessageId{}), last); }
    //! The oldest message that is left; none when there is none.
    void proven(std::optional<MessageId> oldest);

    //! One message under way at most.
    bool isCautious() const { return m_until.has_value(); }
    //! The head waits for its backoff.
    bool holdsBack(MonotonicTime now) const { return m_dueAt && now < *m_dueAt; }
    std::optional<MonotonicTime> nextWake() const { return m_dueAt; }
    //! Call at `nextWake()`.
    void onTimer(MonotonicTime now);
    void configure(const StabilityConfig::Retry &config) { m_config = config; }

private:
    StabilityConfig::Retry m_config;
    std::optional<MessageId> m_until;
    std::optional<MonotonicTime> m_dueAt;
};

} // namespace Breakwater
