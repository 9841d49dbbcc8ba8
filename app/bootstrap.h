// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/base/time.h>
#include <core/config/configloader.h>
#include <core/config/profile.h>
#include <core/engine/command.h>

#include <QtCore/QString>

#include <optional>

namespace Breakwater::App {

// What the two programs have in common. No widgets here.

//! Exit codes of both programs.
enum class ExitCode : int {
    Fine = 0,
    Unhealthy = 1, //!< the thing watched is degraded or unhealthy
    Usage = 2,     //!< bad usage or bad configuration
    NoLink = 3,    //!< could not connect at all
    Failure = 4,   //!< an internal failure
};

constexpr int toInt(ExitCode code)
{
    return static_cast<int>(code);
}

//! 2 for what the user can put right in arguments and files of settings, 4 for the rest.
ExitCode exitCodeOf(const Error &error);

//! Input, output and errors lead somewhere, so that no socket takes their numbers when whoever
//! started this program closed them. Call first.
void openStandardStreams();

//! Name and version, as paths and D-Bus see them. Call before the first path is asked for.
void nameApplication();

//! "breakwater: sentence" on stderr.
void printSentence(const QString &program, const QString &sentence);

//! Where the programs keep things, by the desktop's own rules (XDG).
struct Paths
{
    QString profiles; //!< the saved connections
    QString window;   //!< layout and other state of the window
    QString runtime;  //!< folder for lock and socket; may be empty when the system has none
};
Paths standardPaths();

//! Defaults, file, environment, `preset`: a file that was named must be there. Showing
//! the warnings is the caller's business.
Expected<LoadedConfig> loadConfig(const std::optional<QString> &file,
                                  const std::optional<QString> &preset);

//! A bare URL as a session: its id is a hash of the normalised URL, its name the host.
Expected<OpenSession> openUrl(const QString &url);

//! The saved profile of that name.
Expected<Profile> findProfile(const ProfileFile &file, const QString &name);

//! As in files of settings, but never negative: "250ms", "10s", "5m", "1h", "2d"; a bare number is
//! seconds.
Expected<Duration> parseDuration(const QString &text);

} // namespace Breakwater::App
