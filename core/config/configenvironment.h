// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QProcessEnvironment>
#include <QtCore/QString>

#include <vector>

namespace Breakwater {

struct ConfigKey;

struct ConfigVariable
{
    const ConfigKey *key = nullptr;
    QString value;
};

//! The settings among the environment's variables, in the order of the keys. A BREAKWATER_… that is
//! neither a setting nor documented otherwise is an error: it is a mistyped one.
Expected<std::vector<ConfigVariable>> configVariables(const QProcessEnvironment &environment);

} // namespace Breakwater
