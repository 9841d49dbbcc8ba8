// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <array>
#include <cstdint>

namespace Breakwater::Simulation {

//! A literal, and a hash of it: of the text, not of its address, and made by the compiler.
class Words final
{
public:
    consteval Words(const char *literal) : text(literal)
    {
        for (const char *character = literal; *character; ++character)
            hash = hash * 31 + static_cast<unsigned char>(*character);
    }

    const char *text;
    std::uint64_t hash = 0;
};

//! What happened, in the order it happened: the last lines for people, and a hash of all of them
//! (the same seed must give the same hash).
class Trace final
{
public:
    //! Every line goes to standard output, too.
    void setPrinting(bool isPrinting) { m_isPrinting = isPrinting; }
    void setNow(MonotonicTime now) { m_now = now; }

    //! %1 and %2 stand for the numbers.
    void note(Words what, std::int64_t a = 0, std::int64_t b = 0);
    std::uint64_t hash() const { return m_hash; }
    std::uint64_t count() const { return m_count; }
    //! The newest lines, oldest first.
    QStringList lastLines() const;

private:
    struct Line
    {
        MonotonicTime at{};
        const char *what = "";
        std::int64_t a = 0;
        std::int64_t b = 0;
    };
    static QString spoken(const Line &line);
    void mix(std::uint64_t value);

    static constexpr std::size_t kept = 40;
    std::array<Line, kept> m_lines;
    std::uint64_t m_count = 0;
    std::uint64_t m_hash = 0xcbf29ce484222325ULL;
    MonotonicTime m_now{};
    bool m_isPrinting = false;
};

} // namespace Breakwater::Simulation
