// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/responsereader.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView beginning = "HTTP/1.";

//! Said at once, not only at the end of a line that may never come.
bool canBegin(QByteArrayView sooner, QByteArrayView later)
{
    const auto old = std::min(sooner.size(), beginning.size());
    const auto added = std::min(later.size(), beginning.size() - old);
    return sooner.first(old) == beginning.first(old)
        && later.first(added) == beginning.sliced(old, added);
}

int hexDigit(char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto at = digits.find(lower);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

//! None: no size. What is larger than a body may be is just that, however many digits it has.
std::optional<std::uint64_t> chunkSize(QByteArrayView line)
{
    constexpr std::uint64_t tooMany = ResponseReader::mostBodyBytes + 1;
    std::uint64_t size = 0;
    qsizetype digits = 0;
    while (digits < line.size() && hexDigit(line[digits]) >= 0) {
        size = std::min(size * 16 + static_cast<std::uint64_t>(hexDigit(line[digits])), tooMany);
        ++digits;
    }
    const QByteArrayView behind = line.sliced(digits);
    const bool isClean = std::none_of(behind.begin(), behind.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    });
    const QByteArrayView extension = behind.trimmed();
    if (digits == 0 || !isClean || !(extension.isEmpty() || extension.startsWith(';')))
        return {};
    return size;
}

} // namespace

ResponseReader::State ResponseReader::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && !isOver()) {
        const bool isBody
            = m_part == Part::Body || m_part == Part::UntilClose || m_part == Part::Chunk;
        bytes = isBody ? takeBodyOf(bytes) : takeLineOf(bytes);
    }
    return state();
}

ResponseReader::State ResponseReader::finish()
{
    if (m_part == Part::UntilClose)
        m_part = Part::End;
    else if (!isOver())
        fail(Problem::CutShort);
    return state();
}

ResponseReader::State ResponseReader::state() const
{
    if (m_problem)
        return State::Failed;
    return m_part == Part::End ? State::Done : State::Reading;
}

QByteArrayView ResponseReader::takeBodyOf(QByteArrayView bytes)
{
    if (m_part == Part::UntilClose) {
        const auto taken = std::min(bytes.size(), mostBodyBytes - m_body.size());
        m_body.append(bytes.first(taken));
        if (taken < bytes.size())
            fail(Problem::BodyTooLarge);
        return bytes.sliced(taken);
    }
    const auto taken = std::min(bytes.size(), m_rest);
    m_body.append(bytes.first(taken));
    m_rest -= taken;
    if (m_rest == 0)
        m_part = m_part == Part::Body ? Part::End : Part::ChunkEnd;
    return bytes.sliced(taken);
}

QByteArrayView ResponseReader::takeLineOf(QByteArrayView bytes)
{
    const auto end = bytes.indexOf('\n');
    const QByteArrayView piece = end < 0 ? bytes : bytes.first(end + 1);
    if (m_part == Part::StatusLine && !canBegin(m_line, piece)) {
        fail(Problem::NotHttp);
        return {};
    }
    if (!hasRoomFor(piece))
        return {};
    m_line.append(piece);
    if (end < 0)
        return {};
    const QByteArray line = std::exchange(m_line, {});
    const bool isWellEnded = line.endsWith("\r\n");
    if (!isWellEnded && !isInHead()) // a size that lies would pass, by the bytes of the line's end
        fail(Problem::BrokenChunks);
    else
        onLine(QByteArrayView(line).chopped(isWellEnded ? 2 : 1));
    return bytes.sliced(end + 1);
}

bool ResponseReader::hasRoomFor(QByteArrayView piece)
{
    if (!isInHead()) {
        if (m_line.size() + piece.size() > mostChunkLineBytes)
            fail(Problem::BrokenChunks);
        return !m_problem;
    }
    m_headBytes += piece.size();
    if (m_headBytes > mostHeadBytes)
        fail(Problem::HeadTooLarge);
    return !m_problem;
}

void ResponseReader::onLine(QByteArrayView line)
{
    switch (m_part) {
    case Part::StatusLine:
        m_head = {};
        m_part = Part::Headers;
        if (!m_head.takeStatusLine(line))
            fail(Problem::NotHttp);
        return;
    case Part::Headers:
    case Part::Trailers: return line.isEmpty() ? onHeadEnded() : onHeader(line);
    case Part::ChunkLine: return onChunkLine(line);
    case Part::ChunkEnd:
        m_part = Part::ChunkLine;
        if (!line.isEmpty())
            fail(Problem::BrokenChunks);
        return;
    case Part::Body:
    case Part::UntilClose:
    case Part::Chunk:
    case Part::End: break;
    }
    Q_UNREACHABLE();
}

void ResponseReader::onHeader(QByteArrayView line)
{
    if (++m_headerLines > mostHeaderLines)
        return fail(Problem::HeadTooLarge);
    const bool isFine
        = m_part == Part::Trailers ? ResponseHead::isHeader(line) : m_head.takeHeader(line);
    if (!isFine)
        fail(Problem::BrokenHead);
}

void ResponseReader::onHeadEnded()
{
    if (m_part == Part::Trailers) {
        m_part = Part::End;
        return;
    }
    if (!m_head.isSound())
        return fail(Problem::BrokenHead);
    if (m_head.isInterim()) {
        m_part = Part::StatusLine;
        return;
    }
    m_status = m_head.status();
    switch (m_head.framing()) {
    case ResponseHead::Framing::Length: return expect(m_head.length(), Part::Body);
    case ResponseHead::Framing::Chunked: m_part = Part::ChunkLine; return;
    case ResponseHead::Framing::UntilClose: m_part = Part::UntilClose; return;
    }
}

void ResponseReader::onChunkLine(QByteArrayView line)
{
    const auto size = chunkSize(line);
    if (!size)
        return fail(Problem::BrokenChunks);
    if (*size == 0)
        m_part = Part::Trailers;
    else
        expect(*size, Part::Chunk);
}

void ResponseReader::expect(std::uint64_t bytes, Part part)
{
    if (bytes > static_cast<std::uint64_t>(mostBodyBytes - m_body.size()))
        return fail(Problem::BodyTooLarge);
    m_rest = static_cast<qsizetype>(bytes);
    m_part = m_rest == 0 ? Part::End : part;
}

QLatin1StringView toString(ResponseReader::State state)
{
    switch (state) {
    case ResponseReader::State::Reading: return "reading"_L1;
    case ResponseReader::State::Done: return "done"_L1;
    case ResponseReader::State::Failed: return "failed"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1StringView toString(ResponseReader::Problem problem)
{
    switch (problem) {
    case ResponseReader::Problem::NotHttp: return "not_http"_L1;
    case ResponseReader::Problem::BrokenHead: return "broken_head"_L1;
    case ResponseReader::Problem::HeadTooLarge: return "head_too_large"_L1;
    case ResponseReader::Problem::BrokenChunks: return "broken_chunks"_L1;
    case ResponseReader::Problem::BodyTooLarge: return "body_too_large"_L1;
    case ResponseReader::Problem::CutShort: return "cut_short"_L1;
    }
    Q_UNREACHABLE();
}

} // namespace Breakwater
