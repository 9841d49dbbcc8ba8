// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <variant>

namespace Breakwater::App {

//! The command line of `breakwater`.
struct DesktopOptions
{
    bool isDemo = false;
    std::optional<QString> profile;
    QStringList urls;
    std::optional<QString> configFile;
    std::optional<QString> preset;
    std::optional<QString> exportFile;
    std::optional<QString> screenshotFile;
    Duration after = std::chrono::seconds(10);
    bool isNewInstance = false;

    //! Leaves files behind and ends by itself; nobody needs to look at it.
    bool isUnattended() const { return exportFile || screenshotFile; }

    friend bool operator==(const DesktopOptions &, const DesktopOptions &) = default;
};

//! --help and --version: text for stdout.
struct ShowText
{
    QString text;
};

//! The arguments make no sense: one sentence for stderr.
struct UsageError
{
    QString sentence;
};

//! `arguments` without the program's name.
std::variant<DesktopOptions, ShowText, UsageError> parseDesktopOptions(
    const QStringList &arguments);

} // namespace Breakwater::App
