// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/config/profile.h>
#include <core/engine/command.h>

#include <QtCore/QByteArray>

#include <optional>

namespace Breakwater {

//! A profile, checked whole, as the command that opens it; `secret` is its token or password. An
//! error is one sentence that names the field, so that a dialog can check a profile without opening
//! it.
Expected<OpenSession> openCommand(const Profile &profile, const std::optional<QByteArray> &secret);
//! The same for what is to be watched.
Expected<OpenWatch> watchCommand(const Profile &profile, const std::optional<QByteArray> &secret);

} // namespace Breakwater
