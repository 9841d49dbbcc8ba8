// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <optional>

namespace Breakwater {

//! How much is let through after a recovery: a tenth at first, twice as much each second, all of it
//! from the fourth second on. (Envoy and HAProxy call it "slow start".)
//!
//! The share follows from the time alone; a step that no timer announced counts all the same. Pure.
class RecoveryRamp final
{
public:
    void begin(MonotonicTime now);
    void end() { m_begunAt.reset(); }

    bool isRunning() const { return m_begunAt.has_value(); }
    //! 0.1, 0.2, 0.4, 0.8, then 1; 0 when not running.
    double share(MonotonicTime now) const;
    bool isOver(MonotonicTime now) const { return share(now) >= 1; }
    //! When it began; only while running.
    MonotonicTime begunAt() const { return *m_begunAt; }

    //! The step after the one last reached(); none when not running.
    std::optional<MonotonicTime> nextStep() const;
    //! Whoever waited for nextStep() has been woken.
    void reached(MonotonicTime now);

private:
    static constexpr Duration stepLength = std::chrono::seconds(1);
    static constexpr double firstShare = 0.1;
    static constexpr double growth = 2;

    Duration::rep stepAt(MonotonicTime now) const { return (now - *m_begunAt) / stepLength; }

    std::optional<MonotonicTime> m_begunAt;
    Duration::rep m_step = 0; //!< the one last reached
};

} // namespace Breakwater
