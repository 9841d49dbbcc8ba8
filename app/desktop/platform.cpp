// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/desktop/platform.h>

#include <app/bootstrap.h>

#include <QtCore/QCoreApplication>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace Breakwater::App {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Platform)
};

void explain(QtMsgType type, const QMessageLogContext &, const QString &)
{
    if (type != QtFatalMsg)
        return; // Qt's own words about plugins help nobody
    const QString display = qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        ? u"DISPLAY=%1"_qs.arg(qEnvironmentVariable("DISPLAY"))
        : u"WAYLAND_DISPLAY=%1"_qs.arg(qEnvironmentVariable("WAYLAND_DISPLAY"));
    printSentence(u"breakwater"_qs,
                  Words::tr("The display cannot be opened (%1): is it running, and may this user "
                            "see it? QT_QPA_PLATFORM=offscreen does without.")
                      .arg(display));
    std::_Exit(toInt(ExitCode::Failure));
}

} // namespace

Expected<void> choosePlatform(const DesktopOptions &options)
{
    const bool hasDisplay = !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    if (hasDisplay || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        return {};
    if (options.isUnattended()) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        return {};
    }
    return Unexpected<>(Error{
        ErrorKind::Internal,
        Words::tr("There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): start it "
                  "on a desktop, use --export or --screenshot, or breakwaterctl.")});
}

PlatformGuard::PlatformGuard()
{
    qInstallMessageHandler(explain);
}

PlatformGuard::~PlatformGuard()
{
    qInstallMessageHandler(nullptr);
}

} // namespace Breakwater::App
