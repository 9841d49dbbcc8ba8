// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <optional>

namespace Breakwater {

//! How many messages a peer may send: so many a second, and after a rest as many at once as fit
//! into one second. Pure, and costs nothing a message.
class ReceiveBudget final
{
public:
    //! None is no limit.
    explicit ReceiveBudget(std::optional<int> perSecond = {});

    //! Whether one more fits; it is taken then. One that does not fit costs nothing.
    bool take(MonotonicTime now);
    //! The same rate keeps what was taken; another one starts with a full second.
    void configure(std::optional<int> perSecond);

private:
    std::optional<int> m_perSecond;
    Duration m_each{};                      //!< what one message takes of a second
    std::optional<MonotonicTime> m_takenTo; //!< the time that is used up; none before the first
};

} // namespace Breakwater
