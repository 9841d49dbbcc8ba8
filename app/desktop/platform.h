// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/desktop/desktopoptions.h>

#include <core/base/expected.h>

namespace Breakwater::App {

//! Chooses Qt's offscreen platform when files are wanted and there is no display. An error: there
//! is none, and somebody would have to look.
Expected<void> choosePlatform(const DesktopOptions &options);

//! While it lives, a display that cannot be opened ends the program with a sentence and exit code
//! 4; Qt alone would abort. Around the making of the QApplication.
class PlatformGuard final
{
public:
    PlatformGuard();
    ~PlatformGuard();
    Q_DISABLE_COPY_MOVE(PlatformGuard)
};

} // namespace Breakwater::App
