// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/config/stabilityconfig.h>

#include <QtCore/QString>

#include <functional>

namespace Breakwater {

//! What no single key can get wrong: values that do not go together. `sourceOf` says where a key's
//! value came from; the error names both keys, their values and sources.
Expected<void> checkTogether(const StabilityConfig &config,
                             const std::function<QString(const QString &id)> &sourceOf);

} // namespace Breakwater
