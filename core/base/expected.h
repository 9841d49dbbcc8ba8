// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/error.h>

#include <tl/expected.hpp>

namespace Breakwater {

//! A value, or why there is none. (std::expected arrives with C++23; this is its drop-in.)
template <class Value, class E = Error> using Expected = tl::expected<Value, E>;

template <class E = Error> using Unexpected = tl::unexpected<E>;

} // namespace Breakwater
