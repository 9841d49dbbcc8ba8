// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/responsehead.h>

#include <algorithm>
#include <limits>
#include <string_view>

namespace Breakwater {

namespace {

constexpr int switchingProtocols = 101;
constexpr auto endless = std::numeric_limits<std::uint64_t>::max();

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isTokenCharacter(char c)
{
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || others.find(c) != std::string_view::npos;
}

bool hasControlCharacter(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    });
}

//! None: no number at all, not even an impossible one.
std::optional<std::uint64_t> wholeNumber(QByteArrayView digits)
{
    if (digits.isEmpty() || !std::all_of(digits.begin(), digits.end(), isDigit))
        return {};
    std::uint64_t number = 0;
    for (const char c : digits) {
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (number > (endless - digit) / 10)
            return endless;
        number = number * 10 + digit;
    }
    return number;
}

} // namespace

bool ResponseHead::takeStatusLine(QByteArrayView line)
{
    constexpr qsizetype shortest = 12; // "HTTP/1.1 200"
    if (line.size() < shortest || hasControlCharacter(line)
        || !(line.startsWith("HTTP/1.0 ") || line.startsWith("HTTP/1.1 ")))
        return false;
    const auto status = wholeNumber(line.sliced(9, 3));
    if (!status || *status < 100 || *status > 599 || *status == switchingProtocols)
        return false;
    m_status = static_cast<int>(*status);
    m_isOldVersion = line[7] == '0';
    return line.size() == shortest || line[shortest] == ' ';
}

bool ResponseHead::isHeader(QByteArrayView line)
{
    const QByteArrayView name = line.first(std::max<qsizetype>(line.indexOf(':'), 0));
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isTokenCharacter)
        && !hasControlCharacter(line);
}

bool ResponseHead::takeHeader(QByteArrayView line)
{
    if (!isHeader(line))
        return false;
    const auto colon = line.indexOf(':');
    const QByteArrayView name = line.first(colon);
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (isInterim())
        return true; // speaks of no body
    if (name.compare("content-length", Qt::CaseInsensitive) == 0)
        return takeLength(value);
    if (name.compare("transfer-encoding", Qt::CaseInsensitive) == 0)
        return takeCoding(value);
    return true;
}

//! The same one twice is harmless; a list of them is more than anybody needs.
bool ResponseHead::takeLength(QByteArrayView value)
{
    const auto length = wholeNumber(value);
    if (!length || (m_length && m_length != length))
        return false;
    m_length = length;
    return true;
}

bool ResponseHead::takeCoding(QByteArrayView value)
{
    if (m_isChunked || value.compare("chunked", Qt::CaseInsensitive) != 0)
        return false;
    m_isChunked = true;
    return true;
}

bool ResponseHead::isSound() const
{
    return !m_isChunked || (!m_length && !m_isOldVersion);
}

ResponseHead::Framing ResponseHead::framing() const
{
    if (hasNoBody() || m_length)
        return Framing::Length;
    return m_isChunked ? Framing::Chunked : Framing::UntilClose;
}

} // namespace Breakwater
