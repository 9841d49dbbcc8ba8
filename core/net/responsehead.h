// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! The head of one answer over HTTP/1.x, taken line by line, and how the end of its body is found.
//! Pure.
//!
//! Strict where two readers could understand two things: no folded lines, no spaces before a colon,
//! no control characters, no two lengths, no coding but `chunked`.
class ResponseHead final
{
public:
    enum class Framing : std::uint8_t { Length, Chunked, UntilClose };

    //! The first line, without its end. False: this is not HTTP/1.x.
    [[nodiscard]] bool takeStatusLine(QByteArrayView line);
    //! A line behind it, not the empty one. False: it cannot stand there.
    [[nodiscard]] bool takeHeader(QByteArrayView line);
    //! Whether a trailer or header line can be one.
    static bool isHeader(QByteArrayView line);
    //! When all lines are in. False: they contradict each other.
    [[nodiscard]] bool isSound() const;

    int status() const { return m_status; }
    //! Another head follows.
    bool isInterim() const { return m_status < 200; }
    Framing framing() const;
    //! Of the body; what is too long for this type is its greatest number.
    std::uint64_t length() const { return hasNoBody() ? 0 : m_length.value_or(0); }

private:
    bool hasNoBody() const { return m_status == 204 || m_status == 304; }
    bool takeLength(QByteArrayView value);
    bool takeCoding(QByteArrayView value);

    int m_status = 0;
    bool m_isOldVersion = false; //!< 1.0, which knows no coding
    bool m_isChunked = false;
    std::optional<std::uint64_t> m_length;
};

} // namespace Breakwater
