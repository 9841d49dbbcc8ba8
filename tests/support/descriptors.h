// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>

#include <sys/resource.h>

namespace Breakwater::Test {

//! Lets this process open so many files and sockets. A sentence when the machine does not.
inline QString descriptorFault(rlim_t needed)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return QStringLiteral("The limit of descriptors cannot be read.");
    if (limit.rlim_cur >= needed)
        return {};
    if (limit.rlim_max < needed)
        return QStringLiteral("Needs %1 descriptors, and the hard limit is %2: raise it with "
                              "`ulimit -Hn`, or in /etc/security/limits.conf.")
            .arg(needed)
            .arg(limit.rlim_max);
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0
        ? QString()
        : QStringLiteral("The limit of descriptors cannot be raised.");
}

} // namespace Breakwater::Test
