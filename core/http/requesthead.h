// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/http/httpanswer.h>

#include <optional>

namespace Breakwater {

//! What the door makes of the bytes that a visitor has sent so far, before any HTTP library sees
//! them. Pure.
//!
//! Only one request without a body is let in, so that the library's parser never meets a second
//! one whose Host and token nobody has looked at.
struct HeadVerdict
{
    bool isComplete = false;                //!< let it in
    std::optional<HttpAnswer> refusal = {}; //!< or send it away; neither: wait for more
};

//! The most that the head of a request may take.
inline constexpr qsizetype mostHeadBytes = 16 * 1024;

HeadVerdict judgeHead(const QByteArray &bytes);

} // namespace Breakwater
