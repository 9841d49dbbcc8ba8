// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/realtimesystem.h>
#include <core/base/states.h>
#include <core/base/version.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QString>

#include <cstdio>

// A program that is not part of Breakwater: it keeps Qt's keywords and ASCII casts.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QString name = "Breakwater";
    std::printf("%s %s\n", qPrintable(name), Breakwater::version);
    return 0;
}
