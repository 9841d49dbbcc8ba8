// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>

#include <cstdint>
#include <optional>
#include <string>

namespace Breakwater::Simulation {

//! What stands in a payload, so that every frame can be told from every other.
struct Content
{
    std::uint64_t number = 0; //!< the same number is the same payload
    bool isPoison = false;    //!< the server closes the link over it
    std::optional<std::uint32_t> explicitId = {};
};

//! At least as long as it has to be.
QByteArray payloadOf(const Content &content, std::int64_t bytes);
//! None when it is no such payload.
std::optional<Content> contentOf(const QByteArray &payload);

//! What the sender calls it, and what the server's program answers when it has it.
std::string idOf(std::uint32_t explicitId);
QByteArray acknowledgementOf(std::uint32_t explicitId);
//! None when it is no acknowledgement.
std::optional<std::uint32_t> acknowledgedBy(const QByteArray &text);

} // namespace Breakwater::Simulation
