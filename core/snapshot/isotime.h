// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <array>
#include <string_view>

namespace Breakwater {

//! ISO 8601 in UTC with milliseconds, 2026-11-21T15:40:25.123Z, without a heap; empty outside the
//! years 1 to 9999.
class IsoTime final
{
public:
    explicit IsoTime(WallTime time);

    std::string_view text() const { return {m_text.data(), m_size}; }

private:
    void add(unsigned number, std::size_t digits, char after);

    std::array<char, 24> m_text{};
    std::size_t m_size = 0;
};

} // namespace Breakwater
