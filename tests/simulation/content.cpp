// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/content.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace Breakwater::Simulation {

// "17" or "17P" or "17#4" or "17P#4", then a dot and filling.
QByteArray payloadOf(const Content &content, std::int64_t bytes)
{
    std::array<char, 40> head; // two numbers of at most 20 and 10 digits, and three marks
    char *const end = head.data() + head.size();
    char *at = std::to_chars(head.data(), end, content.number).ptr;
    if (content.isPoison)
        *at++ = 'P';
    if (content.explicitId) {
        *at++ = '#';
        at = std::to_chars(at, end, *content.explicitId).ptr;
    }
    *at++ = '.';
    const auto length = static_cast<qsizetype>(at - head.data());
    QByteArray payload(std::max<qsizetype>(bytes, length), '-');
    std::copy(head.data(), at, payload.data());
    return payload;
}

std::optional<Content> contentOf(const QByteArray &payload)
{
    Content content;
    const char *const end = payload.data() + payload.size();
    auto [at, problem] = std::from_chars(payload.data(), end, content.number);
    if (problem != std::errc() || at == end)
        return {};
    if (*at == 'P') {
        content.isPoison = true;
        ++at;
    }
    if (at != end && *at == '#') {
        std::uint32_t id = 0;
        at = std::from_chars(at + 1, end, id).ptr;
        content.explicitId = id;
    }
    return at != end && *at == '.' ? std::optional(content) : std::nullopt;
}

std::string idOf(std::uint32_t explicitId)
{
    return "id" + std::to_string(explicitId);
}

QByteArray acknowledgementOf(std::uint32_t explicitId)
{
    return "{\"ack\": \"" + QByteArray::fromStdString(idOf(explicitId)) + "\"}";
}

std::optional<std::uint32_t> acknowledgedBy(const QByteArray &text)
{
    constexpr std::string_view before = "{\"ack\": \"id";
    if (!text.startsWith(QByteArray(before.data(), before.size())))
        return {};
    std::uint32_t id = 0;
    std::from_chars(text.data() + before.size(), text.data() + text.size(), id);
    return id;
}

} // namespace Breakwater::Simulation
