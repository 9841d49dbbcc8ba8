// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/states.h>

#include <QtCore/QStringList>

#include <cstdint>
#include <initializer_list>
#include <optional>

namespace Breakwater::Ui {

struct LedgerEntry;

//! A choice of message states.
class StateSet final
{
public:
    constexpr StateSet() = default;
    constexpr StateSet(std::initializer_list<MessageState> states)
    {
        for (const MessageState state : states)
            m_bits |= bit(state);
    }
    static constexpr StateSet all() { return fromBits(0xffff); }
    static constexpr StateSet fromBits(std::uint32_t bits)
    {
        StateSet set;
        set.m_bits = bits;
        return set;
    }

    constexpr bool has(MessageState state) const { return (m_bits & bit(state)) != 0; }
    constexpr std::uint32_t bits() const { return m_bits; }
    friend constexpr bool operator==(StateSet, StateSet) = default;

private:
    static constexpr std::uint32_t bit(MessageState state)
    {
        return 1U << static_cast<std::uint32_t>(state);
    }

    std::uint32_t m_bits = 0;
};

//! The messages that somebody wants to see.
struct LedgerFilter
{
    //! All of them must occur in number, id, session or reason, upper or lower case. "#12" is the
    //! message of that number and no other.
    QStringList words;
    StateSet states = StateSet::all();
    std::optional<SessionId> session; //!< none: any

    bool accepts(const LedgerEntry &entry) const;
    bool isActive() const { return !words.isEmpty() || states != StateSet::all() || session; }

    friend bool operator==(const LedgerFilter &, const LedgerFilter &) = default;
};

} // namespace Breakwater::Ui
