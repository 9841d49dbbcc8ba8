// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QString>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! Lets a few events of clients a second into the event log, and counts the rest: thousands of
//! clients that fail together are one story, not thousands. Pure.
class ClientNotices final
{
public:
    static constexpr int mostPerSecond = 5;

    //! What to tell; none when enough was told already. What was left out since the last one is
    //! counted in it.
    std::optional<QString> take(MonotonicTime now, const QString &detail);
    //! In all.
    std::uint64_t leftOut() const { return m_leftOut; }

private:
    std::optional<MonotonicTime> m_secondBegan;
    int m_told = 0; //!< in that second
    std::uint64_t m_leftOut = 0;
    std::uint64_t m_leftOutTold = 0;
};

} // namespace Breakwater
