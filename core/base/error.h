// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>

namespace Breakwater {

//! For the code: what sort of thing failed.
enum class ErrorKind {
    BadArgument, //!< a value, URL or option that makes no sense
    BadConfig,   //!< a configuration or profile file, or a value in it
    FileAccess,  //!< a file that cannot be read or written
    Network,
    Tls,
    Refused, //!< the peer said no
    Timeout,
    Incompatible, //!< written for another version than this one reads
    Internal,
};

//! An expected failure: a kind for the code, and one sentence for people that says what, where and
//! what to do.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString message;

    friend bool operator==(const Error &, const Error &) = default;
};

} // namespace Breakwater
