// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/responsehead.h>

#include <QtCore/QByteArray>
#include <QtCore/QLatin1StringView>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! Reads one answer over HTTP/1.x out of the bytes of a connection, cut as they may be, and holds
//! no more of it than the limits below. Pure.
//!
//! Interim answers (1xx) are skipped, within the same limits. What follows the answer is not read.
//! A bare line feed ends a line of a head, but none between chunks.
class ResponseReader final
{
public:
    enum class State : std::uint8_t { Reading, Done, Failed };
    enum class Problem : std::uint8_t {
        NotHttp,
        BrokenHead,
        HeadTooLarge,
        BrokenChunks,
        BodyTooLarge, //!< or announced so
        CutShort      //!< the connection ended first
    };

    //! Of all heads and trailers of one answer together.
    static constexpr qsizetype mostHeadBytes = 16 * 1024;
    static constexpr int mostHeaderLines = 100;
    static constexpr qsizetype mostBodyBytes = 64 * 1024;
    //! A size and what may stand behind it.
    static constexpr qsizetype mostChunkLineBytes = 256;

    State feed(QByteArrayView bytes);
    //! The connection ended.
    State finish();

    State state() const;
    //! None unless Failed.
    std::optional<Problem> problem() const { return m_problem; }
    //! None before a head is whole; interim ones do not count.
    std::optional<int> status() const { return m_status; }
    //! Whole only when Done.
    const QByteArray &body() const { return m_body; }

private:
    enum class Part : std::uint8_t {
        StatusLine,
        Headers,
        Body,       //!< m_rest bytes of it
        UntilClose, //!< all that comes
        ChunkLine,
        Chunk, //!< m_rest bytes of it
        ChunkEnd,
        Trailers,
        End
    };

    bool isOver() const { return m_part == Part::End || m_problem; }
    bool isInHead() const { return m_part <= Part::Headers || m_part == Part::Trailers; }
    QByteArrayView takeBodyOf(QByteArrayView bytes);
    QByteArrayView takeLineOf(QByteArrayView bytes);
    bool hasRoomFor(QByteArrayView piece);
    void onLine(QByteArrayView line);
    void onHeader(QByteArrayView line);
    void onHeadEnded();
    void onChunkLine(QByteArrayView line);
    void expect(std::uint64_t bytes, Part part);
    void fail(Problem problem) { m_problem = problem; }

    Part m_part = Part::StatusLine;
    std::optional<Problem> m_problem;
    ResponseHead m_head;
    std::optional<int> m_status;
    QByteArray m_line; //!< not whole yet
    qsizetype m_headBytes = 0;
    int m_headerLines = 0;
    qsizetype m_rest = 0;
    QByteArray m_body;
};

//! For test failures.
QLatin1StringView toString(ResponseReader::State state);
QLatin1StringView toString(ResponseReader::Problem problem);

} // namespace Breakwater
